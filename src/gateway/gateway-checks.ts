import { type Exposure, ExposureKind } from './exposure';
import type { InjectedGatewayProps } from './gateway-options';
import { PodAnnotation } from './gateway-pods';
import { tlsOf } from './route-merge';
import { RouteTls } from './route-settings';
import type { Problem } from '../analysis/finding';
import type { IMeshNamespace } from '../vocabulary/interfaces';
import { MeshLabel } from '../vocabulary/mesh-labels';
import type { Revision } from '../vocabulary/revision';
import { RevisionTrack } from '../vocabulary/revision-track';

const CIDR = /^(\d{1,3}(\.\d{1,3}){3}\/\d{1,2}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*\/\d{1,3})$/;

/** How many proxies in front of a gateway it trusts. */
export function trustedProxiesOf(exposure: Exposure): number {
  const { _route: route, _loadBalancer: balancer, _clusterIp: clusterIp } = exposure;
  if (!route) return balancer?.trustedProxies ?? clusterIp?.trustedProxies ?? 0;
  return route.trustedProxies ?? (tlsOf(route) === RouteTls.PASSTHROUGH ? 0 : 1);
}

/** What is wrong with a gateway as far as it can be said when it is made. */
export function gatewayProblems(props: InjectedGatewayProps): Problem[] {
  return [...placeProblems(props), ...settingsProblems(props)];
}

/** What every gateway says of itself, wherever it runs and whatever it serves. */
export type GatewaySettings = Pick<InjectedGatewayProps, 'name' | 'exposure' | 'drain' | 'availability' | 'resources'>;

/** What is wrong with the settings of a gateway, whatever it serves. */
export function settingsProblems(settings: GatewaySettings): Problem[] {
  return [...exposureProblems(settings), ...drainProblems(settings), ...resourceProblems(settings)];
}

/** Labels and annotations of the pods that would undo what makes them a gateway. */
export function labelProblems(props: InjectedGatewayProps, podLabels: { readonly [key: string]: string }): Problem[] {
  const { name, selectorLabels, podLabels: stated = {}, podAnnotations = {} } = props;
  const problems: Problem[] = [];
  if (selectorLabels && Object.keys(selectorLabels).length === 0) {
    problems.push({
      code: 'gateway/empty-selector',
      what: `gateway '${name}' has no selector labels: it would take the configuration of a gateway to every pod`,
      expected: 'at least one label that only its pods have',
      fix: 'leave `selectorLabels` out, or name a label',
    });
  }
  const given = [...Object.keys(stated), ...Object.keys(selectorLabels ?? {})];
  for (const key of new Set(given.filter((k) => isInjectionLabel(k) || (stated[k] ?? podLabels[k]) !== podLabels[k]))) {
    problems.push({
      code: 'gateway/label-decided',
      what: `the pods of gateway '${name}' are given label ${key}, which this library writes itself`,
      expected: isInjectionLabel(key) ? 'it from the revision that the gateway follows' : 'it from `selectorLabels`',
      fix: isInjectionLabel(key) ? 'remove it; `track` chooses the revision' : 'remove it from `podLabels`',
    });
  }
  for (const key of Object.values(PodAnnotation).filter((k) => podAnnotations[k] !== undefined)) {
    problems.push({
      code: 'gateway/annotation-decided',
      what: `the pods of gateway '${name}' are given annotation ${key}, which this library writes itself`,
      expected: 'other annotations in `podAnnotations`',
      fix: key === PodAnnotation.PROXY_CONFIG ? 'use `proxyConfig`' : 'remove it; raw fields of the Deployment reach it',
    });
  }
  return problems;
}

/**
 * Labels of the namespace with which the pods get no proxy, or another control plane's: the namespace's labels win over the pods'.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
 */
export function namespaceProblems(name: string, namespace: IMeshNamespace, revision: Revision): Problem[] {
  const injection = namespace._internals.labelOf(MeshLabel.INJECTION);
  const label = namespace._internals.labelOf(MeshLabel.REVISION);
  if (injection !== undefined && injection !== 'enabled') {
    return [{
      code: 'gateway/injection-forbidden',
      what: `namespace '${namespace.namespaceName}' forbids injection (${MeshLabel.INJECTION}: ${injection}): the pods of gateway '${name}' get no proxy, and try to pull the image 'auto'`,
      expected: 'a namespace that allows injection',
      fix: 'do not opt that namespace out, or run the gateway in another one',
    }];
  }
  const effective = injection === 'enabled' ? 'default' : label;
  if (effective === undefined || effective === revision.name) return [];
  return [{
    code: 'gateway/namespace-decides-revision',
    what: `gateway '${name}' is to follow revision '${revision.name}', but the labels of namespace '${namespace.namespaceName}' say '${effective}', and they win`,
    expected: 'a namespace without a revision of its own, or with the same one',
    fix: 'run the gateway in a namespace with DataPlane.NONE, or leave `track` out',
  }];
}

function isInjectionLabel(key: string): boolean {
  return key === MeshLabel.INJECT || key === MeshLabel.REVISION;
}

function placeProblems({ name, mesh, namespace, track }: InjectedGatewayProps): Problem[] {
  const problems: Problem[] = [];
  if (namespace.mesh._facts.name !== mesh._facts.name) {
    problems.push({
      code: 'gateway/namespace-of-another-mesh',
      what: `gateway '${name}' of mesh '${mesh._facts.name}' is to run in namespace '${namespace.namespaceName}', which belongs to mesh '${namespace.mesh._facts.name}'`,
      expected: 'a namespace of the same mesh',
      fix: `use a namespace of mesh '${mesh._facts.name}'`,
    });
  }
  if (!namespace._internals.writable) {
    problems.push({
      code: 'gateway/namespace-not-ours',
      what: `gateway '${name}' is to run in namespace '${namespace.namespaceName}', which belongs to another program`,
      expected: 'a namespace that this program may write to',
      fix: 'use a gateway of its owner, or make it in a namespace of this program',
    });
  }
  if (track === RevisionTrack.CANARY && !mesh.canaryRevision) {
    problems.push({
      code: 'gateway/no-canary',
      what: `gateway '${name}' is to follow the canary of mesh '${mesh._facts.name}', which has none`,
      expected: 'a mesh with `UpdateStrategy.revisionBased({ ..., canary })`',
      fix: 'leave `track` out, or give the mesh a canary',
    });
  }
  return problems;
}

function exposureProblems({ name, exposure }: GatewaySettings): Problem[] {
  if (!exposure) return [];
  const problems: Problem[] = [];
  const trusted = trustedProxiesOf(exposure);
  if (!Number.isInteger(trusted) || trusted < 0) {
    problems.push({
      code: 'gateway/invalid-trusted-proxies',
      what: `gateway '${name}' trusts ${trusted} proxies`,
      expected: 'a whole number from 0',
      fix: 'count the proxies in front of the gateway that add to X-Forwarded-For',
    });
  }
  if (exposure.kind === ExposureKind.LOAD_BALANCER) {
    for (const range of (exposure._loadBalancer!.sourceRanges ?? []).filter((r) => !CIDR.test(r))) {
      problems.push({
        code: 'gateway/invalid-source-range',
        what: `'${range}' in \`sourceRanges\` of gateway '${name}' is no address range`,
        expected: "CIDR, like '203.0.113.0/24'; a single address is '/32'",
        fix: 'change it',
      });
    }
  }
  return problems;
}

function drainProblems({ name, drain }: GatewaySettings): Problem[] {
  if (!drain || drain.toMilliseconds() >= 1000) return [];
  return [{
    code: 'gateway/invalid-drain',
    what: `gateway '${name}' drains for ${drain.toMilliseconds()} ms`,
    expected: 'at least a second',
    fix: 'change `drain`, or leave it out for 30 seconds',
  }];
}

/** An autoscaler measures use against what is requested; a limit without a request counts as one. */
function resourceProblems({ name, availability, resources }: GatewaySettings): Problem[] {
  if (!resources || (availability && !availability.isAutoscaled)) return [];
  const missing = [
    ...(resources.cpuRequest ?? resources.cpuLimit ? [] : ['cpuRequest']),
    ...(availability?.scaling.memoryPercent === undefined || (resources.memoryRequest ?? resources.memoryLimit) ? [] : ['memoryRequest']),
  ];
  return missing.map((field) => ({
    code: 'gateway/autoscaler-without-request',
    what: `the autoscaler of gateway '${name}' has nothing to measure by: \`resources\` states no ${field}`,
    expected: `\`${field}\` beside an autoscaler`,
    fix: `add \`${field}\`, or use Availability.fixed(...)`,
  }));
}
