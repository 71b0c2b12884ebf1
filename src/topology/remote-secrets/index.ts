export { type ExternalRemoteSecretsOptions } from './external-way';
export { type LiteralRemoteSecretsOptions } from './literal-way';
export { type ManagedServiceAccountsOptions } from './managed-way';
export { RemoteSecrets } from './remote-secrets';
