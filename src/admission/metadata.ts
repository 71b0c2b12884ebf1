import type { AdmittedObject } from './kind-check';
import type { Report } from './report';
import { textAt, mapAt } from './syntax/values';

/** Annotations that Istio keeps to itself: istiod writes them on objects it makes, and refuses them from anybody else. */
const RESERVED = ['internal.istio.io/webhook-always-reject', 'internal.istio.io/parent-namespace', 'internal.istio.io/parents'];
const DRY_RUN = 'istio.io/dry-run';
/** What Go's `strconv.ParseBool` takes. */
const BOOLEANS = ['1', 't', 'T', 'true', 'TRUE', 'True', '0', 'f', 'F', 'false', 'FALSE', 'False'];

/** The annotations that decide about admission of every Istio kind. */
export function checkMetadata(object: AdmittedObject, report: Report): void {
  if (!object.apiVersion.includes('.istio.io/')) return;
  const annotations = report.in('metadata', 'annotations');

  for (const name of RESERVED.filter((key) => Object.hasOwn(object.annotations, key))) {
    annotations.in(name).error({
      code: 'metadata/reserved-annotation',
      what: `the annotation '${name}' is reserved for objects that istiod makes itself`,
      expected: 'annotations that users may set',
      fix: 'remove the annotation',
    });
  }
  if (Object.hasOwn(object.annotations, DRY_RUN)) checkDryRun(object, annotations.in(DRY_RUN));
}

function checkDryRun(object: AdmittedObject, report: Report): void {
  if (object.kind !== 'AuthorizationPolicy') {
    report.error({
      code: 'metadata/dry-run-unsupported',
      what: `a ${object.kind} has the annotation '${DRY_RUN}'`,
      expected: 'the annotation on an AuthorizationPolicy only',
      fix: 'remove the annotation',
    });
    return;
  }
  const value = object.annotations[DRY_RUN];
  const action = textAt(mapAt(object.raw, 'spec'), 'action') || 'ALLOW';
  if (action !== 'ALLOW' && action !== 'DENY') {
    report.error({
      code: 'metadata/dry-run-action',
      what: `the annotation '${DRY_RUN}' is on a policy with the action ${action}`,
      expected: 'the action ALLOW or DENY with a dry run',
      fix: 'remove the annotation, or change the action',
    });
  } else if (!BOOLEANS.includes(value)) {
    report.error({
      code: 'metadata/dry-run-value',
      what: `the annotation '${DRY_RUN}' has the value '${value}'`,
      expected: "'true' or 'false'",
      fix: "write 'true' or 'false'",
    });
  }
}
