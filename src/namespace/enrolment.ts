import { discoveryLabels, isDiscovered, type Labels, showSelector } from './discovery';
import type { NamespaceSource } from './namespace-source';
import type { Problem } from '../analysis/finding';
import { DataPlane } from '../vocabulary/data-plane';
import type { MeshFacts } from '../vocabulary/mesh-facts';
import { MeshLabel } from '../vocabulary/mesh-labels';
import type { Revision } from '../vocabulary/revision';

/** Labels that forbid both data planes, whatever their pods say. */
export const OPT_OUT: Labels = { [MeshLabel.INJECTION]: 'disabled', [MeshLabel.DATA_PLANE_MODE]: 'none' };

/** The data plane that labels of a namespace amount to. Those of sidecars take precedence over ambient. */
export function dataPlaneOf(labels: Labels): DataPlane {
  const injection = labels[MeshLabel.INJECTION];
  if (injection === 'enabled' || (injection === undefined && labels[MeshLabel.REVISION] !== undefined)) return DataPlane.SIDECAR;
  return labels[MeshLabel.DATA_PLANE_MODE] === 'ambient' ? DataPlane.AMBIENT : DataPlane.NONE;
}

/** The labels that a namespace needs for its place in the mesh, and what stands in the way. */
export function enrolmentOf(
  source: NamespaceSource, dataPlane: DataPlane, revision: Revision, facts: MeshFacts,
): { readonly labels: Labels; readonly problem?: Problem } {
  const enrolment = revision.enrolmentLabels(dataPlane);
  const discovery = discoveryLabels(facts.discoverySelectors, { ...source.labelsSoFar(), ...enrolment });
  return discovery ? { labels: { ...enrolment, ...discovery } } : { labels: enrolment, problem: undiscoverable(source, facts) };
}

/** What is wrong with labels that others may have put on the namespace meanwhile. */
export function lateProblems(source: NamespaceSource, dataPlane: DataPlane, revision: Revision, facts: MeshFacts): Problem[] {
  // one that is created here is not rendered for this: that may fail, and is then reported of the object itself
  const labels = source.creates ? source.labelsSoFar() : source.labels();
  if (!labels) return [];
  const problems: Problem[] = dataPlane === DataPlane.SIDECAR ? sidecarProblems(source.name, labels) : [];
  // that an adopted Namespace has another value of a label which was written on it, is said already
  if (!source.creates && revision.isDefault && problems[0]?.code === 'namespace/injection-forbidden') problems.shift();
  const actual = dataPlaneOf(labels);
  // one that is created here may be enrolled by a label that its mesh accepted from another team
  if (!source.creates && actual !== dataPlane && actual !== DataPlane.NONE) {
    const shown = [MeshLabel.INJECTION, MeshLabel.REVISION, MeshLabel.DATA_PLANE_MODE]
      .filter((key) => labels[key] !== undefined).map((key) => `${key}: ${labels[key]}`);
    problems.push({
      code: 'namespace/other-data-plane',
      what: `namespace '${source.name}' carries ${shown.join(', ')}, which makes its data plane ${actual}, not ${dataPlane}`,
      expected: 'labels of one data plane',
      fix: `say \`dataPlane: DataPlane.${actual.toUpperCase()}\`, or remove the labels where the Namespace is written`,
    });
  }
  if (source.written && !source.creates && !isDiscovered(facts.discoverySelectors, labels)) problems.push(undiscoverable(source, facts));
  return problems;
}

/** Labels beside those of sidecars that make something else of them (webhook selectors of istio manifests/charts/istio-control). */
function sidecarProblems(name: string, labels: Labels): Problem[] {
  const { [MeshLabel.INJECTION]: injection, [MeshLabel.REVISION]: revision, [MeshLabel.DATA_PLANE_MODE]: mode } = labels;
  const problems: Problem[] = [];
  if (injection !== undefined && injection !== 'enabled') {
    problems.push({
      code: 'namespace/injection-forbidden',
      what: `namespace '${name}' is to have sidecars, but carries ${MeshLabel.INJECTION}: ${injection}, with which no pod gets one`,
      expected: `a namespace without ${MeshLabel.INJECTION}, or with the value 'enabled'`,
      fix: 'remove the label where the Namespace is written, or say `dataPlane: DataPlane.NONE`',
    });
  } else if (injection !== undefined && revision !== undefined) {
    problems.push({
      code: 'namespace/two-revisions',
      what: `namespace '${name}' carries ${MeshLabel.INJECTION}: ${injection} and ${MeshLabel.REVISION}: ${revision}, of which the first wins: its pods follow the revision 'default'`,
      expected: 'one of the two',
      fix: `remove ${injection === 'enabled' && revision === 'default' ? MeshLabel.REVISION : 'the one that is not of this mesh'} where the Namespace is written`,
    });
  }
  if (mode === 'ambient') {
    problems.push({
      code: 'namespace/two-data-planes',
      what: `namespace '${name}' is to have sidecars, but carries ${MeshLabel.DATA_PLANE_MODE}: ambient too; sidecars take precedence`,
      expected: 'the labels of one data plane, except on the way from one to the other',
      fix: `remove ${MeshLabel.DATA_PLANE_MODE} where the Namespace is written`,
      severity: 'warning',
    });
  }
  return problems;
}

function undiscoverable(source: NamespaceSource, facts: MeshFacts): Problem {
  return {
    code: 'namespace/not-discoverable',
    what: `no discovery selector of mesh '${facts.name}' can match namespace '${source.name}' with the labels that it carries`,
    expected: `labels for one of: ${facts.discoverySelectors.map((s) => `(${showSelector(s)})`).join(', ')}`,
    fix: 'change the labels of the namespace, or the `discoverySelectors` of the mesh',
  };
}
