import { type Kind, listOf, made, member, TEXT, WHOLE } from '../analysis/kinds';
import { StringMatchKind } from '../vocabulary/string-match';

const shown = (v: unknown) => (typeof v === 'string' && v !== '' ? `'${v}'` : '...');

/** Parts of the vocabulary, by what is used of them: copies of this package may meet. */
export const MESH_HOST = made('MeshHost', (v) => `write MeshHost.of(${shown(v)})`, (v) => typeof v?.host === 'string');
export const STRING_MATCH = made('StringMatch', (v) => `write StringMatch.exact(${shown(v)})`,
  (v) => typeof v?.text === 'string' && Object.values(StringMatchKind).includes(v.kind));
export const PERCENTAGE = made('Percentage', (v) => `write Percentage.of(${typeof v === 'number' ? v : '...'})`, (v) => typeof v?.percent === 'number');
export const EXPORT_TO = made('ExportTo', () => 'write ExportTo.namespace(...) or another of its constants', (v) => typeof v?.text === 'string' && v.kind === undefined);
export const APP_PROTOCOL = made('AppProtocol', (v) => `write AppProtocol.of(${shown(v)})`, (v) => typeof v?.name === 'string' && typeof v.isHttp === 'boolean');

export const NUMBER: Kind = { is: Number.isFinite, expected: 'a number', fix: () => 'write a number' };
export const TEXTS = listOf('texts', TEXT);
export const MESH_HOSTS = listOf('hosts', MESH_HOST);
export const EXPORT_TOS = listOf('namespaces', EXPORT_TO);
export const WHOLES_BY_KEY: Kind = {
  is: (v) => typeof v === 'object' && v !== null && !Array.isArray(v) && Object.values(v).every(WHOLE.is),
  expected: 'a map of whole numbers like { http: 8080 }',
  fix: () => 'write a whole number for each key',
};

/** A member of an enum of this library. */
export function enumOf(name: string, members: object): Kind {
  return member(name, members as { [name: string]: string });
}
