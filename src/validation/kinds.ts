import type { ObjectIdentity } from './objects';
import { SCHEMA_TABLES } from '../../imports/schema';
import type { Violation } from '../analysis/violation';
import { editDistance } from '../schema/spelling';

/** Groups all of whose kinds are known here. Others have kinds that nobody judges. */
const COMPLETE = [
  'sailoperator.io', 'networking.istio.io', 'security.istio.io', 'telemetry.istio.io', 'extensions.istio.io', 'gateway.networking.k8s.io',
];
/** How many letters a slip of the pen changes. */
const SLIP = 2;

/**
 * What the API server says of an object that nobody here knows: a kind that its group does not have, or a group that nobody has. Most
 * objects that are not known are simply of others, and nothing is said of them.
 */
export function unknownKind({ apiVersion = '', kind = '' }: ObjectIdentity): Violation | undefined {
  const [group, version] = apiVersion.split('/');
  if (COMPLETE.includes(group)) return version ? wrongKind(group, kind) : wrongGroup(apiVersion, group, kind);
  const meant = COMPLETE.find((known) => editDistance(known, group) <= SLIP && kindsOf(known).includes(kind));
  return meant === undefined || kindsOf(group).length > 0 ? undefined : wrongGroup(apiVersion, meant, kind);
}

function wrongKind(group: string, kind: string): Violation | undefined {
  const kinds = kindsOf(group);
  if (kinds.includes(kind)) return undefined;
  const near = kinds.map((known) => ({ known, changes: editDistance(known.toLowerCase(), kind.toLowerCase()) }))
    .filter(({ changes }) => changes <= SLIP).sort((a, b) => a.changes - b.changes)[0]?.known;
  return {
    code: 'object/unknown-kind',
    severity: 'error',
    what: `'${kind}' is no kind of ${group}, the API server refuses it`,
    expected: `one of ${kinds.join(', ')}`,
    fix: near === undefined ? 'write one of these' : `write ${near}`,
    at: ['kind'],
  };
}

function wrongGroup(apiVersion: string, group: string, kind: string): Violation {
  return {
    code: 'object/unknown-api-version',
    severity: 'error',
    what: `nothing serves ${kind} as '${apiVersion}', the API server refuses it`,
    expected: `the group ${group}, a slash and a version`,
    fix: `write ${group}/<version>, for instance ${group}/v1`,
    at: ['apiVersion'],
  };
}

function kindsOf(group: string): string[] {
  return Object.keys(SCHEMA_TABLES).flatMap((name) => (name.startsWith(`${group}/`) ? [name.slice(group.length + 1)] : [])).sort();
}
