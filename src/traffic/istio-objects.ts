import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { HttpEntry } from './route-table';
import { fail } from '../analysis/mesh-error';
import { Manifest } from '../kube/manifest';
import { dnsSubdomainProblem } from '../kube/names';

const API_VERSION = 'networking.istio.io/v1';

/** What both kinds take. */
interface IstioObjectProps {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: { readonly [key: string]: string };
  readonly raw?: unknown;
}

/** A VirtualService; without hosts and gateways it is a delegate. */
export interface VirtualServiceProps extends IstioObjectProps {
  readonly hosts?: readonly string[];
  readonly gateways?: readonly string[];
  /** Asked when the program is complete. */
  readonly http: () => readonly HttpEntry[];
}

/** A server of a `Gateway`. */
export interface GatewayServer {
  readonly port: { readonly number: number; readonly name: string; readonly protocol: 'HTTP' | 'HTTPS' };
  readonly hosts: readonly string[];
  readonly tls?: { readonly mode?: 'SIMPLE'; readonly credentialName?: string; readonly httpsRedirect?: boolean };
}

/** A `Gateway` of networking.istio.io. */
export interface IstioGatewayProps extends IstioObjectProps {
  readonly selector: { readonly [key: string]: string };
  /** Asked when the program is complete. */
  readonly servers: () => readonly GatewayServer[];
}

/** Writes a VirtualService. */
export function virtualService(scope: Construct, id: string, props: VirtualServiceProps): Manifest {
  const { hosts, gateways, http } = props;
  return istioObject(scope, id, 'VirtualService', props, { hosts, gateways, http: Lazy.any({ produce: http }) });
}

/** Writes a `Gateway` of networking.istio.io. */
export function istioGateway(scope: Construct, id: string, props: IstioGatewayProps): Manifest {
  return istioObject(scope, id, 'Gateway', props, { selector: props.selector, servers: Lazy.any({ produce: props.servers }) });
}

function istioObject(scope: Construct, id: string, kind: string, { name, namespace, labels, raw }: IstioObjectProps, spec: object): Manifest {
  const manifest = new Manifest(scope, id, { apiVersion: API_VERSION, kind, metadata: { name, namespace, labels }, body: { spec }, raw });
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
