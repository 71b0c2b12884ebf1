import { X509Certificate } from 'crypto';
import { isMap, type PlainObject } from './values';

/** What a key set holds, as far as Istio looks. */
export interface KeySet {
  /** The numbers of keys that are private or shared secrets. */
  readonly privateKeys: readonly number[];
}

interface KeyType {
  readonly required: readonly string[];
  /** Those of its parts that are in base64. */
  readonly bytes: readonly string[];
  /** Whether every key of this type is a secret; otherwise one that has the part `d`. */
  readonly isSecret?: boolean;
}

const KEY_TYPES: Readonly<Record<string, KeyType>> = {
  RSA: { required: ['e', 'n'], bytes: ['e', 'n', 'd', 'dp', 'dq', 'p', 'q', 'qi'] },
  EC: { required: ['crv', 'x', 'y'], bytes: ['x', 'y', 'd'] },
  OKP: { required: ['crv', 'x'], bytes: ['x', 'd'] },
  oct: { required: ['k'], bytes: ['k'], isSecret: true },
};
/** Of the parts in bytes, those of private keys: a public key may call anything so. */
const PRIVATE_PARTS = ['d', 'dp', 'dq', 'p', 'q', 'qi'];
const TEXTS = ['alg', 'kid', 'use', 'x5t', 'x5t#S256']; // the library spells x5u otherwise, and so lets it be anything

/**
 * A key set or a single key (RFC 7517), as the library reads it that istiod uses (lestrrat-go/jwx v1, package jwk). It checks form, and
 * no numbers: a key of the wrong size is taken. What follows the first JSON object is not read. A clause where it is unusable.
 */
export function parseKeySet(text: string): KeySet | string {
  const set = firstObject(text);
  if (set === undefined) return 'it is no JSON object';
  const { keys = [] } = set;
  if (!Object.hasOwn(set, 'keys')) return keySetOf([set]);
  if (keys === null) return { privateKeys: [] };
  return Array.isArray(keys) ? keySetOf(keys) : "'keys' is no list";
}

function keySetOf(keys: readonly unknown[]): KeySet | string {
  for (const [i, key] of keys.entries()) {
    const wrong = keyProblem(key);
    if (wrong) return keys.length === 1 ? wrong : `key ${i}: ${wrong}`;
  }
  return { privateKeys: [...keys.keys()].filter((i) => isPrivate(keys[i] as PlainObject)) };
}

function keyProblem(key: unknown): string | undefined {
  if (!isMap(key)) return 'it is no JSON object';
  const type = typeOf(key);
  if (typeof type !== 'string' || !Object.hasOwn(KEY_TYPES, type)) return `its type 'kty' is ${JSON.stringify(type ?? '')}, not one of RSA, EC, OKP, oct`;
  const { required, bytes } = KEY_TYPES[type];
  const missing = [...required, ...(isPrivate(key) && type !== 'oct' ? ['d'] : [])].find((field) => !Object.hasOwn(key, field));
  if (missing) return `it has no '${missing}'`;
  const relevant = bytes.filter((field) => isPrivate(key) || !PRIVATE_PARTS.includes(field));
  const texts = [...TEXTS, ...(type === 'EC' || type === 'OKP' ? ['crv'] : []), ...relevant, ...(Object.hasOwn(key, 'kty') ? ['kty'] : [])];
  const untyped = texts.find((field) => !isText(key[field]));
  if (untyped) return `'${untyped}' is no string`;
  if (Object.hasOwn(key, 'kty') && key.kty !== type) return `its type 'kty' is ${JSON.stringify(key.kty)}`;
  const unreadable = relevant.find((field) => typeof key[field] === 'string' && decodeBase64(key[field]) === undefined);
  if (unreadable) return `'${unreadable}' is no base64`;
  if (!isText(key.key_ops) && !(Array.isArray(key.key_ops) && key.key_ops.every(isText))) return "'key_ops' is no list of strings";
  return typeof key.key_ops === 'string' ? "'key_ops' is no list of strings" : certificatesProblem(key.x5c);
}

function certificatesProblem(chain: unknown): string | undefined {
  if (chain === undefined || chain === null) return undefined;
  if (!Array.isArray(chain) || !chain.every(isText)) return "'x5c' is no list of certificates";
  return chain.every((item) => isCertificate(decodeBase64(item ?? ''))) ? undefined : "'x5c' has something else than a certificate";
}

/** Whether bytes are a certificate in DER; Node would take PEM as well. */
function isCertificate(bytes: Buffer | undefined): boolean {
  if (!bytes || bytes[0] !== 0x30) return false;
  try {
    return new X509Certificate(bytes).raw.length === bytes.length;
  } catch {
    return false;
  }
}

function isPrivate(key: PlainObject): boolean {
  return KEY_TYPES[typeOf(key) as string].isSecret ?? lastOf(key, 'd') !== undefined;
}

/** The type of a key is first looked for as Go does by default: the case of letters is ignored, and the last one counts. */
function typeOf(key: PlainObject): unknown {
  return Object.entries(key).filter(([name, value]) => name.toLowerCase() === 'kty' && value !== null).at(-1)?.[1];
}

function lastOf(key: PlainObject, field: string): unknown {
  return Object.entries(key).filter(([name]) => name.toLowerCase() === field).at(-1)?.[1];
}

/** Absent and null are right where a string is. */
function isText(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

/** Base64 of either alphabet, with all of its padding or none; Go skips line ends in it. */
function decodeBase64(text: unknown): Buffer | undefined {
  const source = String(text);
  const symbol = /[+/]/.test(source) ? '[A-Za-z0-9+/]' : '[A-Za-z0-9\\-_]';
  const tail = source.endsWith('=') ? `${symbol}{2}==|${symbol}{3}=` : `${symbol}{2,3}`;
  const digits = source.replace(/[\r\n]/g, '');
  return new RegExp(`^(?:${symbol}{4})*(?:${tail})?$`).test(digits) ? Buffer.from(digits, 'base64') : undefined;
}

/** The JSON object at the beginning of a text. */
function firstObject(text: string): PlainObject | undefined {
  const begin = /^[ \t\r\n]*(?=\{)/.exec(text)?.[0].length;
  if (begin === undefined) return undefined;
  let depth = 0;
  const bracket = /"(?:[^"\\]|\\.)*"|[{}]/gs;
  bracket.lastIndex = begin;
  for (let found = bracket.exec(text); found; found = bracket.exec(text)) {
    if (found[0] === '{') depth++;
    if (found[0] === '}' && --depth === 0) return jsonObject(text.slice(begin, bracket.lastIndex));
  }
  return undefined;
}

function jsonObject(text: string): PlainObject | undefined {
  try {
    return JSON.parse(text) as PlainObject;
  } catch {
    return undefined;
  }
}
