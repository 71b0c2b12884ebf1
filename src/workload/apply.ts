import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import {
  conflicts, endsByItself, mapAt, TEMPLATE_KINDS, type TemplateWishes, templateOf, templatePath, withWishes,
} from './pod-template';
import type { Problem } from '../analysis/finding';
import { Findings } from '../analysis/findings';
import { fail } from '../analysis/mesh-error';
import { isWithheld } from '../kube/late-value';
import type { PlainMap } from '../kube/merge';
import { DataPlane } from '../vocabulary/data-plane';
import { MeshLabel } from '../vocabulary/mesh-labels';

/** What is put into a pod template, and what must hold for it afterwards. */
export interface Application {
  /** As messages show it, for instance `service 'reviews'`. */
  readonly subject: string;
  readonly namespace: string;
  readonly dataPlane: DataPlane;
  /** Asked at synth. */
  wishes(): TemplateWishes;
  /** What the Service selects pods by, its own rendered selector; asked at synth. */
  selector(): { readonly [key: string]: unknown } | undefined;
  /** What to say of pods that end by themselves. */
  endingProblem(): Problem | undefined;
}

/**
 * Puts the wishes into the pod template of an object of this program.
 *
 * Not by JSON patches: those must know whether the maps above them exist, which nobody knows before synth (the specs of
 * cdk8s-plus are late-bound, and labels may be added after this call). So the object is changed as it is rendered, after
 * everything else, and what stands there already stays.
 */
export function applyToObject(construct: IConstruct, application: Application): void {
  const object = ApiObject.of(construct);
  const path = templatePath(object);
  if (!path) {
    fail(construct, {
      code: 'workload/no-pod-template',
      what: `${object.kind} '${object.name}' has no pod template`,
      expected: `one of ${TEMPLATE_KINDS.join(', ')}`,
      fix: 'apply the workload to what makes the pods; elsewhere use its `labels`, `annotations` and `serviceAccountName`',
    });
  }
  const render = object.toJson.bind(object) as () => PlainMap;
  Object.defineProperty(object, 'toJson', {
    configurable: true,
    writable: true,
    value: () => withWishes(render(), path, application.wishes()),
  });
  Findings.of(construct).checkAtSynth(construct, () => (isWithheld(object) ? [] : templateProblems(render(), path, object, application)));
}

function templateProblems(before: PlainMap, path: readonly string[], object: ApiObject, application: Application): Problem[] {
  const name = `${object.kind} '${object.name}'`;
  const template = templateOf(before, path);
  if (!template) {
    return [{
      code: 'workload/no-pod-template',
      what: `${name} has no pod template at ${path.join('.')}`,
      expected: 'a template with a spec',
      fix: 'apply the workload to the object that has the template',
    }];
  }
  const wishes = application.wishes();
  return [
    ...conflicts(template, wishes).map(({ where, has, wanted }) => ({
      code: 'workload/conflicting-template',
      what: `the pod template of ${name} has ${where} '${String(has)}', ${application.subject} needs '${wanted}'`,
      expected: `'${wanted}', or nothing`,
      fix: 'remove it from the template, or change the workload',
    })),
    ...namespaceProblems(before, name, application),
    ...dataPlaneProblems(template, name, wishes, application),
    ...selectionProblems(mapAt(mapAt(template, 'metadata'), 'labels'), name, wishes, application),
    ...(endsByItself(object) ? [application.endingProblem()].filter((p) => p !== undefined) : []),
  ];
}

function namespaceProblems(json: PlainMap, name: string, { namespace, subject }: Application): Problem[] {
  const actual = mapAt(json, 'metadata').namespace;
  return actual === undefined || actual === namespace ? [] : [{
    code: 'workload/other-namespace',
    what: `${name} is in namespace '${String(actual)}', ${subject} in '${namespace}'`,
    expected: 'both in one namespace',
    fix: `move ${name} to '${namespace}', or use a handle of namespace '${String(actual)}'`,
  }];
}

/** Labels and annotations of the template that make something else of the pods than the workload says. */
function dataPlaneProblems(template: PlainMap, name: string, wishes: TemplateWishes, { dataPlane, subject }: Application): Problem[] {
  const metadata = mapAt(template, 'metadata');
  const labels = mapAt(metadata, 'labels');
  const problems: Problem[] = [MeshLabel.INJECT, MeshLabel.REVISION, MeshLabel.DATA_PLANE_MODE]
    .filter((key) => labels[key] !== undefined && wishes.labels[key] === undefined)
    .map((key) => ({
      code: 'workload/label-decided-elsewhere',
      what: `the pod template of ${name} has label ${key}: ${String(labels[key])}, but the data plane of ${subject} is ${dataPlane}`,
      expected: 'the label written by the workload only',
      fix: 'remove the label, and say `dataPlane` of the workload where it is not that of its namespace',
    }));
  const annotation = mapAt(metadata, 'annotations')[MeshLabel.INJECT];
  if (annotation !== undefined) {
    problems.push({
      code: 'workload/injection-annotation',
      what: `the pod template of ${name} has annotation ${MeshLabel.INJECT}: ${String(annotation)}`,
      expected: 'a label: the annotation cannot get a pod injected, it can only forbid it',
      fix: 'remove the annotation, and say `dataPlane` of the workload where it is not that of its namespace',
      severity: annotation === 'true' ? 'warning' : 'error',
    });
  }
  if (dataPlane === DataPlane.SIDECAR && mapAt(template, 'spec').hostNetwork === true) {
    problems.push({
      code: 'workload/host-network',
      what: `the pods of ${name} use the network of their node, the data plane of ${subject} is sidecar`,
      expected: 'pods with a network of their own: others are never injected',
      fix: 'remove hostNetwork, or say `dataPlane: DataPlane.NONE`',
    });
  }
  return problems;
}

function selectionProblems(present: PlainMap, name: string, wishes: TemplateWishes, application: Application): Problem[] {
  const selector = application.selector();
  if (!selector) return [];
  const labels: PlainMap = { ...wishes.labels, ...present };
  const missing = Object.entries(selector).filter(([key, value]) => labels[key] !== value);
  if (missing.length === 0) return [];
  return [{
    code: 'workload/selects-none-of-these-pods',
    what: `${application.subject} selects none of the pods of ${name}: `
      + missing.map(([k, v]) => `it wants ${k}: ${String(v)}, they have ${labels[k] === undefined ? 'no such label' : `${k}: ${String(labels[k])}`}`).join('; '),
    expected: 'every label of the selector on the pods',
    fix: 'put the labels on the pod template, or change the selector',
  }];
}
