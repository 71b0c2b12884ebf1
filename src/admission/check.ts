import type { AdmissionContext } from './context';
import type { AdmittedObject } from './kind-check';
import { KIND_CHECKS } from './kinds';
import { checkMetadata } from './metadata';
import { Report } from './report';
import type { Violation } from '../analysis/violation';
import { isMap, mapAt, textAt, textEntriesAt, type PlainObject } from './syntax/values';

/** What admission says of one object. */
export interface Admission {
  /** Whether there is a check for its kind. */
  readonly judged: boolean;
  readonly violations: readonly Violation[];
}

/**
 * What the admission webhook of Istio, and for Gateway API the API server, refuses and warns of beyond types and unknown fields.
 *
 * Values whose type is wrong are taken as absent: the schema checks tell of them.
 */
export function checkAdmission(object: PlainObject, context: AdmissionContext): Admission {
  const apiVersion = textAt(object, 'apiVersion');
  const kind = textAt(object, 'kind');
  const name = `${apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''}/${kind}`;
  if (!Object.hasOwn(KIND_CHECKS, name)) return { judged: false, violations: [] };

  const report = new Report();
  const admitted = admittedObject(object, apiVersion, kind);
  checkMetadata(admitted, report);
  const { spec } = object;
  if (spec === undefined || spec === null || isMap(spec)) KIND_CHECKS[name](spec ?? {}, report.in('spec'), admitted, context);
  return { judged: true, violations: report.violations };
}

function admittedObject(raw: PlainObject, apiVersion: string, kind: string): AdmittedObject {
  const metadata = mapAt(raw, 'metadata');
  return {
    apiVersion,
    kind,
    name: textAt(metadata, 'name'),
    namespace: textAt(metadata, 'namespace'),
    labels: Object.fromEntries(textEntriesAt(metadata, 'labels')),
    annotations: Object.fromEntries(textEntriesAt(metadata, 'annotations')),
    raw,
  };
}
