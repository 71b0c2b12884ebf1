import type { ValidateResult } from './result';
import type { ManifestFinding } from '../../validation/finding';
import type { ObjectIdentity } from '../../validation/objects';

/** How parts of a text are set off. */
interface Palette {
  error(text: string): string;
  warning(text: string): string;
  faint(text: string): string;
}

const ansi = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const COLOURS: Palette = { error: ansi(31), warning: ansi(33), faint: ansi(2) };
const plain = (text: string) => text;
const PLAIN: Palette = { error: plain, warning: plain, faint: plain };

/** The findings for people, file by file. */
export function toText({ findings, summary, judgedBy }: ValidateResult, isColoured: boolean): string {
  const palette = isColoured ? COLOURS : PLAIN;
  const { errors, warnings, judged, skipped, documents, files } = summary;
  const groups = new Map<string, string[]>();
  for (const one of findings) {
    const { file } = one.source;
    groups.set(file, [...groups.get(file) ?? [], paragraph(one, palette)]);
  }
  const total = errors + warnings === 0 ? 'nothing found' : [
    ...errors ? [palette.error(count(errors, 'error'))] : [],
    ...warnings ? [palette.warning(count(warnings, 'warning'))] : [],
  ].join(', ');
  const looked = `${count(files, 'file')}, ${count(documents, 'document')}: ${count(judged, 'object')} judged for ${judgedBy}, ${skipped} skipped`;
  return [...[...groups.values()].map((paragraphs) => paragraphs.join('')), `${total} (${looked})\n`].join('\n');
}

function paragraph({ source: { file, line, column }, severity, message, code, object, path, fix }: ManifestFinding, palette: Palette): string {
  const where = [nameOf(object), path].filter((part) => part !== '').join('  ');
  return [
    `${printable(file)}:${line}:${column}  ${palette[severity](severity)}  ${printable(message)}  ${palette.faint(`(${code})`)}`,
    ...where ? [`    ${palette.faint('at: ')} ${printable(where)}`] : [],
    `    ${palette.faint('fix:')} ${printable(fix)}`,
    '',
  ].join('\n');
}

/** `VirtualService shop/reviews`; empty where nothing is known of the object. */
export function nameOf({ kind, namespace, name }: ObjectIdentity): string {
  const id = [namespace, name].filter((part) => part !== undefined && part !== '').join('/');
  return [kind, id].filter((part) => part !== undefined && part !== '').join(' ');
}

/** Values of manifests are shown, and a terminal obeys what it is shown: control characters are written out. */
function printable(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
