import type { Construct } from 'constructs';
import { judgeAtSynth } from './judge';
import type { ObjectProps } from './object-props';
import { type ObjectTarget, targetOf } from './target';
import { checkKinds, MAP, NAMESPACE, required, TEXT, TEXTS_BY_KEY } from '../analysis/kinds';
import { fail } from '../analysis/mesh-error';
import { Manifest } from '../kube/manifest';
import { dnsSubdomainProblem } from '../kube/names';
import type { Stage } from '../vocabulary/stage';

/** A kind of object. */
export interface ObjectKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** The step of the install order, where it is not that of policy. */
  readonly stage?: Stage;
}

/**
 * Writes the one object of a typed kind, which is judged at synth as the cluster would judge it.
 *
 * @param at the construct of the kind; the object becomes its `Resource`
 * @param spec the body beside the metadata, in the API's spelling; may hold `Lazy`
 */
export function writeObject(at: Construct, kind: ObjectKind, props: ObjectProps, spec: (target: ObjectTarget) => object): Manifest {
  checkObjectProps(at, kind, props);
  const { name, namespace, labels, annotations, raw } = props;
  const target = targetOf(at, props.mesh ?? namespace?.mesh);
  const manifest = new Manifest(at, 'Resource', {
    apiVersion: `${kind.group}/${kind.version}`,
    kind: kind.kind,
    metadata: { name, namespace: namespace?.namespaceName, labels, annotations },
    body: { spec: spec(target) },
    raw: raw ?? undefined,
    stage: kind.stage,
  });
  judgeAtSynth(manifest, target);
  return manifest;
}

function checkObjectProps(at: Construct, { kind }: ObjectKind, props: ObjectProps): void {
  const code = 'objects/wrong-type';
  checkKinds(at, code, `the ${kind}`, [['props', props, required(MAP)]]);
  const { name, namespace, labels, annotations } = props;
  checkKinds(at, code, `the ${kind}`, [
    ['name', name, required(TEXT)], ['namespace', namespace, NAMESPACE], ['labels', labels, TEXTS_BY_KEY], ['annotations', annotations, TEXTS_BY_KEY],
  ]);
  const problem = dnsSubdomainProblem(name);
  if (problem) {
    fail(at, {
      code: 'objects/invalid-name',
      what: `the name '${name}' of the ${kind} is not usable: ${problem}`,
      expected: `a name that Kubernetes accepts for a ${kind}`,
      fix: 'change the name',
    });
  }
  if (namespace && !namespace._internals.writable) {
    fail(at, {
      code: 'objects/namespace-of-owner',
      what: `the ${kind} '${name}' is to be in namespace '${namespace.namespaceName}', which the contract of mesh '${namespace.mesh.meshName}' names as its owner's`,
      expected: 'a namespace that this program may write to',
      fix: 'have the owner of the mesh write it, or choose a namespace that is granted to this program',
    });
  }
  if (namespace && props.mesh && props.mesh._facts !== namespace.mesh._facts) {
    fail(at, {
      code: 'objects/other-mesh',
      what: `the ${kind} '${name}' is for mesh '${props.mesh.meshName}', but its namespace '${namespace.namespaceName}' belongs to mesh '${namespace.mesh.meshName}'`,
      expected: 'one mesh',
      fix: 'leave `mesh` out',
    });
  }
}
