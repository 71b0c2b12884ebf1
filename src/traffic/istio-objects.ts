import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { PortDestination } from './destination';
import type { HttpEntry } from './route-table';
import { fail } from '../analysis/mesh-error';
import { Manifest } from '../kube/manifest';
import { dnsSubdomainProblem } from '../kube/names';
import { judgeAtSynth } from '../objects/judge';
import { targetIn } from '../objects/target';
import type { MeshFacts } from '../vocabulary/mesh-facts';

const API_VERSION = 'networking.istio.io/v1';

/** What both kinds take. */
export interface IstioObjectProps {
  /** The mesh that the object is judged for. */
  readonly mesh: MeshFacts;
  readonly name: string;
  readonly namespace: string;
  readonly labels?: { readonly [key: string]: string };
  readonly raw?: unknown;
}

/** An entry of `spec.http` of a VirtualService that looks at nothing but the port of the gateway. */
export interface HttpPortEntry {
  readonly match: readonly { readonly port: number }[];
  readonly route: readonly { readonly destination: PortDestination }[];
}

/** An entry of `spec.tls` of a VirtualService: TLS that the gateway does not end. */
export interface TlsEntry {
  readonly match: readonly { readonly port: number; readonly sniHosts: readonly string[] }[];
  readonly route: readonly { readonly destination: PortDestination }[];
}

/** A VirtualService; without hosts and gateways it is a delegate. */
export interface HostVirtualServiceProps extends IstioObjectProps {
  readonly hosts?: readonly string[];
  readonly gateways?: readonly string[];
  /** Asked when the program is complete. */
  readonly http?: () => readonly (HttpEntry | HttpPortEntry)[];
  /** Asked when the program is complete. */
  readonly tls?: () => readonly TlsEntry[];
}

/** A server of a `Gateway`. */
export interface PlainGatewayServer {
  readonly port: { readonly number: number; readonly name: string; readonly protocol: 'HTTP' | 'HTTPS' | 'TLS' };
  readonly hosts: readonly string[];
  readonly tls?: {
    /** `PASSTHROUGH`: a VirtualService says where to. `AUTO_PASSTHROUGH`: the server name that proxies of the mesh send says it. */
    readonly mode?: 'SIMPLE' | 'PASSTHROUGH' | 'AUTO_PASSTHROUGH';
    readonly credentialName?: string;
    readonly httpsRedirect?: boolean;
  };
}

/** A `Gateway` of networking.istio.io. */
export interface IstioGatewayProps extends IstioObjectProps {
  readonly selector: { readonly [key: string]: string };
  /** Asked when the program is complete. */
  readonly servers: () => readonly PlainGatewayServer[];
}

/** How proxies send to one port of a service. */
export interface PortTraffic {
  readonly port: { readonly number: number };
  readonly tls?: {
    readonly mode: 'SIMPLE';
    readonly sni?: string;
    readonly subjectAltNames?: readonly string[];
    readonly caCertificates?: string;
    readonly credentialName?: string;
  };
  readonly connectionPool?: { readonly http: { readonly h2UpgradePolicy: 'UPGRADE' } };
}

/** A DestinationRule that says something of single ports. */
export interface PortRuleProps extends IstioObjectProps {
  readonly host: string;
  readonly ports: readonly PortTraffic[];
}

/** Writes a VirtualService. */
export function virtualService(scope: Construct, id: string, props: HostVirtualServiceProps): Manifest {
  const { hosts, gateways, http, tls } = props;
  return istioObject(scope, id, 'VirtualService', props, {
    hosts, gateways, http: http && Lazy.any({ produce: http }), tls: tls && Lazy.any({ produce: tls }),
  });
}

/** Writes a DestinationRule. */
export function destinationRule(scope: Construct, id: string, props: PortRuleProps): Manifest {
  const { host, ports } = props;
  return istioObject(scope, id, 'DestinationRule', props, { host, trafficPolicy: { portLevelSettings: ports } });
}

/** Writes a `Gateway` of networking.istio.io. */
export function istioGateway(scope: Construct, id: string, props: IstioGatewayProps): Manifest {
  return istioObject(scope, id, 'Gateway', props, { selector: props.selector, servers: Lazy.any({ produce: props.servers }) });
}

/** Writes an object of networking.istio.io. */
export function istioObject(scope: Construct, id: string, kind: string, props: IstioObjectProps, spec: object): Manifest {
  const { mesh, name, namespace, labels, raw } = props;
  const manifest = new Manifest(scope, id, { apiVersion: API_VERSION, kind, metadata: { name, namespace, labels }, body: { spec }, raw });
  judgeAtSynth(manifest, targetIn(mesh));
  const problem = dnsSubdomainProblem(name);
  if (problem) {
    fail(manifest, {
      code: 'traffic/invalid-name',
      what: `the name '${name}' of the ${kind} is not usable: ${problem}`,
      expected: `a name that Kubernetes accepts for a ${kind}`,
      fix: 'change the name',
    });
  }
  return manifest;
}
