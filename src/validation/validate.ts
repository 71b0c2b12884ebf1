import type { SourceDocument } from './document';
import { type ManifestFinding, sorted } from './finding';
import { unknownKind } from './kinds';
import { type ManifestObject, type ObjectIdentity, objectsOf, type PlainMap } from './objects';
import { oneCauseEach } from './one-cause';
import type { Position } from './position';
import { type Target, targetOf, type TargetOptions } from './target';
import type { AdmissionContext } from '../admission/context';
import type { Problem } from '../analysis/finding';
import { formatPath, type ObjectPath, type Violation } from '../analysis/violation';
import type { SchemaTarget } from '../schema/target';

/** What one judge says of one object. */
export interface Verdict {
  /** Whether it knows the kind. */
  readonly judged: boolean;
  readonly violations: readonly Violation[];
}

/** Who judges objects. */
export interface Judges {
  checkSchema(object: PlainMap, target: SchemaTarget): Verdict;
  checkAdmission(object: PlainMap, context: AdmissionContext): Verdict;
}

/** What is said of a set of manifests. */
export interface Validation {
  readonly findings: readonly ManifestFinding[];
  readonly summary: ValidationSummary;
  readonly target: Target;
}

/** What was looked at. */
export interface ValidationSummary {
  readonly documents: number;
  /** Objects whose kind is known here. */
  readonly judged: number;
  /** Other objects, and documents that are for no cluster. */
  readonly skipped: number;
  readonly errors: number;
  readonly warnings: number;
}

/** Judges a set of documents, which are taken to go to one cluster. */
export function validateDocuments(documents: Iterable<SourceDocument>, options: TargetOptions, judges: Judges): Validation {
  const findings: ManifestFinding[] = [];
  const objects: ManifestObject[] = [];
  let count = 0;
  let skipped = 0;
  for (const document of documents) {
    count++;
    const found = [...objectsOf(document)];
    const identity = found.length === 1 && found[0] !== 'other' ? found[0].identity : {};
    for (const problem of document.problems) findings.push(finding(problem, document.file, problem.position, problem.at ?? [], identity));
    for (const one of found) {
      if (one === 'other') skipped++;
      else if ('problem' in one) findings.push(finding(one.problem, one.file, one.position, [], one.identity));
      else objects.push(one);
    }
  }

  const target = targetOf(objects, options);
  let judged = 0;
  for (const one of objects) {
    const schema = judges.checkSchema(one.object, target.schema);
    const admission = judges.checkAdmission(one.object, target.admission);
    const unknown = schema.judged || admission.judged ? undefined : unknownKind(one.identity);
    if (schema.judged || admission.judged || unknown) judged++;
    else skipped++;
    const violations = unknown ? [unknown] : oneCauseEach(one.object, schema.violations, admission.violations);
    for (const violation of violations) {
      findings.push(finding(violation, one.file, one.locate(violation.at), violation.at, one.identity));
    }
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    findings: sorted(findings),
    summary: { documents: count, judged, skipped, errors, warnings: findings.length - errors },
    target,
  };
}

function finding(problem: Problem, file: string, position: Position, at: ObjectPath, object: ObjectIdentity): ManifestFinding {
  const { code, severity = 'error', what, expected, fix } = problem;
  const { line, column } = position;
  return { code, severity, message: `${what}; expected: ${expected}`, fix, object, path: formatPath(at), source: { file, line, column } };
}
