import type { ControlPlaneExposure, ExposedControlPlane } from './control-plane-exposure';
import { type EastWest, EastWestKind } from './east-west';
import { hostProblems } from './exposed-hosts';
import { PROXY_PORTS, ISTIOD_PORT, WEBHOOK_PORT } from './ports';
import type { Problem } from '../../analysis/finding';
import type { LateValue } from '../../kube/late-value';
import { dns1035LabelProblem, dnsLabelProblem, dnsSubdomainProblem, hostProblem } from '../../kube/names';
import { DataPlane } from '../../vocabulary/data-plane';
import type { MeshFacts } from '../../vocabulary/mesh-facts';
import { MeshLabel } from '../../vocabulary/mesh-labels';
import { hasGatewayParameters } from '../../waypoint/parameters';
import { ExposureKind } from '../exposure';
import { settingsProblems } from '../gateway-checks';
import { PodAnnotation } from '../gateway-pods';

/** A gateway between clusters as it is asked for, with everything that has a default. */
export interface EastWestPlan {
  readonly name: string;
  readonly namespace: string;
  readonly network?: string;
  readonly settings: EastWest;
  /** Undefined: nobody said. */
  readonly hosts?: readonly string[];
  readonly controlPlane?: ControlPlaneExposure;
  readonly controlPlanes: readonly ExposedControlPlane[];
  readonly selectorLabels: { readonly [key: string]: string };
  /** Whether control planes learn of it by other means than the label of its network. */
  readonly unlabelled: boolean;
  /** What its pods cannot be injected without. */
  readonly waitsFor?: readonly LateValue[];
}

/** What is wrong with a gateway between clusters. */
export function eastWestProblems(plan: EastWestPlan, facts: MeshFacts): Problem[] {
  if (plan.settings.kind === EastWestKind.NONE) return noneProblems(plan);
  return [
    ...nameProblems(plan),
    ...dataPlaneProblems(plan, facts),
    ...purposeProblems(plan),
    ...exposureProblems(plan),
    ...settingsProblems({ name: plan.name, ...plan.settings._settings, drain: plan.settings._injected.drain }),
    ...portProblems(plan),
    ...decidedProblems(plan),
    ...parametersProblems(plan, facts),
    ...hostProblems(plan.name, plan.hosts ?? []),
    ...controlPlaneProblems(plan),
    ...secretProblems(plan, facts),
  ];
}

function nameProblems({ name, network, settings }: EastWestPlan): Problem[] {
  const wrong = [
    ['name', name, dns1035LabelProblem(name), 'a DNS label that starts with a letter: its Service is called so'],
    ['network', network, network === undefined ? undefined : dnsLabelProblem(network), 'a DNS label'],
    ['DNS name', settings._settings.dnsName, dnsNameProblem(settings._settings.dnsName), 'a host name, such as east.mesh.example.com'],
  ] as const;
  return wrong.filter(([, , problem]) => problem !== undefined).map(([what, value, problem, expected]) => ({
    code: 'gateway/east-west-invalid-name',
    what: `the ${what} '${value}' of the gateway between clusters is not usable: ${problem}`,
    expected,
    fix: `change the ${what}`,
  }));
}

function dnsNameProblem(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (/^[\d.]+$/.test(name)) return 'it is an address, which is stated in the facts of the cluster';
  return hostProblem(name);
}

function dataPlaneProblems({ name, settings }: EastWestPlan, { name: mesh, dataPlane }: MeshFacts): Problem[] {
  const ambient = dataPlane === DataPlane.AMBIENT;
  if (ambient === (settings.kind === EastWestKind.AMBIENT)) return [];
  return [{
    code: 'gateway/east-west-other-data-plane',
    what: `gateway '${name}' is made by EastWest.${settings.kind}(), but mesh '${mesh}' has ${ambient ? 'an ambient' : `a ${dataPlane}`} data plane, whose traffic between networks it cannot carry`,
    expected: ambient ? 'EastWest.ambient() in an ambient mesh' : 'EastWest.injected() or EastWest.gatewayApi() in a mesh of sidecars',
    fix: `write ${ambient ? 'EastWest.ambient(...)' : 'EastWest.injected(...)'}, or leave it out`,
  }];
}

/** A gateway is between networks, or leads to a control plane. */
function purposeProblems({ name, network, settings, hosts, controlPlane }: EastWestPlan): Problem[] {
  const problems: Problem[] = [];
  const of = `gateway '${name}', made by EastWest.${settings.kind}(),`;
  if (controlPlane && settings.kind !== EastWestKind.INJECTED) {
    problems.push({
      code: 'gateway/east-west-exposes-no-control-plane',
      what: `${of} is to expose the control plane, which it cannot: ${settings.kind === EastWestKind.AMBIENT
        ? 'it carries mutual TLS of the mesh only' : 'that takes TLSRoutes, which the Gateway API of OpenShift does not have'}`,
      expected: 'EastWest.injected() where other clusters use the control plane of this one',
      fix: settings.kind === EastWestKind.AMBIENT ? 'give every cluster a control plane of its own' : 'write EastWest.injected(...)',
    });
  }
  if (network === undefined && (!controlPlane || settings.kind !== EastWestKind.INJECTED)) {
    problems.push({
      code: 'gateway/east-west-without-purpose',
      what: `${of} is on no network of its own and exposes no control plane: nothing would go through it`,
      expected: 'a `network`, or `exposeControlPlane` on an injected gateway',
      fix: 'name the network, or remove the gateway: on one network pods reach each other without',
    });
  }
  if (hosts?.length && network === undefined) {
    problems.push({
      code: 'gateway/east-west-hosts-without-network',
      what: `${of} is to expose ${hosts.map((h) => `'${h}'`).join(', ')} to other networks, but there is only one`,
      expected: '`exposeServices` beside a `network`',
      fix: 'remove `exposeServices`, or name the network',
    });
  }
  if (hosts?.length && settings.kind === EastWestKind.AMBIENT) {
    problems.push({
      code: 'gateway/east-west-hosts-in-ambient',
      what: `${of} is given \`exposeServices\`: in an ambient mesh it is the Services that say whether other networks reach them`,
      expected: 'label istio.io/global on the Services',
      fix: 'remove `exposeServices`, and share the services instead',
    });
  }
  return problems;
}

function exposureProblems({ name, settings }: EastWestPlan): Problem[] {
  if (settings._settings.exposure?.kind !== ExposureKind.ROUTE) return [];
  return [{
    code: 'gateway/east-west-behind-route',
    what: `gateway '${name}' is to be behind a Route, which cannot carry mutual TLS between networks: the server names that proxies send are no host names`,
    expected: 'a load balancer, or the address of the Service on a network that clusters share',
    fix: 'write Exposure.loadBalancer(...) or Exposure.clusterIp(...)',
  }];
}

function portProblems({ name, settings }: EastWestPlan): Problem[] {
  const port = settings._injected.mtlsPort ?? settings._gatewayApi.mtlsPort;
  if (port === undefined) return [];
  const taken = [...PROXY_PORTS, ISTIOD_PORT, WEBHOOK_PORT].includes(port);
  if (port >= 1024 && port <= 65535 && !taken) return [];
  return [{
    code: 'gateway/east-west-invalid-port',
    what: `\`mtlsPort\` of gateway '${name}' is ${port}${taken ? ', which Istio uses for something else' : ''}`,
    expected: 'a free port from 1024 to 65535: below, a pod without privileges cannot listen',
    fix: 'leave it out for 15443, or choose another one',
  }];
}

/** What this library writes itself. */
function decidedProblems({ name, settings, selectorLabels }: EastWestPlan): Problem[] {
  const { podLabels = {}, podAnnotations = {}, env = {} } = settings._injected;
  const labels = settings._gatewayApi.labels ?? settings._ambient.labels ?? {};
  const ours: string[] = [MeshLabel.INJECT, MeshLabel.REVISION, MeshLabel.NETWORK, MeshLabel.GATEWAY_PORT, ...Object.keys(selectorLabels)];
  const found = [
    ...Object.keys(podLabels).filter((key) => ours.includes(key)).map((key) => ['podLabels', key]),
    ...Object.keys(labels).filter((key) => ours.includes(key)).map((key) => ['labels', key]),
    ...Object.keys(podAnnotations).filter((key) => (Object.values(PodAnnotation) as string[]).includes(key)).map((key) => ['podAnnotations', key]),
    ...Object.keys(env).filter((key) => key === NETWORK_VIEW).map((key) => ['env', key]),
  ];
  return found.map(([property, key]) => ({
    code: 'gateway/east-west-decided',
    what: `\`${property}\` of gateway '${name}' sets ${key}, which this library writes itself`,
    expected: 'labels, annotations and variables of your own only',
    fix: key === PodAnnotation.PROXY_CONFIG ? 'use `proxyConfig`' : 'remove it; raw fields reach it',
  }));
}

/** The variable by which a gateway looks at the endpoints of some networks only. */
export const NETWORK_VIEW = 'ISTIO_META_REQUESTED_NETWORK_VIEW';

function parametersProblems({ name, settings }: EastWestPlan, { istioMinor }: MeshFacts): Problem[] {
  if (settings.kind === EastWestKind.INJECTED || hasGatewayParameters(istioMinor)) return [];
  const { placement, resources, exposure } = settings._settings;
  const { loadBalancerClass, sourceRanges, externalTrafficPolicy, allocateNodePorts } = exposure?._loadBalancer ?? {};
  const set = Object.entries({ placement, resources, loadBalancerClass, sourceRanges, externalTrafficPolicy, allocateNodePorts })
    .filter(([, v]) => v !== undefined).map(([key]) => `\`${key}\``);
  if (set.length === 0) return [];
  return [{
    code: 'gateway/east-west-settings-not-supported',
    what: `gateway '${name}' sets ${set.join(', ')}, but Istio ${istioMinor} knows no settings of a single Gateway`,
    expected: 'Istio 1.26 or later',
    fix: 'use EastWest.injected(...), or update Istio',
  }];
}

function controlPlaneProblems({ name, controlPlane, controlPlanes }: EastWestPlan): Problem[] {
  const problems: Problem[] = [];
  const add = (code: string, what: string, expected: string, fix: string) => problems.push({ code: `gateway/east-west-${code}`, what, expected, fix });
  if (!controlPlane && controlPlanes.length > 0) {
    add('control-planes-unused', `gateway '${name}' is given \`controlPlanes\`, but exposes none`, 'them beside `exposeControlPlane`',
      'add `exposeControlPlane: ControlPlaneExposure.passthrough()`, or remove them');
  }
  if (!controlPlane) return problems;
  if (controlPlanes.length === 0) {
    add('no-control-plane', `gateway '${name}' is to expose a control plane, but \`controlPlanes\` is empty`, 'at least one', 'leave `controlPlanes` out, or name one');
  }
  const services = controlPlanes.map((c) => `${c.namespaceName ?? ''}/${c.service}`);
  const twice = controlPlanes.find((_, i) => services.indexOf(services[i]) < i);
  if (twice) add('control-plane-twice', `gateway '${name}' is given the control plane '${twice.service}' twice`, 'each once', 'remove one');
  const https = controlPlane._https;
  const { _source: source } = https?.certificate ?? {};
  const names = [
    ...controlPlanes.map(({ service }) => ['Service of a control plane', service, dns1035LabelProblem(service)]),
    ...controlPlanes.map(({ namespaceName: n }) => ['namespace of a control plane', n, n === undefined ? undefined : dnsLabelProblem(n)]),
    ...[source?.kind === 'secret' ? source.secretName : undefined, https?.rootSecretName]
      .map((secret) => ['Secret', secret, secret === undefined ? undefined : dnsSubdomainProblem(secret)]),
  ];
  for (const [of, value, problem] of names.filter(([, , p]) => p !== undefined)) {
    add('invalid-name', `the name '${value}' of the ${of} is not usable: ${problem}`, `a name that Kubernetes accepts for a ${of?.split(' ')[0]}`, 'change the name');
  }
  if (!https) return problems;
  if (controlPlanes.length > 1) {
    add('one-host-for-many', `gateway '${name}' has one host for ${controlPlanes.length} control planes, ${controlPlanes.map((c) => `'${c.service}'`).join(', ')}`,
      'one control plane behind a certificate', 'use ControlPlaneExposure.passthrough(), which tells them apart');
  }
  const wrong = hostProblem(https.host) ?? (https.host.includes('.') ? undefined : 'it has no dot, and Istio takes full names only');
  if (wrong) add('invalid-name', `the host '${https.host}' of the control plane is not usable: ${wrong}`, 'a full host name', 'change it');
  if (https.certificate._source.kind === 'serving') {
    add('certificate-not-for-host', `gateway '${name}' is to show the certificate of its Service for '${https.host}', which is for other names`,
      'a certificate for that host', 'write GatewayCertificate.fromSecret(...) or GatewayCertificate.certManager(...)');
  }
  return problems;
}

/** istiod hands a certificate to who may list all Secrets of its namespace; that of a control plane has its CA, and the keys to other clusters. */
function secretProblems({ name, namespace, controlPlane }: EastWestPlan, { rootNamespace }: MeshFacts): Problem[] {
  if (!controlPlane?._https || namespace !== rootNamespace) return [];
  return [{
    code: 'gateway/east-west-reads-root-secrets',
    what: `gateway '${name}' shows a certificate, and so may read every Secret of namespace '${namespace}': the key of the certificate authority is one`,
    expected: 'a gateway that shows a certificate in a namespace of its own',
    fix: 'name another namespace in `namespaceName`, with the certificate in it',
    severity: 'warning',
  }];
}

function noneProblems({ controlPlane, controlPlanes, hosts }: EastWestPlan): Problem[] {
  const asked = [
    ...(controlPlane ?? controlPlanes.length ? ['a control plane'] : []), ...(hosts?.length ? ['services'] : []),
  ];
  if (asked.length === 0) return [];
  return [{
    code: 'gateway/east-west-none',
    what: `${asked.join(' and ')} of this cluster are to be exposed, but there is no gateway (EastWest.none())`,
    expected: 'a gateway, or nothing to expose',
    fix: 'write EastWest.injected(...)',
  }];
}
