import type { ApiObject } from 'cdk8s';
import { isPlainMap, type PlainMap } from '../kube/merge';

/** Where each kind has its pod template: the path to the map with the pods' `metadata` and `spec`. */
const TEMPLATE_PATHS: { readonly [groupKind: string]: readonly string[] } = {
  'core/Pod': [],
  'core/ReplicationController': ['spec', 'template'],
  'apps/Deployment': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'apps.openshift.io/DeploymentConfig': ['spec', 'template'],
  'argoproj.io/Rollout': ['spec', 'template'],
  'batch/Job': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'serving.knative.dev/Service': ['spec', 'template'],
};

/** The kinds with a pod template, for messages. */
export const TEMPLATE_KINDS: readonly string[] = Object.keys(TEMPLATE_PATHS).map((k) => k.split('/')[1]);

/** Kinds whose pods end by themselves. */
export function endsByItself(object: ApiObject): boolean {
  return object.apiGroup === 'batch';
}

/** The path to the pod template of a kind; undefined for a kind that has none. */
export function templatePath(object: ApiObject): readonly string[] | undefined {
  return TEMPLATE_PATHS[`${object.apiGroup}/${object.kind}`];
}

/** What a workload wants of a pod template. */
export interface TemplateWishes {
  readonly labels: { readonly [key: string]: string };
  readonly annotations: { readonly [key: string]: string };
  readonly serviceAccountName?: string;
}

/** A place of the template where something else stands already. */
export interface TemplateConflict {
  /** Inside the template, for instance `metadata.labels['version']`. */
  readonly where: string;
  readonly has: unknown;
  readonly wanted: string;
}

/** The pod template of a rendered object; undefined where the object has none. */
export function templateOf(json: PlainMap, path: readonly string[]): PlainMap | undefined {
  let at: unknown = json;
  for (const key of path) at = isPlainMap(at) ? at[key] : undefined;
  return isPlainMap(at) && isPlainMap(at.spec) ? at : undefined;
}

/** What already stands in the template and differs from the wishes. */
export function conflicts(template: PlainMap, wishes: TemplateWishes): TemplateConflict[] {
  const found: TemplateConflict[] = [];
  const compare = (where: string, has: unknown, wanted: string) => {
    if (has !== undefined && has !== wanted) found.push({ where, has, wanted });
  };
  for (const field of ['labels', 'annotations'] as const) {
    const present = mapAt(mapAt(template, 'metadata'), field);
    for (const [key, wanted] of Object.entries(wishes[field])) compare(`metadata.${field}['${key}']`, present[key], wanted);
  }
  if (wishes.serviceAccountName !== undefined) {
    const spec = mapAt(template, 'spec');
    compare('spec.serviceAccountName', spec.serviceAccountName, wishes.serviceAccountName);
    compare('spec.serviceAccount', spec.serviceAccount, wishes.serviceAccountName);
  }
  return found;
}

/** The object with the wishes in its pod template. What stands there already stays: conflicts are reported, never overwritten. */
export function withWishes(json: PlainMap, path: readonly string[], wishes: TemplateWishes): PlainMap {
  if (path.length > 0) {
    const [key, ...rest] = path;
    return isPlainMap(json[key]) ? { ...json, [key]: withWishes(json[key], rest, wishes) } : json;
  }
  if (!isPlainMap(json.spec)) return json;
  const metadata = mapAt(json, 'metadata');
  const filled = (field: 'labels' | 'annotations') => {
    const map = sortedByKey({ ...wishes[field], ...mapAt(metadata, field) });
    return Object.keys(map).length ? { [field]: map } : {};
  };
  return {
    ...json,
    metadata: sortedByKey({ ...metadata, ...filled('annotations'), ...filled('labels') }),
    spec: wishes.serviceAccountName === undefined ? json.spec : sortedByKey({ serviceAccountName: wishes.serviceAccountName, ...json.spec }),
  };
}

/** A map inside a map; an empty one where there is none. */
export function mapAt(map: PlainMap, key: string): PlainMap {
  return isPlainMap(map[key]) ? map[key] : {};
}

function sortedByKey(map: PlainMap): PlainMap {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
