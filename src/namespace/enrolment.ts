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
export function lateProblems(source: NamespaceSource, dataPlane: DataPlane, facts: MeshFacts): Problem[] {
  const labels = source.labels();
  if (!labels) return [];
  const problems: Problem[] = [];
  const actual = dataPlaneOf(labels);
  if (actual !== dataPlane && actual !== DataPlane.NONE) {
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

function undiscoverable(source: NamespaceSource, facts: MeshFacts): Problem {
  return {
    code: 'namespace/not-discoverable',
    what: `no discovery selector of mesh '${facts.name}' can match namespace '${source.name}' with the labels that it carries`,
    expected: `labels for one of: ${facts.discoverySelectors.map((s) => `(${showSelector(s)})`).join(', ')}`,
    fix: 'change the labels of the namespace, or the `discoverySelectors` of the mesh',
  };
}
