import type { IConstruct } from 'constructs';
import { type Exposure, ExposureKind } from './exposure';
import type { GatewayHostOptions, InjectedGatewayProps } from './gateway-options';
import { hostKinds, routeKinds } from './host-kinds';
import { ExternalTrafficPolicy } from './load-balancer';
import { checkKinds, DURATION, FLAG, type KindRow, listOf, made, MAP, member, NAMESPACE, required, TEXT, TEXTS_BY_KEY } from '../analysis/kinds';
import { requireText } from '../analysis/require-text';
import { RevisionTrack } from '../vocabulary/revision-track';
import { IpFamily, IpFamilyPolicy } from '../workload/service-options';

const CODE = 'gateway/wrong-type';

export const MESH = made('mesh', () => 'pass the mesh, or use mesh.addInjectedGateway(...)', (v) => typeof v?._facts?.name === 'string');
export const EXPOSURE = made(
  'Exposure',
  () => 'write Exposure.route(), Exposure.loadBalancer() or Exposure.clusterIp()',
  (v) => Object.values(ExposureKind).includes(v?.kind) && '_route' in v,
);
export const AVAILABILITY = made(
  'Availability',
  (v) => (typeof v === 'number' ? `write Availability.fixed(${v})` : 'write Availability.fixed(2) or Availability.autoscaled(2, 5)'),
  (v) => typeof v?.isAutoscaled === 'boolean' && Number.isInteger(v.minReplicas),
);
export const PLACEMENT = made('Placement', () => 'write Placement.infraNodes() or Placement.of({ ... })', (v) => MAP.is(v?.options));
const INTERNAL = made(
  'InternalLoadBalancer',
  () => 'write that of the cloud, such as InternalLoadBalancer.AWS, or InternalLoadBalancer.of({ ... })',
  (v) => TEXTS_BY_KEY.is(v?.annotations),
);

/** Fails at the first property of a gateway that is not what it must be. */
export function checkGatewayKinds(at: IConstruct, props: InjectedGatewayProps): void {
  checkKinds(at, CODE, 'the gateway', [['props', props, required(MAP)]]);
  requireText(at, 'name of the gateway', props.name);
  const subject = `gateway '${props.name}'`;
  checkKinds(at, CODE, subject, [
    ['mesh', props.mesh, required(MESH)],
    ['namespace', props.namespace, required(NAMESPACE)],
    ['exposure', props.exposure, EXPOSURE],
    ['availability', props.availability, AVAILABILITY],
    ['resources', props.resources, TEXTS_BY_KEY],
    ['placement', props.placement, PLACEMENT],
    ['track', props.track, member('RevisionTrack', RevisionTrack)],
    ['selectorLabels', props.selectorLabels, TEXTS_BY_KEY],
    ['podLabels', props.podLabels, TEXTS_BY_KEY],
    ['podAnnotations', props.podAnnotations, TEXTS_BY_KEY],
    ['proxyConfig', props.proxyConfig, MAP],
    ['env', props.env, TEXTS_BY_KEY],
    ['drain', props.drain, DURATION],
    ['networkPolicy', props.networkPolicy, FLAG],
    ['readsSecrets', props.readsSecrets, FLAG],
    ['ipFamilyPolicy', props.ipFamilyPolicy, member('IpFamilyPolicy', IpFamilyPolicy)],
    ['ipFamilies', props.ipFamilies, listOf('IP families', member('IpFamily', IpFamily))],
    ['raw', props.raw, MAP],
  ]);
  if (props.exposure) checkKinds(at, CODE, `the exposure of ${subject}`, exposureKinds(props.exposure));
}

/** Fails where a host, or an option of one, is not what it must be. */
export function checkHostKinds(at: IConstruct, hostName: string, options: GatewayHostOptions): void {
  requireText(at, 'host', hostName);
  const subject = `host '${hostName}'`;
  checkKinds(at, CODE, subject, [['options', options, required(MAP)]]);
  checkKinds(at, CODE, subject, hostKinds(options));
}

/** What the options of an exposure must be. */
export function exposureKinds({ _route: route, _loadBalancer: balancer, _clusterIp: clusterIp }: Exposure): KindRow[] {
  const rows: KindRow[] = [['options', route ?? balancer ?? clusterIp, MAP]];
  if (route) rows.push(...routeKinds(route));
  if (balancer) {
    rows.push(
      ['loadBalancerClass', balancer.loadBalancerClass, TEXT],
      ['annotations', balancer.annotations, TEXTS_BY_KEY],
      ['sourceRanges', balancer.sourceRanges, listOf('address ranges', TEXT)],
      ['internal', balancer.internal, INTERNAL],
      ['externalTrafficPolicy', balancer.externalTrafficPolicy, member('ExternalTrafficPolicy', ExternalTrafficPolicy)],
      ['allocateNodePorts', balancer.allocateNodePorts, FLAG],
    );
  }
  if (clusterIp) rows.push(['annotations', clusterIp.annotations, TEXTS_BY_KEY]);
  return rows;
}
