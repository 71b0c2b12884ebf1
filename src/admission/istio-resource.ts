import type { KindCheck } from './kind-check';
import { checkMeshConfig } from './mesh-config/mesh-config';
import { checkTracing } from './mesh-config/tracing';
import { checkMeshNetworks } from './mesh-networks/mesh-networks';
import { mapAt, textAt } from './syntax/values';

/** What turns off a feature of istiod (Go's `strconv.ParseBool`). */
const FALSE = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/** What istiod says of the mesh configuration and the networks that the operator renders from the values of an Istio or IstioRevision. */
export const checkIstioResource: KindCheck = (spec, report, _object, context) => {
  const values = mapAt(spec, 'values') ?? {};
  const at = report.in('values');
  const meshConfig = mapAt(values, 'meshConfig');
  const global = mapAt(values, 'global');
  const resolvesHosts = !FALSE.includes(textAt(mapAt(mapAt(values, 'pilot'), 'env'), 'RESOLVE_HOSTNAME_GATEWAYS'));
  if (meshConfig) checkMeshConfig(meshConfig, at.in('meshConfig'), context);
  checkTracing(values, at, context);
  if (global) checkMeshNetworks(global, resolvesHosts, at.in('global'));
};
