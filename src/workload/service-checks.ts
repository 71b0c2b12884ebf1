import type { ApiObject } from 'cdk8s';
import type { ServiceProps } from './service-options';
import { TrafficDistribution } from './service-options';
import type { Problem } from '../analysis/finding';
import { draftOf } from '../kube/late-value';
import { compareVersions } from '../release/istio-version';
import { MeshLabel } from '../vocabulary/mesh-labels';

/** The first Kubernetes minor on which each value works without a feature gate (kubernetes/kubernetes pkg/features). */
const DISTRIBUTION_SINCE: { readonly [value in TrafficDistribution]: string } = {
  [TrafficDistribution.PREFER_CLOSE]: '1.31',
  [TrafficDistribution.PREFER_SAME_ZONE]: '1.34',
  [TrafficDistribution.PREFER_SAME_NODE]: '1.34',
};

/** What decides labels that verbs write. */
const DECIDED: { readonly [key: string]: string } = {
  [MeshLabel.USE_WAYPOINT]: 'useWaypoint',
  [MeshLabel.USE_WAYPOINT_NAMESPACE]: 'useWaypoint',
  [MeshLabel.INGRESS_USE_WAYPOINT]: 'useWaypointForIngress',
};

/** What is wrong with a service that is to be written, beside its ports. */
export function serviceProblems(props: ServiceProps): Problem[] {
  return [...placeProblems(props), ...accountProblems(props), ...labelProblems(props), ...fieldProblems(props)];
}

/** Clients of a headless service talk to pods, never to the service: a waypoint for services does not see them. */
export function headlessProblems(name: string, object: ApiObject | undefined): Problem[] {
  const { spec } = (object ? rendered(object) : {}) as { spec?: { clusterIP?: unknown } };
  return spec?.clusterIP !== 'None' ? [] : [{
    code: 'workload/headless-behind-waypoint',
    what: `service '${name}' is headless, and uses a waypoint: traffic to it is addressed to pods, and goes around the waypoint`,
    expected: 'a service with an address of its own',
    fix: 'add a second service of the same pods that is not headless, and enrol that one',
    severity: 'warning',
  }];
}

/** The object as it is rendered; nothing where that fails, which is reported of the object itself. */
function rendered(object: ApiObject): object {
  try {
    return draftOf(object);
  } catch {
    return {};
  }
}

function placeProblems({ name, namespace }: ServiceProps): Problem[] {
  return namespace._internals.writable ? [] : [{
    code: 'workload/namespace-not-ours',
    what: `service '${name}' is to be written into namespace '${namespace.namespaceName}', which belongs to another program`,
    expected: 'a namespace that this program may write to',
    fix: 'refer to what its owner writes there (`serviceFromName`)',
    cause: namespace.namespaceName,
  }];
}

function accountProblems({ name, serviceAccount, existingServiceAccount, raw }: ServiceProps): Problem[] {
  const problems: Problem[] = [];
  if (serviceAccount !== undefined && existingServiceAccount !== undefined) {
    problems.push({
      code: 'workload/account-said-twice',
      what: `service '${name}' has \`serviceAccount\` '${serviceAccount}' and \`existingServiceAccount\` '${existingServiceAccount}'`,
      expected: 'one of them: the first is written, the second is not',
      fix: 'remove one',
    });
  }
  if (existingServiceAccount !== undefined && raw?.serviceAccount !== undefined) {
    problems.push({
      code: 'workload/raw-without-object',
      what: `service '${name}' has raw fields for ServiceAccount '${existingServiceAccount}', which somebody else writes`,
      expected: 'raw fields of objects that are written here',
      fix: 'remove `raw.serviceAccount`, or say `serviceAccount` instead of `existingServiceAccount`',
    });
  }
  return problems;
}

function labelProblems({ name, labels = {} }: ServiceProps): Problem[] {
  return Object.keys(DECIDED).filter((key) => key in labels).map((key) => ({
    code: 'workload/label-decided-elsewhere',
    what: `\`labels\` of service '${name}' has ${key}: ${labels[key]}`,
    expected: 'the label written by the verb, which checks it too',
    fix: `remove it, and call \`${DECIDED[key]}\` of the service`,
  }));
}

function fieldProblems({ name, namespace, trafficDistribution, clientIpAffinitySeconds, selector, ipFamilies }: ServiceProps): Problem[] {
  const problems: Problem[] = [];
  const invalid = (what: string, expected: string, fix: string) =>
    problems.push({ code: 'workload/invalid-service', what: `service '${name}' ${what}`, expected, fix });
  const { openshift } = namespace.mesh._facts;
  if (trafficDistribution && compareVersions(openshift.kubernetesVersion, DISTRIBUTION_SINCE[trafficDistribution]) < 0) {
    invalid(`has trafficDistribution ${trafficDistribution}, which Kubernetes ${openshift.kubernetesVersion} (OpenShift ${openshift.version}) lacks`,
      `Kubernetes ${DISTRIBUTION_SINCE[trafficDistribution]} or later`, 'leave it out, or state the version of the cluster (`openshift`)');
  }
  const seconds = clientIpAffinitySeconds ?? 1;
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 86400) {
    invalid(`has a client affinity of ${seconds} seconds`, 'a whole number from 1 to 86400', 'change the number');
  }
  if (selector && Object.keys(selector).length === 0) {
    invalid('has an empty selector, which selects no pod', 'at least one label', 'name the labels of its pods, or leave `selector` out for `app: <name>`');
  }
  if (ipFamilies && new Set(ipFamilies).size !== ipFamilies.length) {
    invalid(`names a family of addresses twice (${ipFamilies.join(', ')})`, 'each family once', 'remove one');
  }
  return problems;
}
