import type { MeshTenant } from './mesh-tenant';
import type { Mesh } from '../mesh';

const TENANTS = new WeakMap<Mesh, MeshTenant[]>();

/** The tenants of a mesh, in the order in which they were added. */
export function tenantsOf(mesh: Mesh): MeshTenant[] {
  if (!TENANTS.has(mesh)) TENANTS.set(mesh, []);
  return TENANTS.get(mesh)!;
}

/** Namespaces in which nobody but the owner of the mesh writes, sorted: those of its control plane, node components and gateways. */
export function reservedNamespaces(mesh: Mesh): string[] {
  const { foundation, rootNamespace } = mesh;
  const tenants = new Set(tenantsOf(mesh).flatMap((t) => t.namespaces.map((n) => n.namespaceName)));
  const gateways = [...mesh._gateways.values()].map((g) => g.namespaceName).filter((n) => !tenants.has(n));
  const nodes = [foundation.cniNamespace, ...(foundation._ambientMesh ? [foundation.ztunnelNamespace] : [])];
  return [...new Set([rootNamespace, ...nodes, ...gateways])].sort();
}
