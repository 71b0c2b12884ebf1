/**
 * Scalars as kubectl and the API server read them: go-yaml v2 below sigs.k8s.io/yaml (`resolve.go`, `yaml.go`).
 *
 * That is YAML 1.1 without numbers to the base of 60 and without timestamps, which stay text.
 */

/** What a scalar stands for, or why it stands for nothing that JSON has. */
export type Resolved = { readonly value: string | number | boolean | null } | { readonly wrong: string };

const WORDS = new Map<string, boolean | null>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);
const NO_JSON = /^(?:\.(?:nan|NaN|NAN)|[-+]?\.(?:inf|Inf|INF))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const DATE = /^[0-9]{4}-/;
const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const BASES = [16, 2, 8, 10];
const [MIN, MAX] = [-(2 ** 63), 2 ** 64]; // of int64 and uint64

const CORE = 'tag:yaml.org,2002:';

/** A plain scalar without a tag. */
export function resolvePlain(text: string): Resolved {
  const word = WORDS.get(text);
  if (word !== undefined) return { value: word };
  if (!/^[-+.0-9]/.test(text)) return { value: text };
  if (NO_JSON.test(text)) return { wrong: `${text} is a number that JSON does not have` };
  if (text.startsWith('.')) return { value: FLOAT.test(text) ? Number(text) : text };
  return { value: DATE.test(text) ? text : numberOf(text.replaceAll('_', '')) ?? text };
}

/** A scalar with a tag, which is written in full. */
export function resolveTagged(text: string, tag: string): Resolved {
  const name = tag.startsWith(CORE) ? tag.slice(CORE.length) : undefined;
  if (name === 'binary') return binary(text);
  if (name === undefined || !['bool', 'int', 'float', 'null'].includes(name)) return { value: text };
  const resolved = resolvePlain(text);
  if ('wrong' in resolved) return resolved;
  return isOf(name, resolved.value) ? resolved : { wrong: `'${text}' is tagged !!${name}, and is none` };
}

/** The name of a field, which JSON wants as text; undefined where YAML allows it and JSON does not. */
export function keyText(resolved: Resolved): string | undefined {
  return 'wrong' in resolved || resolved.value === null ? undefined : String(resolved.value);
}

function numberOf(text: string): number | undefined {
  const [, sign, ...digits] = INTEGER.exec(text) ?? [];
  const which = digits.findIndex((found) => found !== undefined);
  if (which >= 0) {
    const size = parseInt(digits[which], BASES[which]);
    const value = sign === '-' ? -size : size;
    if (value >= MIN && value < (sign === '' ? MAX : -MIN)) return value === 0 ? 0 : value;
  }
  return FLOAT.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

function isOf(name: string, value: unknown): boolean {
  switch (name) {
    case 'bool': return typeof value === 'boolean';
    case 'null': return value === null;
    case 'int': return Number.isInteger(value);
    default: return typeof value === 'number';
  }
}

function binary(text: string): Resolved {
  const compact = text.replace(/\s/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact)) return { wrong: 'what is tagged !!binary is no base64' };
  return { value: Buffer.from(compact, 'base64').toString('utf8') };
}
