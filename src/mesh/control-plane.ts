import { Lazy } from 'cdk8s';
import type { Mesh } from './mesh';
import { valueProblems } from './mesh-checks';
import type { MeshProps } from './mesh-props';
import { meshValues } from './mesh-values';
import { checkEnvStrings, operandValues } from './operand-values';
import { ownedValueProblems, valuesOfMesh } from './owned-values';
import { isMap, orNothing, type PlainValues, valueAt } from './plain-values';
import { DEFAULT_GRACE_PERIOD, type UpdateStrategy } from './update-strategy';
import { Findings } from '../analysis/findings';
import { namespaceObject } from '../kube/core/namespace';
import { Manifest } from '../kube/manifest';
import { merge } from '../kube/merge';
import { discoveryLabels } from '../namespace/discovery';
import { judgeAtSynth } from '../objects/judge';
import { targetIn } from '../objects/target';
import { minorOf } from '../release/istio-version';
import { DataPlane } from '../vocabulary/data-plane';

/** The Namespace of the control plane; labels that of the node components on the way, which an ambient control plane must see. */
export function renderRootNamespace(mesh: Mesh, props: MeshProps): Manifest {
  return namespaceObject(mesh, 'root-namespace', {
    name: mesh.rootNamespace,
    labels: { ...ownDiscoveryLabels(mesh, mesh.rootNamespace), ...networkLabel(mesh) },
    annotations: mesh._role?.rootNamespaceAnnotations,
    raw: props.raw?.rootNamespace,
  });
}

/** Says what the Namespace of the control plane must carry, where somebody else writes it. */
export function remarkRootNamespace(mesh: Mesh): void {
  const { rootNamespace, _facts: { discoverySelectors }, _role: role } = mesh;
  const labels = { ...discoveryLabels(discoverySelectors, { 'kubernetes.io/metadata.name': rootNamespace }), ...networkLabel(mesh) };
  const says = [
    ...Object.entries(labels).map(([key, value]) => `label ${key}: ${value}`),
    ...Object.entries(role?.rootNamespaceAnnotations ?? {}).map(([key, value]) => `annotation ${key}: ${value}`),
  ];
  if (says.length === 0) return;
  Findings.of(mesh).remark(mesh, 'precondition', `whoever writes the namespace '${rootNamespace}' gives it ${says.join(', ')}`);
}

function networkLabel({ _network: network, _role: role }: Mesh): { [key: string]: string } {
  return network === undefined || role?.omitsNetworkLabel ? {} : { 'topology.istio.io/network': network };
}

/** The labels with which the control plane sees a namespace of its own. */
export function ownDiscoveryLabels(mesh: Mesh, namespace: string): { [key: string]: string } {
  const labels = discoveryLabels(mesh._facts.discoverySelectors, { 'kubernetes.io/metadata.name': namespace });
  if (labels) return labels;
  Findings.of(mesh).add(mesh, {
    code: 'mesh/root-namespace-not-discovered',
    what: `no label can make the namespace '${namespace}' match a discovery selector of its own mesh`,
    expected: 'selectors that the namespaces of the mesh can match, the root namespace among them',
    fix: 'select by a label: DiscoverySelector.labels({ ... })',
  });
  return {};
}

/** The `Istio`. */
export function renderIstio(mesh: Mesh, props: MeshProps, strategy: UpdateStrategy): Manifest {
  const isAmbient = mesh.dataPlane === DataPlane.AMBIENT;
  const { values: knobs, disagreements } = meshValues({
    props,
    foundation: mesh.foundation,
    isAmbient,
    clusterDomain: mesh._facts.clusterDomain,
    network: mesh._network,
    gatewayClasses: mesh._facts.waypointAvailabilityInValues,
    role: mesh._role,
  });
  for (const d of disagreements) {
    Findings.of(mesh).add(mesh, {
      code: 'mesh/properties-disagree',
      what: `two properties set \`values.${d.path}\`: ${JSON.stringify(d.knob)} and ${JSON.stringify(d.values)}`,
      expected: 'each value from one place',
      fix: 'remove one of them',
    });
  }
  const values = operandValues(mesh, 'sailoperator.io/Istio', mesh.release, { knobs, typed: props.values, raw: props.rawValues });
  checkEnvStrings(mesh, values, 'pilot.env');
  checkEnvStrings(mesh, values, 'meshConfig.defaultConfig.proxyMetadata');
  const rawInObject = (props.raw?.istio as { spec?: { values?: unknown } } | undefined)?.spec?.values;
  const problems = [
    ...valueProblems(mesh, (isMap(rawInObject) ? merge(values, rawInObject) : values) as PlainValues, props.profile),
    // Where a property makes the value, a disagreement is reported already.
    ...ownedValueProblems(values, props.rawValues, valuesOfMesh(mesh, props).filter(({ path }) => valueAt(knobs, path) === undefined)),
  ];
  for (const problem of problems) Findings.of(mesh).add(mesh, problem);
  for (const secret of mesh._facts.imagePullSecrets) {
    Findings.of(mesh).remark(mesh, 'precondition', `pull Secret '${secret}' must exist in namespace '${mesh.rootNamespace}': istiod pulls its image with it`);
  }
  const revisions = strategy._revisions;
  const istio = new Manifest(mesh, 'istio', {
    apiVersion: 'sailoperator.io/v1',
    kind: 'Istio',
    clusterScoped: true,
    metadata: { name: mesh.meshName },
    body: {
      spec: {
        namespace: mesh.rootNamespace,
        version: mesh._newestVersion,
        profile: mesh._role?.profile ?? props.profile ?? (isAmbient ? 'ambient' : undefined),
        updateStrategy: revisions ? {
          type: 'RevisionBased',
          inactiveRevisionDeletionGracePeriodSeconds: (revisions.gracePeriod ?? DEFAULT_GRACE_PERIOD).toSeconds(),
        } : { type: 'InPlace' },
        // services that are to stay in their cluster are known when the program is complete
        values: Lazy.any({ produce: () => orNothing(withClusterLocal(values, mesh._clusterLocalHosts)) }),
      },
    },
    waitsFor: mesh._role?.waitsFor,
    raw: props.raw?.istio,
  });
  judgeAtSynth(istio, { ...targetIn(mesh._facts), istio: minorOf(mesh._newestVersion) }, { rawInBody: true });
  return istio;
}

/** Hosts of which each cluster uses its own endpoints only, beside what is stated already. */
function withClusterLocal(values: PlainValues, hosts: ReadonlySet<string>): PlainValues {
  if (hosts.size === 0) return values;
  const stated = valueAt(values, 'meshConfig.serviceSettings');
  const own = { settings: { clusterLocal: true }, hosts: [...hosts].sort() };
  return merge(values, { meshConfig: { serviceSettings: [...(Array.isArray(stated) ? stated : []), own] } }) as PlainValues;
}

/** The tags, production first. Pinned: one on the Istio itself would move before the new istiod is ready. */
export function renderTags(mesh: Mesh, props: MeshProps): Manifest[] {
  return mesh._plan.tags.map((tag, i) => new Manifest(mesh, i === 0 ? 'production-tag' : 'canary-tag', {
    apiVersion: 'sailoperator.io/v1',
    kind: 'IstioRevisionTag',
    clusterScoped: true,
    metadata: { name: tag.name },
    body: { spec: { targetRef: { kind: 'IstioRevision', name: tag.revision } } },
    raw: i === 0 ? props.raw?.productionTag : props.raw?.canaryTag,
  }));
}
