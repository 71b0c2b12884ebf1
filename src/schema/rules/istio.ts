import { has, list, oneOf, quoted, required, shown } from './common';
import type { Broken, Checked, RuleMaker } from './types';
import { isUrl, schemeOf } from './url';

const MODULE_SCHEMES = ['http', 'https', 'oci', 'file'];
const TARGET_KINDS = ['core/Service', '/Service', 'gateway.networking.k8s.io/Gateway', 'networking.istio.io/ServiceEntry'];
const SOCKET = 'unix://';

/** Rules of the kinds of Istio (istio/api, the annotations of its proto files). */
export const ISTIO_RULES: Readonly<Record<string, RuleMaker>> = {
  'keys-without': (text) => (labels: Checked) => key(labels, (name) => name.includes(text), `holds ${shown(text)}`, 'keys that are compared as they are, without a wildcard'),
  'no-empty-key': () => (labels: Checked) => key(labels, (name) => name === '', 'is empty', 'keys with at least one character'),

  'port-names': () => (ports: Checked) => key(ports, (name) => size(name) >= 63 || !/^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/.test(name),
    'is no name of a port', 'names of ports as keys: letters, digits and hyphens, shorter than 63 characters'),

  // int() of CEL takes a sign as well.
  'port-keys': () => (ports: Checked) => key(ports, (name) => !/^[-+]?\d+$/.test(name) || !isPort(Number(name)), 'is no port', 'numbers of ports from 1 to 65535 as keys'),

  'port-number': () => (port: number) => (isPort(port) ? undefined : {
    code: 'schema/bounds', what: `${port} is no port`, expected: 'a number from 1 to 65535', fix: 'write a number from 1 to 65535',
  }),

  'target-kind': () => (target: Checked) => (has(target, 'group') && has(target, 'kind') && TARGET_KINDS.includes(`${target.group}/${target.kind}`) ? undefined : {
    code: 'schema/enum',
    what: has(target, 'group') ? `it refers to a ${target.kind} of group ${shown(target.group)}` : `it refers to a ${target.kind} without saying its ${quoted('group')}`,
    expected: 'a Service (group "" or core), a ServiceEntry of networking.istio.io, or a Gateway of gateway.networking.k8s.io',
    fix: `set ${quoted('group')} and ${quoted('kind')} to one of these`,
  }),

  'same-namespace': () => (namespace: string) => (namespace === '' ? undefined : {
    code: 'schema/one-of', what: `it names the namespace ${shown(namespace)}`, expected: 'a target in the namespace of the object, which needs no name', fix: `remove ${quoted('namespace')}, and put the object where its target is`,
  }),

  'module-url': () => (url: string) => {
    const usable = isUrl(url) ? ['', ...MODULE_SCHEMES].includes(schemeOf(url) ?? 'none') : schemeOf(`http://${url}`) !== undefined;
    return usable ? undefined : {
      code: 'schema/pattern', what: `${shown(url)} is no URL that a module is loaded from`, expected: 'a URL with the scheme oci, https, http or file', fix: 'write, for instance, oci://registry.example.com/module:v1',
    };
  },

  'http-url': () => (url: string) => (['http', 'https'].includes(schemeOf(url) ?? '') ? undefined : {
    code: 'schema/pattern', what: `${shown(url)} is no URL with the scheme http or https`, expected: 'a URL that begins with https:// or http://', fix: 'write the whole URL',
  }),

  'value-from-host': () => (variable: Checked) => (variable.valueFrom !== 'HOST' || !has(variable, 'value')
    ? undefined
    : oneOf(`${quoted('value')} is set, and ${quoted('valueFrom')} is "HOST"`, 'a value of its own, or that of the proxy', `remove ${quoted('value')} or ${quoted('valueFrom')}`)),

  'ranges-by-resolution': () => (entry: Checked) => {
    const at = (entry.addresses as string[] | undefined ?? []).findIndex((address) => address.includes('/'));
    if (at < 0 || ['NONE', 'STATIC'].includes(entry.resolution ?? 'NONE')) return undefined;
    return { ...oneOf(`the address ${shown(entry.addresses[at])} is a range, and ${quoted('resolution')} is ${shown(entry.resolution)}`, 'ranges only with resolution NONE or STATIC', `write single addresses, or set ${quoted('resolution')} to NONE or STATIC`), at: ['addresses', at] };
  },

  'endpoints-by-resolution': () => (entry: Checked) => ((entry.resolution ?? 'NONE') !== 'NONE' || !has(entry, 'endpoints')
    ? undefined
    : { ...oneOf(`${quoted('endpoints')} is set, and ${quoted('resolution')} is ${has(entry, 'resolution') ? '"NONE"' : 'not set, which means NONE'}`, 'endpoints only with resolution STATIC or one of DNS', `set ${quoted('resolution')} to STATIC or DNS, or remove ${quoted('endpoints')}`), at: ['endpoints'] }),

  /** Up to Istio 1.24 a list that is there, and empty, was refused as well. */
  'round-robin-endpoints': (least) => (entry: Checked) => {
    const count = (entry.endpoints as unknown[] | undefined)?.length ?? 1;
    if (entry.resolution !== 'DNS_ROUND_ROBIN' || (count <= 1 && count >= Number(least))) return undefined;
    return { ...oneOf(`${quoted('resolution')} is "DNS_ROUND_ROBIN", and there are ${count} endpoints`, 'one endpoint', `leave one endpoint, or set ${quoted('resolution')} to DNS`), at: ['endpoints'] };
  },

  'socket-without-ports': () => (endpoint: Checked) => (!String(endpoint.address ?? '').startsWith(SOCKET) || !has(endpoint, 'ports')
    ? undefined
    : { ...oneOf(`the address ${shown(endpoint.address)} is a socket, and ${quoted('ports')} is set`, 'a socket without ports', `remove ${quoted('ports')}`), at: ['ports'] }),

  'socket-path': () => (address: string) => (!address.startsWith(SOCKET) || ['/', '@'].includes(address.charAt(SOCKET.length)) ? undefined : {
    code: 'schema/pattern', what: `${shown(address)} is no path of a socket`, expected: 'unix:/// with an absolute path, or unix://@ with the name of an abstract socket', fix: 'write the absolute path',
  }),

  'socket-file': () => (address: string) => (!address.startsWith(SOCKET) || !address.endsWith('/') ? undefined : {
    code: 'schema/pattern', what: `${shown(address)} is a folder`, expected: 'the path of a socket, which does not end with a slash', fix: 'name the socket',
  }),

  'port-mtls-selector': () => (spec: Checked) => (!has(spec, 'portLevelMtls') || Object.keys(spec.selector?.matchLabels ?? {}).length > 0
    ? undefined
    : required(`${quoted('portLevelMtls')} is set without a selector`, 'labels that select workloads, since ports are those of a workload', `set ${quoted('selector.matchLabels')}, or remove ${quoted('portLevelMtls')}`)),

  'upsert-value': () => (tag: Checked) => (tag.operation !== 'UPSERT' || (has(tag, 'value') && tag.value !== '')
    ? undefined
    : required(`${quoted('operation')} is "UPSERT", and ${quoted('value')} is not set`, 'the value of the tag', `set ${quoted('value')}`)),

  'remove-value': () => (tag: Checked) => (tag.operation !== 'REMOVE' || !has(tag, 'value')
    ? undefined
    : { ...oneOf(`${quoted('operation')} is "REMOVE", and ${quoted('value')} is set`, 'no value for a tag that is taken away', `remove ${quoted('value')}`), at: ['value'] }),

  'accounts-alone': () => (source: Checked) => {
    const accounts = ['serviceAccounts', 'notServiceAccounts'].filter((field) => has(source, field));
    const others = ['principals', 'notPrincipals', 'namespaces', 'notNamespaces'].filter((field) => has(source, field));
    if (!accounts.length || !others.length) return undefined;
    return oneOf(`${list([...accounts, ...others], 'and')} are set together`, 'service accounts without principals and namespaces, which they include', `remove ${list(others, 'and')}, or ${list(accounts, 'and')}`);
  },

  'waypoint-context': () => (match: Checked) => {
    const wanted = match.context === 'WAYPOINT';
    if (wanted === has(match, 'waypoint')) return undefined;
    return wanted
      ? required(`${quoted('context')} is "WAYPOINT", and ${quoted('waypoint')} is not set`, `${quoted('waypoint')}, which this context is about`, `set ${quoted('waypoint')}`)
      : oneOf(`${quoted('waypoint')} is set, and ${quoted('context')} is ${shown(match.context)}`, `${quoted('waypoint')} only where ${quoted('context')} is "WAYPOINT"`, `set ${quoted('context')} to WAYPOINT, or remove ${quoted('waypoint')}`);
  },
};

/** The characters of a text, as Kubernetes counts them. */
export function size(text: string): number {
  return [...text].length;
}

function isPort(port: number): boolean {
  return port > 0 && port <= 65535;
}

function key(map: Checked, isWrong: (name: string) => boolean, problem: string, expected: string): Broken | undefined {
  const wrong = Object.keys(map).find(isWrong);
  return wrong === undefined ? undefined : { code: 'schema/pattern', at: [wrong], what: `the key ${shown(wrong)} ${problem}`, expected, fix: 'write the key as expected, or remove it' };
}
