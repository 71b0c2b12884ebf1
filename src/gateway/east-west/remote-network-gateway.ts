import { isIP } from 'net';
import { type ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { DEFAULT_NAME } from './control-plane';
import type { GatewayAddress } from './gateway-address';
import { hboneListener, mtlsListener } from './gateway-api';
import { networkLabel, portLabel } from './injected';
import { checkRemoteKinds } from './kinds';
import { HBONE_PORT, MTLS_PORT } from './ports';
import { remarkGatewayApiFor } from './preconditions';
import type { Problem } from '../../analysis/finding';
import { Findings } from '../../analysis/findings';
import { stated } from '../../analysis/kinds';
import { Manifest } from '../../kube/manifest';
import { dnsLabelProblem, dnsSubdomainProblem, hostProblem } from '../../kube/names';
import { judgeAtSynth } from '../../objects/judge';
import { targetIn } from '../../objects/target';
import { DataPlane } from '../../vocabulary/data-plane';
import { Identity } from '../../vocabulary/identity';
import type { IMesh, IMeshGateway } from '../../vocabulary/interfaces';
import { GatewayClaims } from '../claims';

/** A gateway of another network that a control plane is told of. */
export interface RemoteNetworkGatewayProps {
  /** The mesh whose control plane is told of it. It needs to be the one that reads configuration: those of remote clusters are not read. */
  readonly mesh: IMesh;
  /** The network that the gateway leads into. */
  readonly network: string;
  /** Where it is. */
  readonly address: GatewayAddress;
  /**
   * Its port for mutual TLS, in an ambient mesh that for HBONE.
   * @default 15443, in an ambient mesh 15008
   */
  readonly port?: number;
  /**
   * The ServiceAccount of its pods, in the namespace of this object. Clients in an ambient mesh let nobody else answer.
   * @default istio-eastwestgateway
   */
  readonly serviceAccount?: string;
  /**
   * The name of the object.
   * @default - `remote-gateway-` and the network
   */
  readonly name?: string;
  /**
   * The namespace of the object; in an ambient mesh that of the gateway in its own cluster.
   * @default - the root namespace of the mesh
   */
  readonly namespaceName?: string;
  /**
   * Raw fields laid over the `Gateway`.
   * @default - none
   */
  readonly raw?: any;
}

/**
 * A gateway somewhere that a control plane cannot see: in a cluster whose API server it does not read, or behind an address that no
 * Service states.
 *
 * *Writes* a `Gateway` of class `istio-remote`, of which Istio makes nothing. It is withheld while the address is not known.
 *
 * @see https://istio.io/latest/docs/setup/install/multicluster/
 */
export class RemoteNetworkGateway extends Construct implements IMeshGateway {
  /** The name of the object. */
  public readonly gatewayName: string;
  /** The namespace of the object. */
  public readonly namespaceName: string;
  /** The network that the gateway leads into. */
  public readonly network: string;
  /** The identity of its pods. */
  public readonly identity: Identity;
  /** Empty: its pods are not in this cluster. */
  public readonly selectorLabels: { [key: string]: string } = {};
  /** The `Gateway`. */
  public readonly gateway: ApiObject;

  public constructor(scope: Construct, id: string, props: RemoteNetworkGatewayProps) {
    super(scope, id);
    checkRemoteKinds(this, props);
    const asked = stated(props);
    const { mesh, network } = asked;
    const facts = mesh._facts;
    const ambient = facts.dataPlane === DataPlane.AMBIENT;
    const { _late: late } = asked.address;
    const serviceAccount = asked.serviceAccount ?? DEFAULT_NAME;
    const port = asked.port ?? (ambient ? HBONE_PORT : MTLS_PORT);
    this.network = network;
    this.gatewayName = asked.name ?? `remote-gateway-${network}`;
    this.namespaceName = asked.namespaceName ?? facts.rootNamespace;
    this.identity = Identity.of(facts.trustDomain, this.namespaceName, serviceAccount);

    const findings = Findings.of(this);
    for (const problem of nameProblems(this.gatewayName, network, port)) findings.add(this, problem);
    // somebody may still state it
    findings.checkAtSynth(this, () => addressProblems(this.gatewayName, late.known));
    GatewayClaims.of(mesh).claimName(this, 'Gateway', this.namespaceName, this.gatewayName, 'set `name` on one of them');
    remarkGatewayApiFor(mesh, 'any gateway of another network');

    const gateway = new Manifest(this, 'Resource', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: {
        name: this.gatewayName,
        namespace: this.namespaceName,
        labels: { ...networkLabel(network), ...(ambient ? {} : portLabel(asked.port)) },
        // Else Istio takes `<name>-istio-remote` for who answers (istio/istio pilot/pkg/serviceregistry/kube/conversion.go, GatewaySA).
        annotations: ambient ? { 'gateway.istio.io/service-account': serviceAccount } : undefined,
      },
      body: {
        spec: {
          gatewayClassName: 'istio-remote',
          // Istio passes over addresses without a type, and what the API server fills in says IPAddress
          addresses: Lazy.any({ produce: () => [{ type: isIP(late.known ?? '') ? 'IPAddress' : 'Hostname', value: late.known }] }),
          listeners: [ambient ? hboneListener(port) : mtlsListener(port)],
        },
      },
      raw: asked.raw,
      waitsFor: [late],
    });
    judgeAtSynth(gateway, targetIn(facts));
    this.gateway = gateway;
  }
}

function nameProblems(name: string, network: string, port: number): Problem[] {
  const problems: Problem[] = [];
  const wrong = [['name', name, dnsSubdomainProblem(name)], ['network', network, dnsLabelProblem(network)]].filter(([, , problem]) => problem !== undefined);
  for (const [what, value, problem] of wrong) {
    problems.push({
      code: 'gateway/east-west-invalid-name',
      what: `the ${what} '${value}' of the gateway of another network is not usable: ${problem}`,
      expected: 'a DNS label',
      fix: `change the ${what}`,
    });
  }
  if (port < 1 || port > 65535) {
    problems.push({
      code: 'gateway/east-west-invalid-port',
      what: `\`port\` of gateway '${name}' is ${port}`,
      expected: 'a port from 1 to 65535',
      fix: 'leave it out for the usual one, or correct it',
    });
  }
  return problems;
}

function addressProblems(name: string, address: string | undefined): Problem[] {
  if (address === undefined || isIP(address)) return [];
  const wrong = /^[\d.]+$/.test(address) ? 'it is no IP address' : hostProblem(address);
  return wrong === undefined ? [] : [{
    code: 'gateway/east-west-invalid-address',
    what: `the address '${address}' of gateway '${name}' is not usable: ${wrong}`,
    expected: 'an IP address or a host name, without port',
    fix: 'correct it',
  }];
}
