import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { closedSchema } from './crd-schema';
import { parseCrds, type Crd } from '../../tools/imports/crd';
import { readSources, type ReleaseSource, type SourceRow } from '../../tools/imports/sources';

/** The releases that judge. */
export interface CrdRelease {
  /** OSSM minor: `3.3`. */
  readonly ossm: string;
  /** OpenShift minor, which decides the Gateway API: `4.20`. */
  readonly openshift: string;
}

/** One thing that the API server of that release would refuse, or drop. */
export interface CrdError {
  /** `Istio default`, `VirtualService bookinfo/reviews`. */
  readonly object: string;
  /** `spec.http[0].rout`; '' for the object. */
  readonly path: string;
  readonly message: string;
}

/** What was judged, and how. */
export interface CrdJudgement {
  readonly errors: readonly CrdError[];
  /** Objects whose CRD was found. */
  readonly judged: readonly string[];
  /** Objects that there is no CRD to judge by: kinds of Kubernetes itself, and those that the table of sources names as such. */
  readonly notJudged: readonly string[];
}

/** Groups that Kubernetes itself serves. */
const CORE_GROUPS = [
  '', 'admissionregistration.k8s.io', 'apiextensions.k8s.io', 'apps', 'autoscaling', 'batch', 'coordination.k8s.io', 'discovery.k8s.io',
  'networking.k8s.io', 'policy', 'rbac.authorization.k8s.io', 'scheduling.k8s.io', 'storage.k8s.io',
];

/** Gateway API that OpenShift ships (openshift/cluster-ingress-operator, release branches). Before 4.19 users install it: judged as the oldest. */
const GATEWAY_API: Readonly<Record<string, string>> = { '4.19': 'v1.2.1', '4.20': 'v1.2.1', '4.21': 'v1.3.0', '4.22': 'v1.4.1', '4.23': 'v1.5.1' };

/** Judges manifests by the CRDs of their own release, found below `root` (`CRDS_DIR`). */
export function validateAgainstCrds(manifests: readonly any[], release: CrdRelease, root: string): CrdJudgement {
  const errors: CrdError[] = [];
  const judged: string[] = [];
  const notJudged: string[] = [];
  for (const manifest of manifests) {
    const { apiVersion = '', kind = '', metadata = {} } = manifest ?? {};
    const object = `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    if (CORE_GROUPS.includes(group) || withoutCrd(group, kind)) {
      notJudged.push(object);
      continue;
    }
    const judge = judgeOf(group, apiVersion.split('/')[1], kind, release, root);
    if (typeof judge === 'string') {
      errors.push({ object, path: '', message: judge });
      continue;
    }
    judged.push(object);
    if (judge.clusterScoped && metadata.namespace !== undefined) {
      errors.push({ object, path: 'metadata.namespace', message: `${kind} is cluster-scoped` });
    }
    if (!judge.validate(manifest)) errors.push(...(judge.validate.errors ?? []).filter(isCause).map((e) => ({ object, ...told(e) })));
  }
  return { errors, judged, notJudged };
}

interface Judge {
  readonly validate: ValidateFunction;
  readonly clusterScoped: boolean;
}

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  unicodeRegExp: false,
  logger: { log: fail, warn: fail, error: fail },
});
addFormats(ajv);
ajv.addFormat('duration', /^-?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/);

const SOURCES = readSources();
const judges = new Map<string, Judge | string>();
const folders = new Map<string, readonly { readonly text: string; crds?: readonly Crd[] }[]>();

function withoutCrd(group: string, kind: string): boolean {
  return SOURCES.some((r) => r.groups[group]?.withoutCrd?.[kind] !== undefined);
}

/** The judge of a kind, compiled at its first object; a sentence where there is none. */
function judgeOf(group: string, version: string, kind: string, release: CrdRelease, root: string): Judge | string {
  const row = SOURCES.find((r) => group in r.groups);
  if (!row) return `no CRD known for group ${group}: imports/sources.json has no row for it`;
  const { folder } = releaseOf(row, release);
  const key = `${join(root, folder)} ${group}/${version} ${kind}`;
  let judge = judges.get(key);
  if (judge === undefined) judges.set(key, judge = compile(join(root, folder), folder, group, version, kind));
  return judge;
}

function compile(path: string, folder: string, group: string, version: string, kind: string): Judge | string {
  const crd = crdsWith(path, kind).find((c) => c.spec.group === group && c.spec.names.kind === kind);
  if (!crd) return `${folder} has no kind ${group}/${kind}`;
  const found = crd.spec.versions.find((v) => v.name === version && v.served);
  if (!found) return `${folder} does not serve ${group}/${version} of ${kind}`;
  return { validate: ajv.compile(closedSchema(found.schema.openAPIV3Schema)), clusterScoped: crd.spec.scope === 'Cluster' };
}

/** CRDs of the files in a folder that mention the kind; only these are parsed. */
function crdsWith(path: string, kind: string): readonly Crd[] {
  let files = folders.get(path);
  if (!files) {
    files = readdirSync(path).filter((f) => f.endsWith('.yaml')).map((f) => ({ text: readFileSync(join(path, f), 'utf8') }));
    folders.set(path, files);
  }
  return files.filter((f) => f.text.includes(`kind: ${kind}\n`)).flatMap((f) => f.crds ??= parseCrds(f.text));
}

/** Which release of a row stands for the chosen ones. */
function releaseOf(row: SourceRow, { ossm, openshift }: CrdRelease): ReleaseSource {
  if (row.product === 'OSSM') {
    const exact = row.releases.find((r) => r.name === ossm);
    if (!exact) throw new Error(`no CRDs of OSSM ${ossm}; there are ${row.releases.map((r) => r.name).join(', ')}`);
    return exact;
  }
  if (row.product === 'Gateway API') {
    const version = GATEWAY_API[openshift] ?? (minor(openshift) < 19 ? 'v1.2.1' : undefined);
    const exact = row.releases.find((r) => r.name === version);
    if (!exact) throw new Error(`no Gateway API known for OpenShift ${openshift}`);
    return exact;
  }
  if (row.product === 'OpenShift') {
    const known = row.releases.filter((r) => minor(r.name) <= minor(openshift));
    return known[known.length - 1] ?? row.releases[0];
  }
  return row.releases[row.releases.length - 1];
}

function minor(openshift: string): number {
  return Number(openshift.split('.')[1]);
}

/** ajv names the branches of an anyOf beside the anyOf itself; one of them is enough. */
function isCause(error: ErrorObject): boolean {
  return !/\/(anyOf|oneOf)\/\d+\//.test(error.schemaPath);
}

function told(error: ErrorObject): Omit<CrdError, 'object'> {
  const at = error.instancePath.split('/').slice(1).map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  const path = at.reduce((text, part) => (/^\d+$/.test(part) ? `${text}[${part}]` : `${text}${text && '.'}${part}`), '');
  if (error.keyword === 'additionalProperties') {
    return { path: `${path}${path && '.'}${error.params.additionalProperty}`, message: 'unknown field' };
  }
  if (error.keyword === 'enum') return { path, message: `must be one of ${error.params.allowedValues.join(', ')}` };
  return { path, message: error.message ?? error.keyword };
}

function fail(...message: unknown[]): never {
  throw new Error(message.join(' '));
}
