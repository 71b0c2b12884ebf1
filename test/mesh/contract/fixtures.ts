import type { ContractData, GatewayData, NamespaceData, TenantData } from '../../../src/mesh/contract/contract-data';
import { MeshContract } from '../../../src/mesh/contract/mesh-contract';

/** A namespace of a contract. */
export function namespaceData(name: string, more: Partial<NamespaceData> = {}): NamespaceData {
  return { name, dataPlane: 'ambient', revision: 'default', labels: { 'istio.io/dataplane-mode': 'ambient' }, owned: true, ...more };
}

/** A gateway of a contract. */
export function gatewayData(more: Partial<GatewayData> = {}): GatewayData {
  return {
    name: 'edge',
    namespace: 'edge',
    identity: 'cluster.local/ns/edge/sa/edge',
    selector: { istio: 'edge' },
    exposure: 'route',
    hosts: [
      { host: 'orders.apps.east.example.com', protocols: ['HTTP'], tenant: 'orders', namespaces: ['orders'], everywhere: false },
      { host: 'shop.apps.east.example.com', protocols: ['HTTP'], namespaces: [], everywhere: false },
    ],
    ...more,
  };
}

/** A tenant of a contract. */
export function tenantData(more: Partial<TenantData> = {}): TenantData {
  return {
    name: 'orders',
    grants: ['enrol', 'attachRoutes'],
    namespaces: ['orders'],
    hosts: [{ gateway: 'edge', host: 'orders.apps.east.example.com' }],
    delegations: [],
    accepted: [],
    ...more,
  };
}

/** A whole contract, as a document. */
export function contractData(more: Partial<ContractData> = {}): ContractData {
  return {
    format: 1,
    oldestReader: 1,
    mesh: {
      name: 'default',
      rootNamespace: 'istio-system',
      trustDomain: 'cluster.local',
      dataPlane: 'ambient',
      revision: 'default',
      tags: [],
      discoverySelectors: [],
      discoveryLabels: {},
      nativeSidecars: true,
      imagePullSecrets: [],
      providers: [],
    },
    release: { minor: '3.3', istioMinor: '1.28' },
    cluster: { name: 'east', openshift: '4.20', appsDomain: 'apps.east.example.com', clusterDomain: 'cluster.local' },
    namespaces: [namespaceData('edge', { dataPlane: 'none', labels: {} }), namespaceData('orders'), namespaceData('shop')],
    reservedNamespaces: ['edge', 'istio-cni', 'istio-system', 'ztunnel'],
    gateways: [gatewayData()],
    waypoints: [{
      name: 'waypoint', namespace: 'shop', identity: 'cluster.local/ns/shop/sa/waypoint', traffic: 'service', admits: ['orders'], admitsEverywhere: false,
    }],
    tenants: [tenantData()],
    ownedObjects: [{ group: 'sailoperator.io', kind: 'Istio', name: 'default' }],
    ...more,
  };
}

/** A contract, read as another program reads it. */
export function contract(more: Partial<ContractData> = {}): MeshContract {
  return MeshContract.fromJson(JSON.stringify(contractData(more)));
}
