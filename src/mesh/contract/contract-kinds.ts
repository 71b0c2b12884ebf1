import type { IConstruct } from 'constructs';
import type { AcceptOptions } from './accept';
import type { ContractedMeshProps } from './contracted-mesh';
import { Grant } from './grant';
import type { MeshRequests } from './mesh-requests';
import type { MeshTenantProps } from './mesh-tenant';
import { checkKinds, FLAG, type Kind, type KindRow, listOf, made, MAP, member, required, TEXT, TEXTS_BY_KEY } from '../../analysis/kinds';
import { requireText } from '../../analysis/require-text';
import { DataPlane } from '../../vocabulary/data-plane';

const CODE = 'mesh/wrong-type';

const CONTRACT = made(
  'MeshContract',
  () => "write MeshContract.fromFile('mesh-contract.json') with the path of the file",
  (v) => typeof v?._data?.mesh?.name === 'string' && typeof v.toJson === 'function',
);
const REQUESTS = made(
  'MeshRequests',
  () => "write MeshRequests.fromFile('mesh-requests.json') with the path of the file",
  (v) => Array.isArray(v?._data?.requests),
);
const MESH = made('Mesh of this program', () => 'use mesh.addTenant(...)', (v) => typeof v?._facts?.name === 'string' && typeof v._gateways?.get === 'function');
const GATEWAY = made(
  'gateway of this program',
  () => "write what mesh.addInjectedGateway(...) or mesh.gateway('<name>') returns",
  (v) => typeof v?.gatewayName === 'string' && typeof v._admit === 'function',
);
const GRANT = member('Grant', Grant);
const GRANTS: Kind = {
  ...required(listOf('grants', GRANT)),
  fix: (v) => (v === undefined || v === null ? 'write grants: [Grant.ENROL, Grant.ATTACH_ROUTES], those of them that it has, or []' : listOf('grants', GRANT).fix(v)),
};

/** Fails where a handle of another program's mesh is not given what it is made of. */
export function checkContractedMesh(at: IConstruct, props: ContractedMeshProps): void {
  const subject = 'the mesh of another program';
  checkKinds(at, CODE, subject, [['props', props, required(MAP)]]);
  checkKinds(at, CODE, subject, [['contract', props.contract, required(CONTRACT)], ['tenant', props.tenant, TEXT], ['meshName', props.meshName, TEXT]]);
}

/** Fails at the first property of a tenant that is not what it must be. */
export function checkTenant(at: IConstruct, props: MeshTenantProps): void {
  requireText(at, 'name of the tenant', props.name);
  const rows: KindRow[] = [
    ['mesh', props.mesh, required(MESH)],
    ['namespaces', props.namespaces, listOf('names of namespaces', TEXT)],
    ['hosts', props.hosts, listOf('hosts', TEXT)],
    ['delegations', props.delegations, listOf('delegations', MAP)],
    ['gateway', props.gateway, GATEWAY],
    ['createNamespaces', props.createNamespaces, FLAG],
    ['dataPlane', props.dataPlane, member('DataPlane', DataPlane)],
    ['labels', props.labels, TEXTS_BY_KEY],
  ];
  const subject = `tenant '${props.name}'`;
  checkKinds(at, CODE, subject, rows);
  checkKinds(at, CODE, subject, (props.delegations ?? []).flatMap(({ host, prefix, namespace }, i): KindRow[] => [
    [`delegations[${i}].host`, host, required(TEXT)], [`delegations[${i}].prefix`, prefix, required(TEXT)], [`delegations[${i}].namespace`, namespace, TEXT],
  ]));
}

/** Fails where it is not said what a tenant may do: nothing is a list too. */
export function checkGrants(at: IConstruct, { name, grants }: MeshTenantProps): void {
  checkKinds(at, CODE, `tenant '${name}'`, [['grants', grants, GRANTS]]);
}

/** Fails where there are no requests, or no ids of them. */
export function checkAccepted(at: IConstruct, requests: MeshRequests, options: AcceptOptions): void {
  const subject = 'what the mesh accepts';
  checkKinds(at, CODE, subject, [['requests', requests, required(REQUESTS)], ['options', options, required({ ...MAP, expected: 'a map with the `ids` of requests', fix: () => 'write { ids: [...] }' })]]);
  checkKinds(at, CODE, subject, [['ids', options.ids, required(listOf('ids of requests', TEXT))]]);
}
