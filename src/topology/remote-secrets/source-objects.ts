import type { SourceSide } from './rows';
import { tokenSecretName } from './secret-names';
import { secret } from '../../kube/core/config';
import { serviceAccount } from '../../kube/core/service-account';
import type { Manifest } from '../../kube/manifest';
import { Stage } from '../../vocabulary/stage';

/** The id of what lets a cluster be read: meshes may share a scope. */
export function accessId({ namespace, serviceAccount: account }: SourceSide): string {
  return `remote-access-${namespace}-${account}`;
}

/** The ServiceAccount that reads, where the operator's charts do not bring it. */
export function writeServiceAccount(source: SourceSide): void {
  if (!source.writesServiceAccount) return;
  serviceAccount(source.scope, accessId(source), { name: source.serviceAccount, namespace: source.namespace });
}

/**
 * The step in which the token Secret is applied. The token controller deletes one whose ServiceAccount does not exist
 * (kubernetes/kubernetes pkg/controller/serviceaccount/tokens_controller.go), and where the operator makes that it comes with the
 * control plane.
 */
export function tokenStage(source: SourceSide): Stage {
  return source.writesServiceAccount ? Stage.BASE : Stage.GATEWAYS;
}

/** The ServiceAccount, and the Secret that the token controller fills. */
export function writeTokenSecret(source: SourceSide): Manifest {
  writeServiceAccount(source);
  return secret(source.scope, `${accessId(source)}-token`, {
    name: tokenSecretName(source.serviceAccount),
    namespace: source.namespace,
    annotations: { 'kubernetes.io/service-account.name': source.serviceAccount },
    type: 'kubernetes.io/service-account-token',
    stage: tokenStage(source),
    waitsFor: source.writesServiceAccount ? undefined : source.waitsFor,
  });
}
