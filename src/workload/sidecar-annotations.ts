import type { SidecarOptions } from './sidecar-options';
import type { Problem } from '../analysis/finding';
import { merge } from '../kube/merge';
import { sortedPlain } from '../kube/sort';

const PREFIX = 'traffic.sidecar.istio.io/';
const MAX_PORT = 65535;
/** A Kubernetes quantity: a decimal number with a suffix, or an exponent. */
const QUANTITY = /^\d+(\.\d+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;
const CIDR = /^(\d{1,3}(\.\d{1,3}){3}\/([12]?\d|3[0-2])|(?=[^/]*:)[0-9a-fA-F:.]+\/(\d{1,2}|1[01]\d|12[0-8]))$/;

/** The annotations that say the options to the injector (istio manifests/charts/istio-control/istio-discovery/files/injection-template.yaml). */
export function sidecarAnnotations(options: SidecarOptions): { [key: string]: string } {
  const { resources = {}, componentLogLevels = {} } = options;
  const list = (values?: readonly (number | string)[]) => values?.join(',');
  const components = Object.keys(componentLogLevels).sort().map((c) => `${c}:${componentLogLevels[c]}`);
  const all: { [key: string]: string | undefined } = {
    'sidecar.istio.io/proxyCPU': resources.cpuRequest,
    'sidecar.istio.io/proxyCPULimit': resources.cpuLimit,
    'sidecar.istio.io/proxyMemory': resources.memoryRequest,
    'sidecar.istio.io/proxyMemoryLimit': resources.memoryLimit,
    'sidecar.istio.io/logLevel': options.logLevel,
    'sidecar.istio.io/componentLogLevel': components.length ? components.join(',') : undefined,
    [`${PREFIX}excludeOutboundPorts`]: list(options.excludeOutboundPorts),
    [`${PREFIX}excludeOutboundIPRanges`]: list(options.excludeOutboundIpRanges),
    [`${PREFIX}includeOutboundIPRanges`]: list(options.includeOutboundIpRanges),
    [`${PREFIX}includeOutboundPorts`]: list(options.includeOutboundPorts),
    [`${PREFIX}excludeInboundPorts`]: list(options.excludeInboundPorts),
    [`${PREFIX}includeInboundPorts`]: list(options.includeInboundPorts),
    'proxy.istio.io/config': proxyConfig(options),
  };
  return Object.fromEntries(Object.entries(all).filter((e): e is [string, string] => e[1] !== undefined));
}

/** What is wrong with the values of the options. */
export function sidecarProblems(options: SidecarOptions): Problem[] {
  const problems: Problem[] = [];
  const invalid = (field: string, value: unknown, expected: string) => problems.push({
    code: 'workload/invalid-sidecar-option',
    what: `\`proxy.${field}\` is ${JSON.stringify(value)}`,
    expected,
    fix: 'change the value, or leave it out',
  });
  for (const [field, value] of Object.entries(options.resources ?? {})) {
    if (value !== undefined && !QUANTITY.test(value)) invalid(`resources.${field}`, value, "a Kubernetes quantity, like '100m' or '128Mi'");
  }
  for (const field of ['excludeOutboundPorts', 'includeOutboundPorts', 'excludeInboundPorts', 'includeInboundPorts'] as const) {
    for (const port of options[field] ?? []) {
      if (!Number.isInteger(port) || port < 1 || port > MAX_PORT) invalid(field, port, `ports from 1 to ${MAX_PORT}`);
    }
  }
  for (const field of ['excludeOutboundIpRanges', 'includeOutboundIpRanges'] as const) {
    for (const range of options[field] ?? []) {
      if (!CIDR.test(range) && !(range === '*' && field === 'includeOutboundIpRanges')) invalid(field, range, "IP ranges in CIDR form, like '10.0.0.0/8' or '10.1.2.3/32'");
    }
  }
  const { concurrency } = options;
  if (concurrency !== undefined && (!Number.isInteger(concurrency) || concurrency < 0)) invalid('concurrency', concurrency, 'a whole number from 0');
  return [...problems, ...exclusiveProblems(options)];
}

/** Istio reads exclusions only where everything else is included. */
function exclusiveProblems(options: SidecarOptions): Problem[] {
  const pairs = [['includeOutboundIpRanges', 'excludeOutboundIpRanges'], ['includeInboundPorts', 'excludeInboundPorts']] as const;
  return pairs.filter(([include, exclude]) => options[include] && options[exclude]).map(([include, exclude]) => ({
    code: 'workload/exclusion-without-effect',
    what: `\`proxy\` has both \`${include}\` and \`${exclude}\``,
    expected: `one of them: Istio reads ${exclude} only where everything is redirected`,
    fix: `list in \`${include}\` only what is to be redirected, and remove \`${exclude}\``,
  }));
}

function proxyConfig(options: SidecarOptions): string | undefined {
  const config = merge({
    concurrency: options.concurrency,
    holdApplicationUntilProxyStarts: options.holdApplication,
    terminationDrainDuration: options.terminationDrain && `${options.terminationDrain.toSeconds()}s`,
  }, options.rawProxyConfig) as object;
  const plain = sortedPlain(config) as object;
  return Object.keys(plain).length ? JSON.stringify(plain) : undefined;
}
