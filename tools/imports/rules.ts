import { createHash } from 'crypto';

/** What a rule in CEL becomes: the name of a check in `src/schema/rules` with its arguments, or nothing, where creating an object is never refused by it. */
type Rule = string | { readonly left: string };

/** A family of rules that are written alike, told apart by names only. */
interface Family {
  readonly pattern: RegExp;
  readonly rule: (...names: string[]) => string;
}

const FAMILIES: readonly Family[] = [
  { pattern: /^((?:\(?\(has\(self\.\w+\)\?1:0\)\)?\+?)+)<=1$/, rule: (sum) => `at-most-one ${sum.match(/(?<=self\.)\w+/g)!.join(' ')}` },
  { pattern: /^!\(has\(self\.(\w+)\)&&has\(self\.(\w+)\)\)$/, rule: (a, b) => `at-most-one ${a} ${b}` },
  { pattern: /^!\(has\(self\.(\w+)\)&&self\.(\w+)!="(\w+)"\)$/, rule: (field, type, value) => `only-with ${field} ${type} ${value}` },
  { pattern: /^has\(self\.(\w+)\)\?self\.(\w+)=="(\w+)":true$/, rule: (field, type, value) => `only-with ${field} ${type} ${value}` },
  { pattern: /^!has\(self\.(\w+)\)\|\|self\.(\w+)=="(\w+)"$/, rule: (field, type, value) => `only-with ${field} ${type} ${value}` },
  { pattern: /^!\(!has\(self\.(\w+)\)&&self\.(\w+)=="(\w+)"\)$/, rule: (field, type, value) => `needed-with ${field} ${type} ${value}` },
  { pattern: /^self\.(\w+)=="(\w+)"\?has\(self\.(\w+)\):true$/, rule: (type, value, field) => `needed-with ${field} ${type} ${value}` },
  { pattern: /^self\.filter\(f,f\.type=="(\w+)"\)\.size\(\)<=1$/, rule: (type) => `once type ${type}` },
  { pattern: /^self\.all\((\w+),self\.exists_one\((\w+),\1\.(\w+)==\2\.\3\)\)$/, rule: (_a, _b, field) => `unique ${field}` },
  { pattern: /^self\.lowerAscii\(\)!="([\w-]+)"$/, rule: (header) => `no-header ${header}` },
  { pattern: /^\(self\.typein\["Exact","PathPrefix"\]\)\?!self\.value\.contains\("(\S+)"\):true$/, rule: (text) => `path-without ${text}` },
  { pattern: /^\(self\.typein\["Exact","PathPrefix"\]\)\?!self\.value\.endsWith\("(\S+)"\):true$/, rule: (text) => `path-not-ending ${text}` },
];

const UPDATE_ONLY: Rule = { left: 'compares with the stored object, so it cannot refuse a new one' };

/** All other rules, by the hash of their text (`hashOf`). */
const RULES: Readonly<Record<string, Rule>> = {
  '5351cfac': UPDATE_ONLY,
  // sailoperator.io
  '4f8c0165': 'named-default',
  '191ed043': 'revision-is-name',
  '1bd177ec': 'namespace-in-values required',
  'dc66fe09': 'namespace-in-values optional',
  // *.istio.io
  'a31114d2': 'keys-without *',
  'e7273ae0': 'no-empty-key',
  '6d84550d': 'without *',
  'c0d0fee2': 'target-kind',
  '51ab6e01': 'same-namespace',
  'ffd66163': 'module-url',
  '65c9f30f': 'module-url',
  '1db02bf5': 'value-from-host',
  '0d8e4aae': 'duration-from 1ms',
  'd6edbad3': 'ranges-by-resolution',
  '78c02c87': 'ranges-by-resolution',
  '1b03189b': 'endpoints-by-resolution',
  'd5da91c2': 'endpoints-by-resolution',
  '1abf712d': 'round-robin-endpoints 1',
  'dc5b3cc4': 'round-robin-endpoints 0',
  '4862c618': 'any-of address network',
  'e251fbd1': 'socket-without-ports',
  '46696c58': 'socket-without-ports',
  '30380042': 'socket-path',
  'ba0c67c6': 'socket-file',
  '98023b1a': 'port-names',
  '71d8ed24': 'port-number',
  'c8913bf2': 'port-keys',
  'bcb008ae': 'not-value *',
  '1441359d': 'one-of-values HTTP HTTPS',
  '5f4c82e4': 'port-mtls-selector',
  'db403a59': 'port-mtls-selector',
  '872fa586': 'http-url',
  '0e0c973a': 'upsert-value',
  '2cee79ed': 'upsert-value',
  '229891b5': 'remove-value',
  '8b70fe11': 'accounts-alone',
  'caf60c02': 'exactly-one wasm lua',
  '79a53d63': 'waypoint-context',
  // gateway.networking.k8s.io and gateway.networking.x-k8s.io
  '9e42f9d6': 'unique-of-type value IPAddress required',
  'b63523a1': 'unique-of-type value IPAddress',
  '4a71ef55': 'unique-of-type value Hostname required',
  '4c60f5df': 'unique-of-type value Hostname',
  'be9d67ce': 'hostname-address',
  '33da06b0': 'hostname-address',
  '2df5d1cb': 'qualified-keys',
  'ce402026': 'short-prefixes',
  '8c4224bd': 'listeners-without-tls',
  '6ec2c353': 'listeners-terminate',
  '3b01525b': 'listeners-without-hostname',
  '0a7f483a': 'listeners-tls-mode',
  'f415baa8': 'listeners-apart',
  '283a59c4': 'listeners-apart',
  '35584ef5': 'certificate-or-options',
  'c3ddd202': 'parents-told-apart sectionName',
  '2ed37da3': 'parents-told-apart sectionName port',
  '82f0f4c0': 'parents-told-apart sectionName',
  '05765670': 'parents-unique sectionName',
  '3d9c13d7': 'parents-unique sectionName port',
  '36860543': 'parents-unique sectionName',
  '7421d121': 'matches-in-all 128',
  '9c086c89': 'matches-in-all 128',
  'a49d3984': 'service-port',
  '3d1891d5': 'service-or-method',
  '6282726e': 'grpc-service',
  '1ba1ae46': 'grpc-method',
  '096f2c2a': 'redirect-without-backends',
  '082e42f1': 'prefix-match filters requestRedirect',
  '164a4bbf': 'prefix-match filters urlRewrite',
  '9a10f415': 'prefix-match backendRefs requestRedirect',
  '3535793c': 'prefix-match backendRefs urlRewrite',
  '94404d37': 'not-both-types RequestRedirect URLRewrite',
  'c1a7f8e2': 'path-absolute',
  '4d6f2403': 'path-type',
  'b14af958': 'path-characters',
  '55487a4a': 'timeouts-in-order',
  '0a0f39ad': 'permanent-cookie',
  'e23fca3f': 'ca-not-both',
  '13ec6e44': 'ca-given',
  'c4d43fd5': 'filled-with hostname type Hostname',
  '1046219c': 'filled-only-with hostname type Hostname',
  '003c106f': 'filled-with uri type URI',
  'f75d5045': 'filled-only-with uri type URI',
  'e3d3b0b4': 'unique name',
  '8e077dbc': 'fraction',
  '126e8a55': 'star-alone',
  '80d0e50e': 'duration-from 1s 1h',
  '145226f7': 'duration-not-zero 1h',
  'de3e17f8': 'no-ip-hosts',
  '25be890b': 'plain-hosts',
  '67c840bf': 'wildcard-hosts',
  // route.openshift.io
  '1b64f568': 'no-headers-through-passthrough',
  '5c24c300': 'header-values req',
  'd41188e2': 'header-values res',
  '83c935f0': 'set-with-type',
  '320fb72a': 'passthrough-not-insecure',
};

/**
 * How a rule of a CRD is evaluated; undefined where it is not.
 *
 * @throws where nobody has said it: a rule that is new upstream needs a check in `src/schema/rules`, or a reason why it needs none
 */
export function ruleOf(text: string, kind: string, path: string): string | undefined {
  const plain = text.replace(/\s+/g, '').replace(/'/g, '"');
  for (const { pattern, rule } of FAMILIES) {
    const [, ...names] = pattern.exec(plain) ?? [];
    if (names.length) return rule(...names);
  }
  const known = RULES[hashOf(plain)];
  if (known === undefined) throw new Error(`${kind}${path} has a rule that no check is known for; add '${hashOf(plain)}' to tools/imports/rules.ts: ${text}`);
  return typeof known === 'string' ? known : undefined;
}

function hashOf(plain: string): string {
  return createHash('sha256').update(plain).digest('hex').slice(0, 8);
}
