import type { Problem } from '../../analysis/finding';
import { dnsLabelProblem } from '../../kube/names';
import type { MeshNamespace } from '../../namespace';
import { dataPlaneOf } from '../../namespace/enrolment';
import { DataPlane } from '../../vocabulary/data-plane';
import { MeshLabel } from '../../vocabulary/mesh-labels';
import type { Mesh } from '../mesh';

/** What a value of a label is judged by: a clause that says what is wrong, or nothing. */
type Judgement = (value: string, mesh: Mesh, dataPlane: DataPlane) => string | undefined;

/** The labels that a tenant may ask for: those of this mesh's data plane, which do nothing outside of it. */
const ACCEPTABLE: { readonly [key: string]: Judgement } = {
  [MeshLabel.USE_WAYPOINT]: (value) => dnsLabelProblem(value),
  [MeshLabel.USE_WAYPOINT_NAMESPACE]: (value) => dnsLabelProblem(value),
  [MeshLabel.INGRESS_USE_WAYPOINT]: (value) => oneOf(value, ['true', 'false']),
  [MeshLabel.DATA_PLANE_MODE]: (value, mesh, dataPlane) => oneOf(value, ['ambient', 'none'])
    ?? (value !== 'ambient' ? leaves(dataPlane, DataPlane.AMBIENT)
      : mesh.dataPlane !== DataPlane.AMBIENT ? 'the mesh is not ambient' : joins(dataPlane, DataPlane.AMBIENT)),
  [MeshLabel.INJECTION]: (value, mesh, dataPlane) => oneOf(value, ['enabled', 'disabled'])
    ?? (value !== 'enabled' ? leaves(dataPlane, DataPlane.SIDECAR)
      : !handles(mesh).includes('default') ? `no revision of the mesh is called 'default': it is reached by ${MeshLabel.REVISION}` : joins(dataPlane, DataPlane.SIDECAR)),
  [MeshLabel.REVISION]: (value, mesh, dataPlane) => oneOf(value, handles(mesh)) ?? joins(dataPlane, DataPlane.SIDECAR),
};

/** Why a label that a tenant asks for must not be put on a namespace; undefined where it may. */
export function labelRequestProblem(
  mesh: Mesh, { dataPlane, _internals }: MeshNamespace, key: string, value: string,
): Pick<Problem, 'what' | 'expected' | 'fix'> | undefined {
  const judge = ACCEPTABLE[key] as Judgement | undefined;
  if (!judge) {
    return {
      what: `${key} is no label of a data plane`,
      expected: `one of ${Object.keys(ACCEPTABLE).join(', ')}`,
      fix: 'refuse it; a label that is right all the same is written where the namespace is added, in `labels`',
    };
  }
  const present = Object.fromEntries([MeshLabel.INJECTION, MeshLabel.REVISION, MeshLabel.DATA_PLANE_MODE].flatMap((k) => {
    const v = _internals.labelOf(k);
    return v === undefined ? [] : [[k, v]];
  }));
  const what = judge(value, mesh, dataPlane === DataPlane.NONE ? dataPlaneOf(present) : dataPlane);
  return what === undefined ? undefined : { what, expected: 'a label that fits the mesh and the namespace', fix: 'refuse it, or change how the namespace is added' };
}

function oneOf(value: string, values: string[]): string | undefined {
  return values.includes(value) ? undefined : `the value is none of ${values.join(', ')}`;
}

/** A namespace is in one data plane; one that is in none may join. */
function joins(present: DataPlane, wanted: DataPlane): string | undefined {
  return present === DataPlane.NONE || present === wanted ? undefined : `the namespace's data plane is ${present}`;
}

/** A namespace cannot leave its data plane by a label that contradicts those that put it there. */
function leaves(present: DataPlane, left: DataPlane): string | undefined {
  return present === left ? `the namespace's data plane is ${present}` : undefined;
}

function handles(mesh: Mesh): string[] {
  return [mesh.revision, ...(mesh.canaryRevision ? [mesh.canaryRevision] : [])].map((r) => r.name);
}
