import { Lazy } from 'cdk8s';
import { Findings } from '../../analysis/findings';
import { draftOf } from '../../kube/late-value';
import { Manifest } from '../../kube/manifest';
import { isPlainMap, type PlainMap } from '../../kube/merge';
import type { SharedServiceData } from '../../mesh/contract/contract-data';
import type { MeshNamespace } from '../../namespace';
import type { MeshServicePort } from '../../vocabulary/interfaces';
import { MeshService } from '../../workload/mesh-service';
import type { ServiceProps } from '../../workload/service-options';
import type { ServiceSource } from '../../workload/service-source';

/** What a Service that stands for one of other clusters is made like. Asked late: ports may be read from a rendered Service. */
export interface Model {
  readonly name: string;
  readonly serviceAccount?: string;
  readonly ports: () => MeshServicePort[];
  readonly selector: () => { readonly [key: string]: string };
  /** The rendered spec; undefined where there is none to look at. */
  readonly spec: () => PlainMap | undefined;
}

/** Like a service of this program. */
export function modelOf(service: MeshService): Model {
  const { _source: source } = service;
  return {
    name: service.serviceName,
    serviceAccount: service.serviceAccountName,
    ports: () => source.ports,
    selector: () => source.selector,
    spec: () => {
      const spec = source.object && (draftOf(source.object) as PlainMap).spec;
      return isPlainMap(spec) ? spec : undefined;
    },
  };
}

/** Like a service that a contract tells of. */
export function contractModel({ name, serviceAccount, ports }: SharedServiceData): Model {
  return { name, serviceAccount, ports: () => ports.map((p) => ({ ...p })), selector: () => ({}), spec: () => undefined };
}

/**
 * A Service without endpoints of its own, by whose name and address workloads of its cluster reach those of other clusters. A resolver
 * knows nothing of other clusters.
 *
 * @returns a handle of it, as of any service of that cluster
 */
export function writeNamesake(namespace: MeshNamespace, model: Model, labels: { readonly [key: string]: string }, raw: unknown): MeshService {
  const props = {
    name: model.name,
    namespace,
    existingServiceAccount: model.serviceAccount,
    _namesake: true,
    _source: (at: MeshService): ServiceSource => namesakeSource(at, namespace, model, labels, raw),
  };
  return new MeshService(namespace, namesakeId(model.name), props as unknown as ServiceProps);
}

/** The id of a namesake in the construct of its namespace. */
export function namesakeId(name: string): string {
  return `namesake-${name}`;
}

/** The spec of a namesake: what clients see of the service, and its selector, so that pods may come later. */
export function namesakeSpec(model: Model): PlainMap {
  const spec = model.spec();
  const selector = model.selector();
  return {
    clusterIP: spec?.clusterIP === 'None' ? 'None' : undefined,
    ports: spec ? specPorts(spec) : model.ports().map(writtenPort),
    selector: Object.keys(selector).length > 0 ? { ...selector } : undefined,
    trafficDistribution: spec?.trafficDistribution,
  };
}

function namesakeSource(
  at: MeshService, namespace: MeshNamespace, model: Model, labels: { readonly [key: string]: string }, raw: unknown,
): ServiceSource {
  const { name } = model;
  const manifest = new Manifest(at, 'Resource', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: namespace.namespaceName, labels },
    body: { spec: Lazy.any({ produce: () => namesakeSpec(model) }) },
    raw,
  });
  return {
    name,
    object: manifest,
    get ports() {
      return model.ports();
    },
    get selector() {
      return { ...model.selector() };
    },
    renderedSelector: () => ({ ...model.selector() }),
    labelOf: (key) => manifest.metadata.getLabel(key),
    label: (by, key, value, why) => {
      const present = manifest.metadata.getLabel(key);
      if (present === undefined || present === value) {
        manifest.metadata.addLabel(key, value);
        return;
      }
      Findings.of(by).add(by, {
        code: 'workload/label-has-two-values',
        what: `Service '${name}' has label ${key}: ${present}, but ${why} needs ${value}`,
        expected: 'one value',
        fix: `remove one of the two that set ${key}`,
      });
    },
  };
}

/** A number on nodes is of one cluster. */
function specPorts(spec: PlainMap): PlainMap[] {
  const ports = Array.isArray(spec.ports) ? spec.ports.filter(isPlainMap) : [];
  return ports.map(({ nodePort: _, ...port }) => port);
}

function writtenPort({ port, name, protocol }: MeshServicePort): PlainMap {
  const transport = protocol?.toUpperCase();
  const isTransport = transport === 'UDP' || transport === 'SCTP';
  return { name, port, ...(isTransport ? { protocol: transport } : { appProtocol: protocol }) };
}
