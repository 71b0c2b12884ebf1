import { EXTENSION_FIELDS, type ApplyTo } from './apply-to';
import type { Report } from '../report';
import { isMap, isPresent, mapAt, textAt, valueAt, type PlainObject } from '../syntax/values';
import { quoted } from '../syntax/words';

/*
 * Messages of any type in the value of a patch. What names the type is `@type`; the webhook refuses one that is missing, or that names no
 * message of Envoy's API in its version 3. Of the many messages there are, only what cannot be one is told here.
 */

/** Fields with one such message, and with several by name. */
const SINGLE = ['typed_config', 'typedConfig'];
const BY_NAME = ['typed_per_filter_config', 'typedPerFilterConfig', 'typed_extension_protocol_options', 'typedExtensionProtocolOptions'];
/** Fields whose content is a struct, which has no types. */
const UNTYPED = ['filter_metadata', 'filterMetadata'];
const DISCOVERY = ['config_discovery', 'configDiscovery'];
/** The extension that encrypts connections. */
const SOCKET = ['transport_socket', 'transportSocket'];
/** Fields of clusters and filter chains that are an extension's name and configuration. */
const NESTED: Readonly<Partial<Record<ApplyTo, readonly string[]>>> = {
  CLUSTER: [
    ...SOCKET, 'cluster_type', 'clusterType', 'upstream_config', 'upstreamConfig', 'typed_dns_resolver_config', 'typedDnsResolverConfig',
  ],
  FILTER_CHAIN: SOCKET,
};

/** The value of a patch. The report stands at it. */
export function checkTypedConfigs(value: PlainObject, applyTo: ApplyTo, report: Report): void {
  const fields = EXTENSION_FIELDS[applyTo];
  const unknown = Object.keys(value).filter((key) => (fields ? !fields.includes(key) : isElsewhere(key, applyTo)));
  checkMessage(Object.fromEntries(Object.entries(value).filter(([key]) => !unknown.includes(key))), report);
  checkName(value, applyTo, report);
  // What cannot be decoded is not looked at further.
  if (report.hasErrors) return;
  if (unknown.length > 0) {
    report.in(unknown[0]).warning({
      code: 'envoy-filter/unknown-field',
      what: `the value has ${quoted(unknown)}, which ${applyTo} does not have, and which Envoy does not see`,
      expected: fields ? fields.filter((key) => !/[A-Z]/.test(key)).join(', ') : `the fields of a ${applyTo} of Envoy`,
      fix: fields ? 'move what it says into typed_config, or remove it' : 'move it to where it belongs, or change applyTo',
    });
    return;
  }
  if (fields) warnOfNameAlone(value, report);
  for (const field of NESTED[applyTo] ?? []) {
    const nested = mapAt(value, field);
    if (nested) warnOfNameAlone(nested, report.in(field));
  }
}

/** Everything that can be patched has a name, but for the bootstrap configuration. */
function checkName(value: PlainObject, applyTo: ApplyTo, report: Report): void {
  const name = valueAt(value, 'name');
  if (name === undefined || typeof name === 'string' || applyTo === 'BOOTSTRAP') return;
  report.in('name').error({
    code: 'envoy-filter/name-not-text',
    what: `the name in the value is ${JSON.stringify(name)}`,
    expected: 'a string',
    fix: 'write the name in quotes',
  });
}

/** Whether a field is one of extensions, or one with an extension of another object. */
function isElsewhere(key: string, applyTo: ApplyTo): boolean {
  return [...SINGLE, ...DISCOVERY].includes(key) || (SOCKET.includes(key) && !NESTED[applyTo]?.includes(key));
}

function checkMessage(value: unknown, report: Report): void {
  if (Array.isArray(value)) value.forEach((item, i) => checkMessage(item, report.in(i)));
  if (!isMap(value)) return;
  for (const [key, field] of Object.entries(value)) {
    const at = report.in(key);
    if (UNTYPED.includes(key)) continue;
    if (SINGLE.includes(key)) checkAny(field, at);
    else if (BY_NAME.includes(key) && isMap(field)) Object.entries(field).forEach(([name, any]) => checkAny(any, at.in(name)));
    else checkMessage(field, at);
  }
}

/** A message that says its type. */
function checkAny(any: unknown, report: Report): void {
  if (!isMap(any)) return;
  const type = textAt(any, '@type');
  if (!isPresent(any, '@type')) {
    report.error({
      code: 'envoy-filter/no-type',
      what: 'a typed configuration does not say its type',
      expected: "'@type' with the name of a message of Envoy",
      fix: "add it, like '@type: type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua'",
    });
    return;
  }
  if (typeof any['@type'] !== 'string') return;
  const wrong = typeProblem(type);
  if (wrong) {
    report.in('@type').error({
      code: 'envoy-filter/unknown-type',
      what: `the type '${type}' is not usable: ${wrong}`,
      expected: "the full name of a message of Envoy's API in version 3",
      fix: "write it like 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua'",
    });
    return;
  }
  // A struct with a type is for the filter to read: what is in it has no types.
  if (!type.endsWith('.TypedStruct')) checkMessage(any, report);
}

function typeProblem(type: string): string | undefined {
  const name = type.slice(type.lastIndexOf('/') + 1);
  if (!/^(\w+\.)+[A-Z]\w*$/.test(name)) return 'it is no full name of a message';
  const version = /^envoy\.(?:\w+\.)*(v[12](?:alpha\d*)?)\./.exec(name)?.[1];
  return version ? `it is of version ${version} of Envoy's API, which Envoy has no more` : undefined;
}

/** Envoy will no longer find extensions by their names. */
function warnOfNameAlone(extension: PlainObject, report: Report): void {
  if ([...SINGLE, ...DISCOVERY].some((field) => isPresent(extension, field))) return;
  const name = textAt(extension, 'name');
  report.warning({
    code: 'envoy-filter/name-without-type',
    what: name ? `'${name}' has no typed_config, and is found by its name alone` : 'an extension has no typed_config',
    expected: 'typed_config with the type of its configuration',
    fix: "add typed_config with its '@type', even if nothing else is in it",
  });
}
