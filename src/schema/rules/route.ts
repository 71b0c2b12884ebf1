import { has, oneOf, quoted, required, shown } from './common';
import type { Checked, RuleMaker } from './types';

/** Rules of OpenShift's Route. */
export const ROUTE_RULES: Readonly<Record<string, RuleMaker>> = {
  'no-header': (name) => (header: string) => (header.toLowerCase() !== name ? undefined : {
    code: 'schema/one-of', what: `the header ${shown(header)} is changed by an action`, expected: 'other headers: routers do not let this one be changed', fix: 'remove the action',
  }),

  'no-headers-through-passthrough': () => (spec: Checked) => (spec.tls?.termination !== 'passthrough' || !has(spec, 'httpHeaders')
    ? undefined
    : { ...oneOf('headers are changed, and TLS passes through', 'actions on headers only where the router sees them', `remove ${quoted('httpHeaders')}, or terminate TLS at the router`), at: ['httpHeaders'] }),

  /** Values are format strings of HAProxy, of which a few fetchers and converters are allowed. */
  'header-values': (direction) => {
    const fetched = `\\[(?:${direction}\\.hdr\\([0-9A-Za-z-]+\\)|ssl_c_der)(?:,(?:lower|base64))*\\]`;
    const format = new RegExp(`^(?:%(?:%|(?:\\{[-+]?[QXE](?:,[-+]?[QXE])*\\})?${fetched})|[^%\\x00-\\x1f\\x7f])+$`);
    return (actions: Checked[]) => {
      const at = actions.findIndex(({ action }) => action.type !== 'Delete' && !format.test(action.set?.value ?? ''));
      return at < 0 ? undefined : {
        code: 'schema/pattern',
        at: [at, 'action', 'set', 'value'],
        what: `${shown(actions[at].action.set?.value)} is no value that a router can set`,
        expected: `text, with dynamic values like %[${direction}.hdr(host),lower] or %[ssl_c_der,base64], and %% for a percent sign`,
        fix: 'correct the value',
      };
    };
  },

  'set-with-type': () => (action: Checked) => {
    if ((action.type === 'Set') === has(action, 'set')) return undefined;
    return has(action, 'set')
      ? oneOf(`${quoted('set')} is set, and ${quoted('type')} is ${shown(action.type)}`, `${quoted('set')} only where ${quoted('type')} is "Set"`, `remove ${quoted('set')}, or set ${quoted('type')} to Set`)
      : required(`${quoted('type')} is "Set", and ${quoted('set')} is not set`, 'the value to set', `set ${quoted('set')}`);
  },

  'passthrough-not-insecure': () => (tls: Checked) => (tls.termination !== 'passthrough' || tls.insecureEdgeTerminationPolicy !== 'Allow'
    ? undefined
    : { ...oneOf('TLS passes through, and plain requests are allowed', 'None or Redirect where TLS passes through', `set ${quoted('insecureEdgeTerminationPolicy')} to Redirect or None`), at: ['insecureEdgeTerminationPolicy'] }),
};
