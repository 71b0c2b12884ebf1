import { checkWorkloadSelector } from './selectors';
import { mapAt, mapsAt, isPresent, textAt, type PlainObject } from './values';
import { isBlank, isFilled } from './written';
import { istioAtLeast, type AdmissionContext } from '../context';
import type { AdmittedObject } from '../kind-check';
import type { Report } from '../report';

/** Kinds that a policy can be attached to. The group of core kinds may be left out, or written `core`. */
const TARGETS: Readonly<Record<string, string>> = {
  Service: '',
  ServiceEntry: 'networking.istio.io',
  Gateway: 'gateway.networking.k8s.io',
  GatewayClass: 'gateway.networking.k8s.io',
};
const NAMES = Object.keys(TARGETS);

/**
 * What a policy is attached to: workloads by `selector`, or other objects by `targetRefs`, or all of a namespace. The report stands at the
 * spec.
 * @see istio/istio pkg/config/validation/validation.go (validateOneOfSelectorType, validateWorkloadSelector, validatePolicyTargetReference)
 */
export function checkAttachment(spec: PlainObject, report: Report, object: AdmittedObject, context: AdmissionContext): void {
  const given = [
    ...(mapAt(spec, 'selector') ? ['selector'] : []), ...(mapAt(spec, 'targetRef') ? ['targetRef'] : []), ...(isFilled(spec, 'targetRefs') ? ['targetRefs'] : []),
  ];
  if (given.length > 1) {
    report.error({
      code: 'target-ref/beside-selector',
      what: `${given.map((field) => `\`${field}\``).join(' and ')} are set`,
      expected: 'a selector of workloads, or references to what the policy is for',
      fix: 'leave one of them',
    });
  }
  const selector = mapAt(spec, 'selector');
  const single = mapAt(spec, 'targetRef');
  if (selector) checkWorkloadSelector(selector, 'matchLabels', report.in('selector'));
  if (single) checkTargetRef(single, report.in('targetRef'), object, context);
  for (const [i, target] of mapsAt(spec, 'targetRefs')) checkTargetRef(target, report.in('targetRefs', i), object, context);
}

function checkTargetRef(target: PlainObject, report: Report, object: AdmittedObject, context: AdmissionContext): void {
  if (isBlank(target, 'name')) {
    report.in('name').error({
      code: 'target-ref/no-name',
      what: 'the reference has no name',
      expected: 'the name of one object',
      fix: 'name the object, or select workloads by labels',
    });
  }
  if (isFilled(target, 'namespace')) {
    report.in('namespace').error({
      code: 'target-ref/other-namespace',
      what: `the reference names the namespace '${textAt(target, 'namespace')}'`,
      expected: 'an object of the namespace of the policy',
      fix: 'remove namespace, and put the policy into the namespace of its target',
    });
  }
  checkKind(target, report, context);
  if (textAt(target, 'kind') === 'GatewayClass') checkHome(report, object, context);
}

function checkKind(target: PlainObject, report: Report, context: AdmissionContext): void {
  const hasWrongType = ['group', 'kind'].some((field) => isPresent(target, field) && typeof target[field] !== 'string');
  if (hasWrongType) return;
  const kind = textAt(target, 'kind');
  const group = textAt(target, 'group');
  const kinds = istioAtLeast(context, '1.25') ? NAMES : NAMES.filter((name) => name !== 'GatewayClass');
  if (kinds.includes(kind) && TARGETS[kind] === group.replace(/^core$/, '')) return;
  report.error({
    code: 'target-ref/kind',
    what: `the reference is to ${kind === '' ? 'no kind' : `the kind '${kind}'`} of the group '${group}'`,
    expected: kinds.map((name) => (TARGETS[name] ? `${name} of ${TARGETS[name]}` : name)).join(', '),
    fix: 'refer to one of these with its group, or select workloads by labels',
  });
}

/** istiod looks for policies of a class in the root namespace only (pilot/pkg/model/policyattachment.go). */
function checkHome(report: Report, { namespace }: AdmittedObject, { rootNamespace }: AdmissionContext): void {
  if (rootNamespace === undefined || namespace === '' || namespace === rootNamespace) return;
  report.warning({
    code: 'target-ref/gateway-class-outside-root',
    what: `a policy of the namespace '${namespace}' refers to a GatewayClass, and has no effect`,
    expected: `policies for a GatewayClass in the root namespace '${rootNamespace}'`,
    fix: `move the policy to '${rootNamespace}', or refer to Gateways or Services`,
  });
}
