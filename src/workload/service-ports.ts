import { type ServicePortOptions, type ServicePortsOptions, TransportProtocol } from './service-options';
import type { Problem } from '../analysis/finding';
import type { ServicePort } from '../kube/core/service';
import { isPlainMap } from '../kube/merge';
import { dnsLabelProblem, portNameProblem } from '../kube/names';
import { AppProtocol } from '../vocabulary/app-protocol';
import type { MeshServicePort } from '../vocabulary/interfaces';

const MAX_PORT = 65535;

/** Ports as the Service has them, with what is wrong with them. */
export interface ResolvedPorts {
  readonly ports: (ServicePort & { readonly name: string })[];
  readonly problems: Problem[];
}

/** The ports that the options mean, each with a name. */
export function resolvePorts(options: ServicePortsOptions & { readonly targetPort?: number }): ResolvedPorts {
  const given = givenPorts(options);
  const problems = [...whichProblems(options, given), ...given.flatMap(portProblems)];
  const used = new Set(given.map((p) => p.name));
  const ports = given.map((p) => {
    const name = p.name ?? freeName(p, used);
    used.add(name);
    const { port, transport } = p;
    return { name, port, targetPort: p.targetPortName ?? p.targetPort, protocol: transport, appProtocol: protocolOf(p)?.name };
  });
  return { ports, problems: [...problems, ...doubleProblems(ports)] };
}

/** What routes and policies need to know of ports, whether they are ours or read from a rendered Service. */
export function meshPorts(ports: readonly unknown[]): MeshServicePort[] {
  return ports.filter(isPlainMap).map((p) => ({
    port: p.port as number,
    name: p.name as string | undefined,
    protocol: (p.appProtocol as string | undefined) ?? protocolOfName(p),
  }));
}

/** Istio reads the protocol off a port's name where `appProtocol` says none: up to the first hyphen. */
function protocolOfName({ name, protocol }: { readonly [key: string]: unknown }): string | undefined {
  if (protocol !== undefined && protocol !== TransportProtocol.TCP) return String(protocol).toLowerCase();
  const known = ['http', 'http2', 'grpc', 'grpc-web', 'https', 'tls', 'tcp', 'mongo', 'mysql', 'redis'];
  if (typeof name !== 'string') return undefined;
  if (name === 'grpc-web' || name.startsWith('grpc-web-')) return 'grpc-web';
  const prefix = name.split('-')[0];
  return known.includes(prefix) ? prefix : undefined;
}

function givenPorts({ port, protocol, ports, targetPort }: ServicePortsOptions & { readonly targetPort?: number }): ServicePortOptions[] {
  return [...(port === undefined ? [] : [{ port, protocol, targetPort }]), ...(ports ?? [])];
}

function protocolOf({ protocol, transport = TransportProtocol.TCP }: ServicePortOptions): AppProtocol | undefined {
  return protocol ?? (transport === TransportProtocol.TCP ? AppProtocol.HTTP : undefined);
}

/** The first port of a protocol is called like it; the number comes to the name of the others, so that a new port renames none. */
function freeName(port: ServicePortOptions, used: ReadonlySet<string | undefined>): string {
  const base = (protocolOf(port)?.name ?? String(port.transport ?? 'tcp').toLowerCase()).split('/').pop()!.toLowerCase().replace(/[^a-z0-9-]/g, '-');
  return used.has(base) ? `${base}-${port.port}` : base;
}

function whichProblems({ port, ports, protocol, targetPort }: ServicePortsOptions & { targetPort?: number }, given: ServicePortOptions[]): Problem[] {
  if (given.length === 0) {
    return [problem('it has no port', 'at least one port', 'say `port`, or `ports`')];
  }
  if (port !== undefined && ports !== undefined) {
    return [problem(`it has \`port\` ${port} and \`ports\` too`, 'one of them', 'list all ports in `ports`')];
  }
  const lost = [protocol && '`protocol`', targetPort !== undefined && '`targetPort`'].filter(Boolean);
  return port === undefined && lost.length
    ? [problem(`it has ${lost.join(' and ')} beside \`ports\``, 'them in the entries of `ports`', 'move them there')] : [];
}

function portProblems({ port, name, targetPort, targetPortName, transport, protocol }: ServicePortOptions): Problem[] {
  const problems: Problem[] = [];
  if (protocol !== undefined && protocol !== null && typeof protocol.name !== 'string') {
    problems.push(problem(`the protocol of its port ${port} is '${String(protocol)}'`, 'an AppProtocol', 'write a member such as AppProtocol.HTTP, or AppProtocol.of(...)'));
  }
  for (const [what, number] of [['port', port], ['target port', targetPort]] as const) {
    if (number !== undefined && (!Number.isInteger(number) || number < 1 || number > MAX_PORT)) {
      problems.push(problem(`its ${what} is ${number}`, `a whole number from 1 to ${MAX_PORT}`, 'change the number'));
    }
  }
  const badName = name === undefined ? undefined : dnsLabelProblem(name);
  if (badName) problems.push(problem(`the name '${name}' of port ${port} is not usable: ${badName}`, 'a DNS label', 'change the name'));
  const badTarget = targetPortName === undefined ? undefined : portNameProblem(targetPortName);
  if (badTarget) {
    problems.push(problem(`the target port '${targetPortName}' of port ${port} is not usable: ${badTarget}`, 'the name of a container port', 'change it'));
  }
  if (targetPort !== undefined && targetPortName !== undefined) {
    problems.push(problem(`port ${port} has \`targetPort\` and \`targetPortName\``, 'one of them', 'remove one'));
  }
  if (protocol && transport !== undefined && transport !== TransportProtocol.TCP) {
    problems.push(problem(`port ${port} speaks ${protocol.name} over ${transport}`, 'an application protocol on TCP ports only', 'remove `protocol`, or `transport`'));
  }
  return problems;
}

function doubleProblems(ports: readonly ServicePort[]): Problem[] {
  const numbers = ports.map((p) => `${p.port}/${p.protocol ?? TransportProtocol.TCP}`);
  const twice = new Set(numbers.filter((n, i) => numbers.indexOf(n) !== i));
  return [...twice].map((n) => problem(`it has port ${n} twice`, 'different ports', 'remove one'));
}

function problem(what: string, expected: string, fix: string): Problem {
  return { code: 'workload/invalid-port', what, expected, fix };
}
