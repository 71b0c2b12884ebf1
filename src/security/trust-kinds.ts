import type { TrustContext } from './trust-context';
import { checkKinds, type Kind, type KindRow, made } from '../analysis/kinds';

export const STORE = made('SecretStoreRef', (v) => `write SecretStoreRef.clusterStore('${typeof v === 'string' ? v : '<name>'}')`,
  (v) => typeof v?.name === 'string' && typeof v.kind === 'string' && typeof v.group !== 'string');
export const ISSUER = made('IssuerRef', (v) => `write IssuerRef.clusterIssuer('${typeof v === 'string' ? v : '<name>'}')`,
  (v) => typeof v?.name === 'string' && typeof v.kind === 'string' && typeof v.group === 'string');

/** A map with an entry for each cluster. */
export function byCluster(entry: Kind): Kind {
  return {
    is: (v) => typeof v === 'object' && v !== null && !Array.isArray(v) && Object.values(v).every(entry.is),
    expected: `a map by cluster name, each entry ${entry.expected}`,
    fix: () => 'write { east: ..., west: ... }',
  };
}

/** Fails at the first option that is not of its type: a compiler refuses that, JavaScript does not. */
export function checkTrustTypes(ctx: TrustContext, factory: string, rows: readonly KindRow[]): void {
  checkKinds(ctx.at, 'security/wrong-type', `MeshTrust.${factory}`, rows);
}
