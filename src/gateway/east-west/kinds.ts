import type { IConstruct } from 'constructs';
import type { ControlPlaneExposure } from './control-plane-exposure';
import { type EastWest, EastWestKind } from './east-west';
import type { EastWestGatewayProps } from './east-west-gateway';
import type { RemoteNetworkGatewayProps } from './remote-network-gateway';
import { checkKinds, DURATION, FLAG, type KindRow, listOf, made, MAP, member, required, TEXT, TEXTS_BY_KEY, WHOLE } from '../../analysis/kinds';
import { IpFamily, IpFamilyPolicy } from '../../workload/service-options';
import { AVAILABILITY, EXPOSURE, exposureKinds, MESH, PLACEMENT } from '../gateway-kinds';
import { CERTIFICATE } from '../host-kinds';

const CODE = 'gateway/wrong-type';

const EAST_WEST = made(
  'EastWest',
  () => 'write EastWest.injected(), EastWest.gatewayApi(), EastWest.ambient() or EastWest.none()',
  (v) => Object.values(EastWestKind).includes(v?.kind) && ['_injected', '_gatewayApi', '_ambient'].every((options) => options in v),
);
const CONTROL_PLANE_EXPOSURE = made(
  'ControlPlaneExposure',
  () => 'write ControlPlaneExposure.passthrough() or ControlPlaneExposure.https({ ... })',
  (v) => typeof v === 'object' && v !== null && '_https' in v,
);
const CONTROL_PLANE = made(
  'control plane by its Service',
  (v) => `write { service: '${typeof v === 'string' ? v : 'istiod'}' }`,
  (v) => TEXT.is(v?.service) && (v.namespaceName === undefined || v.namespaceName === null || TEXT.is(v.namespaceName)),
);
const ADDRESS = made(
  'GatewayAddress',
  (v) => `write GatewayAddress.of('${typeof v === 'string' ? v : '203.0.113.7'}') or GatewayAddress.ofGateway(...)`,
  (v) => TEXT.is(v?._late?.cluster) && 'command' in v._late,
);

/** Fails at the first property of a gateway between clusters that is not what it must be. */
export function checkEastWestKinds(at: IConstruct, props: EastWestGatewayProps): void {
  checkKinds(at, CODE, 'the gateway between clusters', [['props', props, required(MAP)]]);
  const subject = 'the gateway between clusters';
  checkKinds(at, CODE, subject, [
    ['mesh', props.mesh, required(MESH)],
    ['network', props.network, TEXT],
    ['clusterName', props.clusterName, TEXT],
    ['settings', props.settings, EAST_WEST],
    ['name', props.name, TEXT],
    ['namespaceName', props.namespaceName, TEXT],
    ['exposeServices', props.exposeServices, listOf('hosts', TEXT)],
    ['exposeControlPlane', props.exposeControlPlane, CONTROL_PLANE_EXPOSURE],
    ['controlPlanes', props.controlPlanes, listOf('control planes', CONTROL_PLANE)],
  ]);
  if (props.settings) checkKinds(at, CODE, `EastWest.${props.settings.kind}`, settingsKinds(props.settings));
  const { exposure } = props.settings?._settings ?? {};
  if (exposure) checkKinds(at, CODE, `the exposure of ${subject}`, exposureKinds(exposure));
  if (props.exposeControlPlane) checkKinds(at, CODE, 'ControlPlaneExposure.https', httpsKinds(props.exposeControlPlane));
}

/** Fails at the first property of a gateway elsewhere that is not what it must be. */
export function checkRemoteKinds(at: IConstruct, props: RemoteNetworkGatewayProps): void {
  const subject = 'the gateway of another network';
  checkKinds(at, CODE, subject, [['props', props, required(MAP)]]);
  checkKinds(at, CODE, subject, [
    ['mesh', props.mesh, required(MESH)],
    ['network', props.network, required(TEXT)],
    ['address', props.address, required(ADDRESS)],
    ['port', props.port, WHOLE],
    ['serviceAccount', props.serviceAccount, TEXT],
    ['name', props.name, TEXT],
    ['namespaceName', props.namespaceName, TEXT],
    ['raw', props.raw, MAP],
  ]);
}

function settingsKinds({ _settings, _injected: injected, _gatewayApi: gatewayApi, _ambient: ambient }: EastWest): KindRow[] {
  const { exposure, dnsName, availability, resources, placement } = _settings;
  return [
    ['options', _settings, MAP],
    ['exposure', exposure, EXPOSURE],
    ['dnsName', dnsName, TEXT],
    ['availability', availability, AVAILABILITY],
    ['resources', resources, TEXTS_BY_KEY],
    ['placement', placement, PLACEMENT],
    ['podLabels', injected.podLabels, TEXTS_BY_KEY],
    ['podAnnotations', injected.podAnnotations, TEXTS_BY_KEY],
    ['proxyConfig', injected.proxyConfig, MAP],
    ['env', injected.env, TEXTS_BY_KEY],
    ['drain', injected.drain, DURATION],
    ['networkPolicy', injected.networkPolicy, FLAG],
    ['mtlsPort', injected.mtlsPort ?? gatewayApi.mtlsPort, WHOLE],
    ['ipFamilyPolicy', injected.ipFamilyPolicy, member('IpFamilyPolicy', IpFamilyPolicy)],
    ['ipFamilies', injected.ipFamilies, listOf('IP families', member('IpFamily', IpFamily))],
    ['labels', gatewayApi.labels ?? ambient.labels, TEXTS_BY_KEY],
    ['raw', injected.raw ?? gatewayApi.raw ?? ambient.raw, MAP],
  ];
}

function httpsKinds({ _https: https }: ControlPlaneExposure): KindRow[] {
  if (https === undefined) return [];
  return [
    ['options', https, MAP],
    ['host', https.host, required(TEXT)],
    ['certificate', https.certificate, required(CERTIFICATE)],
    ['terminatesWebhook', https.terminatesWebhook, FLAG],
    ['rootSecretName', https.rootSecretName, TEXT],
  ];
}
