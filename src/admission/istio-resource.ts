import type { KindCheck } from './kind-check';
import { checkMeshConfig } from './mesh-config/mesh-config';
import { checkMeshNetworks } from './mesh-networks/mesh-networks';
import { mapAt, textAt } from './syntax/values';

/** What istiod says of the mesh configuration and the networks that the operator renders from the values of an Istio or IstioRevision. */
export const checkIstioResource: KindCheck = (spec, report, _object, context) => {
  const values = mapAt(spec, 'values');
  const at = report.in('values');
  const meshConfig = mapAt(values, 'meshConfig');
  if (meshConfig) checkMeshConfig(meshConfig, at.in('meshConfig'), context);
  const global = mapAt(values, 'global');
  const resolvesHosts = !/^(false|f|0)$/i.test(textAt(mapAt(mapAt(values, 'pilot'), 'env'), 'RESOLVE_HOSTNAME_GATEWAYS'));
  if (global) checkMeshNetworks(global, resolvesHosts, at.in('global'));
};
