import { duplicate, has, oneOf, quoted, required, second, shown } from './common';
import type { Broken, Checked, RuleMaker } from './types';

/** Rules of lists of listeners, and of the TLS of one. */
export const LISTENER_RULES: Readonly<Record<string, RuleMaker>> = {
  'listeners-without-tls': () => (listeners: Checked[]) => first(listeners, (l) => ['HTTP', 'TCP', 'UDP'].includes(l.protocol) && has(l, 'tls'), (l) => ({
    ...oneOf(`${quoted('tls')} is set, and ${quoted('protocol')} is ${shown(l.protocol)}`, 'TLS for HTTPS and TLS listeners', `remove ${quoted('tls')}, or set another ${quoted('protocol')}`), at: ['tls'],
  })),

  'listeners-terminate': () => (listeners: Checked[]) => first(listeners, (l) => l.protocol === 'HTTPS' && has(l, 'tls') && !['', 'Terminate'].includes(l.tls.mode), (l) => ({
    ...oneOf(`${quoted('tls.mode')} is ${shown(l.tls.mode)}, and ${quoted('protocol')} is "HTTPS"`, 'the mode Terminate for HTTPS', `set ${quoted('protocol')} to TLS, or ${quoted('tls.mode')} to Terminate`), at: ['tls', 'mode'],
  })),

  'listeners-without-hostname': () => (listeners: Checked[]) => first(listeners, (l) => ['TCP', 'UDP'].includes(l.protocol) && (l.hostname ?? '') !== '', (l) => ({
    ...oneOf(`${quoted('hostname')} is set, and ${quoted('protocol')} is ${shown(l.protocol)}, which knows no host names`, 'host names for HTTP, HTTPS and TLS listeners', `remove ${quoted('hostname')}`), at: ['hostname'],
  })),

  'listeners-tls-mode': () => (listeners: Checked[]) => first(listeners, (l) => l.protocol === 'TLS' && !l.tls?.mode, () => ({
    ...required(`${quoted('protocol')} is "TLS", and ${quoted('tls.mode')} is not set`, 'the mode Terminate or Passthrough', `set ${quoted('tls')}`), at: ['tls'],
  })),

  'listeners-apart': () => (listeners: Checked[]) => {
    const twice = second(listeners, ({ port, protocol, hostname }) => (port === undefined ? undefined : JSON.stringify([port, protocol, hostname])));
    if (twice === undefined) return undefined;
    const { port, protocol, hostname } = listeners[twice];
    const where = `port ${port}, protocol ${protocol} and ${hostname === undefined ? 'no hostname' : `hostname ${shown(hostname)}`}`;
    return duplicate([twice], `two listeners have ${where}`, 'another port, protocol or hostname in each listener', 'change or remove one of them');
  },

  'certificate-or-options': () => (tls: Checked) => (tls.mode !== 'Terminate' || tls.certificateRefs?.length || Object.keys(tls.options ?? {}).length
    ? undefined
    : required('TLS is terminated here, and there is no certificate', '`certificateRefs`, or `options` of the implementation', 'set `certificateRefs`')),
};

function first(listeners: readonly Checked[], isWrong: (listener: Checked) => boolean, broken: (listener: Checked) => Broken): Broken | undefined {
  const i = listeners.findIndex(isWrong);
  if (i < 0) return undefined;
  const found = broken(listeners[i]);
  return { ...found, at: [i, ...found.at ?? []] };
}
