import type { ObjectTarget } from './target';
import type { Finding, Problem } from '../analysis/finding';
import { Findings } from '../analysis/findings';
import { formatPath, type Violation } from '../analysis/violation';
import { isWithheld } from '../kube/late-value';
import type { Manifest } from '../kube/manifest';
import type * as judging from '../validation/judge-object';
import { gatewayApiOf } from '../validation/target';

/** What is particular about an object. */
export interface JudgeOptions {
  /** Whether its body has raw fields in it already, and its typed ones are judged by its maker. */
  readonly rawInBody?: boolean;
  /** Codes of warnings that its maker knows of, and means to be so. */
  readonly meant?: readonly string[];
}

/**
 * Has an object judged at synth, as it is in the end, with raw fields and patches: by the schema of its release, and by what the cluster's
 * admission refuses. One that waits for a value is judged once the value is known, and one whose maker has an error of its own once that
 * is mended: it is likely to be the cause.
 */
export function judgeAtSynth(manifest: Manifest, target: ObjectTarget, options: JudgeOptions = {}): void {
  Findings.of(manifest).judgeAtSynth(manifest, (found) =>
    (isWithheld(manifest) || hasErrors(manifest, found) ? [] : problemsOf(manifest, target, options)));
}

/** Errors of what makes the object, or of a part of it: the host of a gateway is a part of the gateway. */
function hasErrors(manifest: Manifest, found: readonly Finding[]): boolean {
  const { path } = manifest.node.scope!.node;
  return found.some((f) => f.severity === 'error' && (f.path === path || f.path.startsWith(`${path}/`)));
}

function problemsOf(manifest: Manifest, target: ObjectTarget, { rawInBody = false, meant = [] }: JudgeOptions): Problem[] {
  const object = manifest._look();
  const context = {
    schema: { ossm: target.release.minor, gatewayApi: gatewayApiOf(target.release, target.openshift) },
    admission: { istio: target.istio, rootNamespace: target.rootNamespace },
  };
  const { judgeObject, judgeSchema } = judges();
  const all = judgeObject(object, context);
  if (all.length === 0) return [];
  const { name, namespace } = object.metadata;
  const subject = `${manifest.kind} '${namespace === undefined ? '' : `${namespace}/`}${name}'`;
  const violations = tolerant(all, () => (rawInBody ? [] : judgeSchema(manifest._typed(), context)));
  return violations.filter(({ severity, code }) => severity === 'error' || !meant.includes(code)).map(({ at, ...problem }) => ({
    ...problem,
    what: at.length === 0 ? `${subject}: ${problem.what}` : `${subject}, \`${formatPath(at)}\`: ${problem.what}`,
  }));
}

/**
 * What another release has, and what nobody knows, may be written through raw fields and patches, for operators that are newer than this
 * library: there it is a warning, unless it can only be a mistake. A typed property is not written for a release that lacks it.
 */
function tolerant(violations: readonly Violation[], ofTyped: () => readonly Violation[]): Violation[] {
  if (!violations.some(mayBeNewer)) return [...violations];
  const typed = new Set(ofTyped().filter(mayBeNewer).map(({ at }) => formatPath(at)));
  return violations.map((v) => (mayBeNewer(v) && !typed.has(formatPath(v.at)) ? { ...v, severity: 'warning' } : v));
}

function mayBeNewer({ code, mistaken }: Violation): boolean {
  return code === 'schema/not-in-release' || (code === 'schema/unknown-field' && !mistaken);
}

/** Read when the first object is judged, so that loading the package does not. In the package it is the file of the program `cdk8s-ossm`. */
function judges(): typeof judging {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('../validation/judge-object') as typeof judging;
}
