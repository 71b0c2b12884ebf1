import { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { ServiceConstructReference, ServiceProps, ServiceReference } from './service-options';
import { meshPorts, resolvePorts } from './service-ports';
import type { Problem } from '../analysis/finding';
import { Findings } from '../analysis/findings';
import { fail } from '../analysis/mesh-error';
import { requireText } from '../analysis/require-text';
import { service } from '../kube/core/service';
import { draftOf } from '../kube/late-value';
import { isPlainMap, type PlainMap } from '../kube/merge';
import type { MeshServicePort } from '../vocabulary/interfaces';

/** Where a service handle has its Service from. */
export interface ServiceSource {
  readonly name: string;
  readonly ports: MeshServicePort[];
  /** Labels that select its pods, without those that cdk8s-plus makes of construct paths; empty where they are not known. */
  readonly selector: { [key: string]: string };
  /** The Service; undefined where this program has no such object. */
  readonly object?: ApiObject;
  /** What the rendered Service selects by; undefined where there is none to look at. */
  renderedSelector(): PlainMap | undefined;
  /** Has a label on the Service: writes it, or makes sure that it is there. */
  label(at: IConstruct, key: string, value: string, why: string): void;
  /** The value of a label as far as it is known. */
  labelOf(key: string): string | undefined;
}

/** The label that cdk8s-plus derives from construct paths: nothing may rest on it, a renamed construct changes it. */
const CDK8S_ADDRESS = 'cdk8s.io/metadata.addr';

/** A Service that this library writes. */
export function writtenService(scope: Construct, props: ServiceProps): ServiceSource {
  const { name, namespace, clientIpAffinitySeconds, raw } = props;
  const { ports, problems } = resolvePorts(props);
  for (const p of problems) Findings.of(scope).add(scope, { ...p, what: `service '${name}': ${p.what}` });
  const selector = props.selector ?? { app: name };
  const manifest = service(scope, 'Resource', {
    name,
    namespace: namespace.namespaceName,
    labels: props.labels,
    annotations: props.annotations,
    raw: raw?.service,
    spec: {
      clusterIP: props.headless ? 'None' : undefined,
      ipFamilies: props.ipFamilies,
      ipFamilyPolicy: props.ipFamilyPolicy,
      ports,
      publishNotReadyAddresses: props.publishNotReadyAddresses,
      selector,
      ...(clientIpAffinitySeconds !== undefined && {
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: clientIpAffinitySeconds } },
      }),
      trafficDistribution: props.trafficDistribution,
    },
  });
  return {
    name,
    ports: meshPorts(ports as readonly unknown[]),
    selector,
    renderedSelector: () => selectorOf(manifest),
    object: manifest,
    label: (at, key, value, why) => {
      const present = manifest.metadata.getLabel(key);
      if (present !== undefined && present !== value) Findings.of(at).add(at, twoValues(name, key, present, value, why));
      else manifest.metadata.addLabel(key, value);
    },
    labelOf: (key) => manifest.metadata.getLabel(key),
  };
}

/** A Service of which only the name is here. */
export function namedService(scope: Construct, reference: ServiceReference): ServiceSource {
  const { name, selector = {}, labels = {} } = reference;
  requireText(scope, 'name of the service', name);
  const { ports, problems } = resolvePorts(reference);
  for (const p of problems) Findings.of(scope).add(scope, { ...p, what: `service '${name}': ${p.what}` });
  return {
    name,
    ports: meshPorts(ports as readonly unknown[]),
    selector,
    renderedSelector: () => undefined,
    label: (at, key, value, why) => {
      if (labels[key] === value) return;
      Findings.of(at).add(at, labels[key] !== undefined ? twoValues(name, key, labels[key], value, why)
        : missing(name, key, value, why, 'add it where the Service is written, and say so here: ', `labels: { '${key}': '${value}' }`));
    },
    labelOf: (key) => labels[key],
  };
}

/** A Service that another construct of this program writes. Read late: what is added to it later counts. */
export function constructedService(scope: Construct, { service: construct, namespace }: ServiceConstructReference): ServiceSource {
  if (!Construct.isConstruct(construct)) {
    fail(scope, {
      code: 'workload/not-a-service',
      what: `what is given for the Service is ${typeof construct === 'string' ? `'${String(construct)}'` : String(construct)}, and no construct`,
      expected: 'the construct that writes the Service',
      fix: 'pass that construct; for a Service that another program writes, use `serviceFromName`',
    });
  }
  const object = ApiObject.of(construct);
  if (object.kind !== 'Service' || object.apiGroup !== 'core') {
    fail(scope, {
      code: 'workload/not-a-service',
      what: `${construct.node.path} is a ${object.kind} of ${object.apiVersion}`,
      expected: 'a Service of v1',
      fix: 'pass the Service, or a construct whose default child it is',
    });
  }
  const json = () => draftOf(object) as { metadata: PlainMap; spec?: PlainMap };
  const labelOf = (key: string) => mapOf(json().metadata.labels)[key] as string | undefined;
  Findings.of(scope).checkAtSynth(scope, () => namespaceProblems(object.name, json().metadata.namespace, namespace.namespaceName));
  return {
    name: object.name,
    get ports() {
      const { ports } = json().spec ?? {};
      return meshPorts(Array.isArray(ports) ? ports : []);
    },
    get selector() {
      return Object.fromEntries(Object.entries(mapOf(json().spec?.selector)).filter(([key]) => key !== CDK8S_ADDRESS)) as { [key: string]: string };
    },
    renderedSelector: () => selectorOf(object),
    object,
    label: (at, key, value, why) => Findings.of(at).checkAtSynth(at, () => {
      const present = labelOf(key);
      if (present === value) return [];
      if (present !== undefined) return [twoValues(object.name, key, present, value, why)];
      return [missing(object.name, key, value, why, '', `ApiObject.of(service).metadata.addLabel('${key}', '${value}')`)];
    }),
    labelOf,
  };
}

function selectorOf(object: ApiObject): PlainMap {
  return mapOf(mapOf((draftOf(object) as PlainMap).spec).selector);
}

function mapOf(value: unknown): PlainMap {
  return isPlainMap(value) ? value : {};
}

function twoValues(name: string, key: string, present: string, value: string, why: string): Problem {
  return {
    code: 'workload/label-has-two-values',
    what: `Service '${name}' has label ${key}: ${present}, but ${why} needs ${value}`,
    expected: 'one value',
    fix: `remove one of the two that set ${key}`,
  };
}

function missing(name: string, key: string, value: string, why: string, where: string, how: string): Problem {
  return {
    code: 'workload/label-missing',
    what: `Service '${name}' needs label ${key}: ${value} (${why}), but this handle only refers to it and writes nothing`,
    expected: 'the label on the Service',
    fix: `${where}${how}`,
  };
}

function namespaceProblems(name: string, actual: unknown, expected: string): Problem[] {
  return actual === undefined || actual === expected ? [] : [{
    code: 'workload/other-namespace',
    what: `Service '${name}' is in namespace '${String(actual)}', its handle in '${expected}'`,
    expected: 'both in one namespace',
    fix: `refer to it from the handle of namespace '${String(actual)}'`,
  }];
}
