import type { AvailabilityData, ContractData, MeshData, NamespaceData, TenantData } from './contract-data';
import { gatewaysData, waypointsData } from './contracted-proxies';
import { CONTRACT, MeshContract } from './mesh-contract';
import type { MeshTenant } from './mesh-tenant';
import { ownedObjects } from './owned-objects';
import { reservedNamespaces, tenantsOf } from './tenants';
import { Findings } from '../../analysis/findings';
import { findCluster } from '../../cluster/cluster';
import { draftOf } from '../../kube/late-value';
import { discoveryLabels } from '../../namespace/discovery';
import { dataPlaneOf } from '../../namespace/enrolment';
import { DataPlane } from '../../vocabulary/data-plane';
import type { NamespaceFacts } from '../../vocabulary/mesh-facts';
import { MeshLabel } from '../../vocabulary/mesh-labels';
import { selectorValues } from '../disjoint';
import type { Mesh } from '../mesh';
import { isMap, valueAt } from '../plain-values';

/** Readers of this format and later ones can read what is written. It rises only with a change that older readers would get wrong. */
const OLDEST_READER = 1;

/** The contract of a mesh as the program stands. */
export function contractOf(mesh: Mesh): MeshContract {
  return MeshContract._of({ ...contractData(mesh) }, `the contract of mesh '${mesh.meshName}'`);
}

const LAST = new WeakMap<Mesh, string>();

/** The same for a user's program, which must not go on changing the mesh: the file would say less than the manifests do. */
export function takeContract(mesh: Mesh): MeshContract {
  const contract = contractOf(mesh);
  if (!LAST.has(mesh)) {
    Findings.of(mesh).checkAtSynth(mesh, () => (contractOf(mesh).toJson() === LAST.get(mesh) ? [] : [{
      code: 'mesh/contract-taken-too-early',
      what: `the mesh '${mesh.meshName}' was changed after its contract was taken`,
      expected: 'a contract that says what the manifests do',
      fix: 'call `mesh.contract()` after the last construct of the mesh',
    }]));
  }
  LAST.set(mesh, contract.toJson());
  return contract;
}

function contractData(mesh: Mesh): ContractData {
  const facts = mesh._facts;
  const { release } = mesh;
  return {
    format: CONTRACT.format,
    oldestReader: OLDEST_READER,
    mesh: meshData(mesh),
    release: { minor: release.minor, operator: release.pinned ? release.operatorVersion : undefined, istioMinor: facts.istioMinor },
    cluster: {
      name: findCluster(mesh)?.clusterName,
      network: mesh._network,
      openshift: facts.openshift.version,
      appsDomain: facts.appsDomain,
      clusterDomain: facts.clusterDomain,
    },
    namespaces: namespacesData(mesh),
    reservedNamespaces: reservedNamespaces(mesh),
    gateways: gatewaysData(mesh),
    waypoints: waypointsData(mesh),
    tenants: tenantsOf(mesh).map(tenantData).sort((a, b) => (a.name < b.name ? -1 : 1)),
    multiCluster: mesh._clusterData?.(),
    ownedObjects: ownedObjects(mesh),
  };
}

function meshData(mesh: Mesh): MeshData {
  const facts = mesh._facts;
  // the rendered object knows best: a raw value or a patch may have set it
  const values: unknown = draftOf(mesh.istio).spec?.values;
  const meshId = valueAt(values, 'global.meshID');
  const providers = valueAt(values, 'meshConfig.extensionProviders');
  return {
    name: facts.name,
    rootNamespace: facts.rootNamespace,
    trustDomain: facts.trustDomain,
    // a cluster without a control plane of its own has it nowhere in its values
    meshId: typeof meshId === 'string' ? meshId : mesh._role?.topology.meshId,
    dataPlane: facts.dataPlane,
    revision: facts.revision.name,
    canaryRevision: facts.canary?.name,
    tags: mesh._plan.tags.map((t) => t.name).sort(),
    discoverySelectors: selectorValues(facts.discoverySelectors),
    discoveryLabels: { ...discoveryLabels(facts.discoverySelectors, {}) },
    nativeSidecars: facts.nativeSidecars,
    imagePullSecrets: [...facts.imagePullSecrets].sort(),
    waypointAvailability: availabilityData(mesh),
    providers: (Array.isArray(providers) ? providers : []).flatMap((p) => (isMap(p) && typeof p.name === 'string' ? [p.name] : [])).sort(),
  };
}

function availabilityData(mesh: Mesh): AvailabilityData | undefined {
  const { waypointAvailability: availability, waypointAvailabilityInValues: inControlPlane } = mesh._facts;
  if (!availability) return undefined;
  const { minReplicas, maxReplicas, isAutoscaled: autoscaled, scaling } = availability;
  return { minReplicas, maxReplicas, autoscaled, cpuPercent: scaling.cpuPercent, memoryPercent: scaling.memoryPercent, inControlPlane };
}

/** Those that this program writes, and those that tenants have. Whom a mere reference belongs to nobody said. */
function namespacesData(mesh: Mesh): NamespaceData[] {
  const granted = new Set(tenantsOf(mesh).flatMap((t) => t.namespaces.map((n) => n.namespaceName)));
  const byName = new Map<string, NamespaceFacts>();
  for (const facts of mesh._knownNamespaces) {
    if (facts.written || (granted.has(facts.name) && !byName.has(facts.name))) byName.set(facts.name, facts);
  }
  return [...byName.values()].map(namespaceData).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function namespaceData(facts: NamespaceFacts): NamespaceData {
  const { [MeshLabel.NAMESPACE_NAME]: _, ...labels } = facts.labels();
  return {
    name: facts.name,
    // one that is in none of itself may have got there by the label that a tenant asked for
    dataPlane: facts.dataPlane === DataPlane.NONE ? dataPlaneOf(labels) : facts.dataPlane,
    revision: facts.revision.name,
    labels: facts.written ? labels : {},
    owned: facts.written,
  };
}

function tenantData({ tenantName, _grants, namespaces, _hosts, _delegations, _accepted }: MeshTenant): TenantData {
  const key = (o: object) => JSON.stringify(o);
  const sorted = <T extends object>(list: T[]): T[] => [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return {
    name: tenantName,
    grants: [..._grants],
    namespaces: namespaces.map((n) => n.namespaceName).sort(),
    hosts: sorted(_hosts.filter((h) => h.isStanding).map(({ gateway, host }) => ({ gateway, host }))),
    delegations: sorted(_delegations),
    accepted: [..._accepted].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
