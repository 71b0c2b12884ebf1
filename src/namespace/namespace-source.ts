import { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { Labels } from './discovery';
import type { MeshNamespaceProps, NamespaceAdoption, NamespaceReference } from './namespace-options';
import type { Problem } from '../analysis/finding';
import { Findings } from '../analysis/findings';
import { fail } from '../analysis/mesh-error';
import { namespaceObject } from '../kube/core/namespace';
import { draftOf } from '../kube/late-value';
import type { MeshOwner } from '../vocabulary/mesh-facts';
import { MeshLabel } from '../vocabulary/mesh-labels';

/** Where a namespace handle has its Namespace from. */
export interface NamespaceSource {
  readonly name: string;
  /** Whether the Namespace is created, rather than being there already. */
  readonly creates: boolean;
  /** Whether this program writes the Namespace. */
  readonly written: boolean;
  /** The Namespace; undefined where this program has no such object. */
  readonly object?: ApiObject;
  /** The labels that it has so far, without rendering it; undefined where nobody said. */
  labelsSoFar(): Labels | undefined;
  /** The labels that it carries in the end; undefined where nobody said. */
  labels(): Labels | undefined;
  /** The value of a label, as far as it is known or asked for. */
  labelOf(key: string): string | undefined;
  /** Has a label on the Namespace. */
  label(at: IConstruct, key: string, value: string, why: string): void;
}

/** A Namespace that this library writes. */
export function createdNamespace(scope: Construct, { name, labels, annotations, raw }: MeshNamespaceProps): NamespaceSource {
  const object = namespaceObject(scope, 'Resource', { name, labels, annotations, raw });
  return { ...writtenNamespace(object), creates: true };
}

/** A Namespace of this program that another construct writes. */
export function adoptedNamespace(scope: Construct, { construct }: NamespaceAdoption): NamespaceSource {
  if (!Construct.isConstruct(construct)) {
    fail(scope, {
      code: 'namespace/not-a-namespace',
      what: `what is to be adopted is ${typeof construct === 'string' ? `'${String(construct)}'` : String(construct)}, and no construct`,
      expected: 'the construct that writes the Namespace',
      fix: "pass that construct; for a namespace that another program writes, use `mesh.namespace('<name>')`",
    });
  }
  const object = ApiObject.of(construct);
  if (object.kind !== 'Namespace' || object.apiGroup !== 'core') {
    fail(scope, {
      code: 'namespace/not-a-namespace',
      what: `${construct.node.path} is a ${object.kind} of ${object.apiVersion}`,
      expected: 'a Namespace of v1',
      fix: 'pass the Namespace, or a construct whose default child it is',
    });
  }
  const source = writtenNamespace(object);
  const put: { [key: string]: string } = {};
  // whoever makes the Namespace may go on changing it
  Findings.of(scope).checkAtSynth(scope, () => {
    const present = source.labels()!;
    return Object.entries(put).filter(([key, value]) => present[key] !== value)
      .map(([key, value]) => twoValues(source.name, key, present[key] ?? '(none)', value, 'its place in the mesh'));
  });
  return {
    ...source,
    label: (at, key, value, why) => {
      put[key] = value;
      source.label(at, key, value, why);
    },
  };
}

/** A Namespace that another program writes: nothing is written to it, ever. */
export function referredNamespace({ name, labels }: NamespaceReference, owner: MeshOwner | undefined): NamespaceSource {
  const asked: { [key: string]: string } = {};
  const known = () => labels && { ...labels, [MeshLabel.NAMESPACE_NAME]: name };
  return {
    name,
    creates: false,
    written: false,
    labelsSoFar: known,
    labels: known,
    labelOf: (key) => labels?.[key] ?? asked[key],
    label: (at, key, value, why) => {
      const present = labels?.[key];
      if (present === value) return;
      asked[key] = value;
      if (owner) owner.requestNamespaceLabel({ namespace: name, key, value, why, by: at });
      else Findings.of(at).add(at, present === undefined ? missing(name, key, value, why) : twoValues(name, key, present, value, why));
    },
  };
}

function writtenNamespace(object: ApiObject): NamespaceSource {
  const { name } = object;
  return {
    name,
    creates: false,
    written: true,
    object,
    labelsSoFar: () => ({ ...(object.metadata.toJson() as { labels?: Labels }).labels, [MeshLabel.NAMESPACE_NAME]: name }),
    labels: () => ({ ...(draftOf(object) as { metadata: { labels?: Labels } }).metadata.labels, [MeshLabel.NAMESPACE_NAME]: name }),
    labelOf: (key) => object.metadata.getLabel(key),
    label: (at, key, value, why) => {
      const present = object.metadata.getLabel(key);
      if (present !== undefined && present !== value) Findings.of(at).add(at, twoValues(name, key, present, value, why));
      else object.metadata.addLabel(key, value);
    },
  };
}

function twoValues(name: string, key: string, present: string, value: string, why: string): Problem {
  return {
    code: 'namespace/label-has-two-values',
    what: `namespace '${name}' has label ${key}: ${present}, but ${why} needs ${value}`,
    expected: 'one value',
    fix: `remove one of the two that set ${key}`,
  };
}

function missing(name: string, key: string, value: string, why: string): Problem {
  return {
    code: 'namespace/label-missing',
    what: `namespace '${name}' needs label ${key}: ${value} (${why}), but this handle only refers to it and writes nothing`,
    expected: 'the label on the Namespace',
    fix: `have its owner run \`oc label namespace ${name} ${key}=${value}\`, or the like in their manifests; then say so here: labels: { '${key}': '${value}' }`,
    cause: `${name} ${key}`,
  };
}
