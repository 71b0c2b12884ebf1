import type { MeshServiceAccount } from './service-account';
import type { IMesh, IMeshNamespace } from '../vocabulary/interfaces';

/** The ServiceAccounts that this program writes, per mesh, by namespace and name. */
const accounts = new WeakMap<IMesh, Map<string, MeshServiceAccount>>();

/** The ServiceAccount of that name that this program writes, as far as it is made yet. */
export function findServiceAccount({ mesh, namespaceName }: IMeshNamespace, name: string): MeshServiceAccount | undefined {
  return accounts.get(mesh)?.get(`${namespaceName}/${name}`);
}

/** Remembers a ServiceAccount for others that share it. */
export function keepServiceAccount(account: MeshServiceAccount): void {
  const { mesh, namespaceName } = account.namespace;
  if (!accounts.has(mesh)) accounts.set(mesh, new Map());
  accounts.get(mesh)!.set(`${namespaceName}/${account.accountName}`, account);
}
