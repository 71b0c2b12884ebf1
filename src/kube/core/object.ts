import type { Construct } from 'constructs';
import { Findings } from '../../analysis/findings';
import type { Stage } from '../../vocabulary/stage';
import type { LateValue } from '../late-value';
import { Manifest } from '../manifest';

/** What the builders of all kinds take. */
export interface ObjectProps {
  readonly name: string;
  /** Default: the chart's. */
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  /** Laid over the whole object. */
  readonly raw?: unknown;
  /** Default: the kind's usual one. */
  readonly stage?: Stage;
  /** Values without which it is not written. */
  readonly waitsFor?: readonly LateValue[];
}

/** A kind of Kubernetes' own. */
export interface CoreKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** The rule that its name must keep (`../names`). */
  readonly nameProblem: (name: string) => string | undefined;
  readonly clusterScoped?: boolean;
}

/** Renders an object of a core kind. */
export function coreObject(scope: Construct, id: string, kind: CoreKind, props: ObjectProps, body: object): Manifest {
  const manifest = new Manifest(scope, id, {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    clusterScoped: kind.clusterScoped,
    metadata: { name: props.name, namespace: props.namespace, labels: props.labels, annotations: props.annotations },
    body,
    raw: props.raw,
    stage: props.stage,
    waitsFor: props.waitsFor,
  });
  const problem = kind.nameProblem(props.name);
  if (problem) {
    Findings.of(manifest).add(manifest, {
      code: 'kube/invalid-name',
      what: `the name '${props.name}' of the ${kind.kind} is not usable: ${problem}`,
      expected: `a name that Kubernetes accepts for a ${kind.kind}`,
      fix: 'change the name',
    });
  }
  return manifest;
}
