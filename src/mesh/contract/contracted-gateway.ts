import { Construct } from 'constructs';
import type { DelegationData, GatewayData } from './contract-data';
import type { ContractedMesh } from './contracted-mesh';
import { standingOf } from './host-standing';
import type { Problem } from '../../analysis/finding';
import { Findings } from '../../analysis/findings';
import { fail } from '../../analysis/mesh-error';
import { requireText } from '../../analysis/require-text';
import { GatewayHost } from '../../gateway/gateway-host';
import { completeHost, objectNameOf } from '../../gateway/host-name';
import type { HostOwner } from '../../gateway/host-owner';
import { RouteDelegate } from '../../gateway/route-delegate';
import { Identity } from '../../vocabulary/identity';
import type { IMeshGateway } from '../../vocabulary/interfaces';
import type { MeshFacts } from '../../vocabulary/mesh-facts';

/** How a host on another program's gateway is to be. */
export interface ContractedHostOptions {
  /**
   * The name of its VirtualService.
   * @default - the host without the apps domain, dots as hyphens
   */
  readonly objectName?: string;
  /**
   * Raw fields laid over the VirtualService: `{ spec: { ... } }`.
   * @default - none
   */
  readonly raw?: any;
}

/** How routes under a prefix of another program's host are to be. */
export interface ContractedDelegationOptions {
  /**
   * The prefix.
   * @default - the only one of the host that is delegated to this program; required where there are several
   */
  readonly prefix?: string;
  /**
   * Raw fields laid over the VirtualService: `{ spec: { ... } }`.
   * @default - none
   */
  readonly raw?: any;
}

/** What a gateway of another program is made of. Not public. */
export interface ContractedGatewayProps {
  readonly mesh: ContractedMesh;
  readonly gateway: GatewayData;
}

/**
 * A gateway that another program makes, known through the contract of its mesh.
 *
 * *Writes* VirtualServices into namespaces of this program, never anything into the gateway's. *Asks* its owner for hosts that are not
 * granted.
 */
export class ContractedGateway extends Construct implements IMeshGateway {
  /** @internal */
  public static _create(scope: Construct, id: string, props: ContractedGatewayProps): ContractedGateway {
    return new ContractedGateway(scope, id, props);
  }

  /** The name of the gateway: its Deployment, Service and `Gateway`. */
  public readonly gatewayName: string;
  /** The namespace of the gateway. */
  public readonly namespaceName: string;
  /** The identity of its pods. */
  public readonly identity: Identity;
  /** The labels that its pods carry. */
  public readonly selectorLabels: { [key: string]: string };
  private readonly mesh: ContractedMesh;
  private readonly hosts = new Map<string, GatewayHost>();

  private constructor(scope: Construct, id: string, { mesh, gateway }: ContractedGatewayProps) {
    super(scope, id);
    this.mesh = mesh;
    this.gatewayName = gateway.name;
    this.namespaceName = gateway.namespace;
    this.selectorLabels = { ...gateway.selector };
    const [trustDomain, , namespace, , serviceAccount] = gateway.identity.split('/');
    this.identity = Identity.of(trustDomain, namespace, serviceAccount);
  }

  /** The hosts that are this program's on this gateway, sorted: granted, or asked for and accepted. */
  public get hostNames(): string[] {
    const { hosts, accepted } = this.mesh._tenant;
    const names = [...hosts, ...accepted].filter((h) => h.gateway === this.gatewayName).map((h) => h.host!);
    return [...new Set(names)].sort();
  }

  /**
   * A host of this gateway, to be routed by this program: the one that was named before, or a new one.
   *
   * *Writes* with the first route a VirtualService, into the namespace of its backend. *Asks* the owner for a host that is not
   * granted; the VirtualService takes no traffic until the owner accepts.
   *
   * @param hostName a full host name, stays as it is; a bare name, completed with the apps domain
   * @param options name and raw fields; on the first call only
   * @throws if the host is somebody else's, or only a prefix of it is this program's
   */
  public host(hostName: string, options: ContractedHostOptions = {}): GatewayHost {
    requireText(this, 'host', hostName);
    const { appsDomain } = this.mesh._facts;
    const { host, problem } = completeHost(hostName, appsDomain);
    const known = this.hosts.get(host);
    if (known) {
      if (options.objectName !== undefined || options.raw !== undefined) this.failOptionsTwice(host);
      return known;
    }
    const made = GatewayHost._create(this, `host-${host}`, {
      owner: this.asHostOwner(),
      host,
      objectName: options.objectName ?? objectNameOf(host, appsDomain, this.gatewayName),
      raw: options.raw,
    });
    if (problem) Findings.of(made).add(made, problem);
    this.hosts.set(host, made);
    return made;
  }

  /**
   * The routes of this program under a prefix of a host that belongs to the owner of the gateway, or to several teams.
   *
   * *Writes* with the first route a VirtualService without hosts and gateways, which the owner's refers to.
   *
   * @param hostName a full host name, stays as it is; a bare name, completed with the apps domain
   * @param options which prefix, where there are several
   * @throws if no such prefix of the host is delegated to this program; the error lists those that are
   */
  public delegation(hostName: string, options: ContractedDelegationOptions = {}): RouteDelegate {
    requireText(this, 'host', hostName);
    const { host } = completeHost(hostName, this.mesh._facts.appsDomain);
    const { prefix, virtualService: { name, namespace } } = this.findDelegation(host, options.prefix);
    const id = `delegation-${namespace}-${name}`;
    const known = this.node.tryFindChild(id);
    if (known) {
      if (options.raw !== undefined) this.failOptionsTwice(host);
      return known as RouteDelegate;
    }
    return new RouteDelegate(this, id, { name, namespace: this.mesh.namespace(namespace), prefix, raw: options.raw });
  }

  private findDelegation(host: string, prefix: string | undefined): DelegationData {
    const all = this.mesh._tenant.delegations.filter((d) => d.gateway === this.gatewayName);
    const ofHost = all.filter((d) => d.host === host);
    const found = prefix === undefined && ofHost.length === 1 ? ofHost[0] : ofHost.find((d) => d.prefix === prefix);
    if (found) return found;
    const shown = (list: DelegationData[]) => list.map((d) => `'${d.prefix}' of '${d.host}'`).sort().join(', ');
    const isOpen = prefix === undefined && ofHost.length > 1;
    fail(this, {
      code: 'mesh/delegation-unknown',
      what: isOpen ? `several prefixes of host '${host}' are delegated to tenant '${this.mesh.tenantName}', and \`prefix\` names none`
        : `no prefix ${prefix === undefined ? '' : `'${prefix}' `}of host '${host}' of gateway '${this.gatewayName}' is delegated to tenant '${this.mesh.tenantName}'`,
      expected: all.length > 0 ? `one of ${shown(isOpen ? ofHost : all)}` : 'a contract that delegates something on this gateway',
      fix: isOpen ? `write \`prefix: '${ofHost[0].prefix}'\`, or the one that is meant`
        : `change it, or have the owner of the mesh delegate: mesh.addTenant('${this.mesh.tenantName}', { delegations: [{ host, prefix }] })`,
    });
  }

  private asHostOwner(): HostOwner {
    const facts: MeshFacts = this.mesh._facts;
    return {
      facts,
      subject: `gateway '${this.gatewayName}'`,
      gatewayReference: (from) => (from === this.namespaceName ? this.gatewayName : `${this.namespaceName}/${this.gatewayName}`),
      claimHost: (host) => this.claim(host),
    };
  }

  private claim(host: GatewayHost): void {
    const { hostName } = host;
    const standing = standingOf(this.mesh._contract._data, this.mesh._tenant, this.gatewayName, hostName);
    Findings.of(host).checkAtSynth(host, () => this.nameProblems(host));
    if (standing.kind === 'granted') return;
    if (standing.kind === 'delegated') {
      fail(this, {
        code: 'mesh/host-delegated-in-part',
        what: `of host '${hostName}' only ${standing.delegations.map((d) => `'${d.prefix}'`).join(', ')} is delegated to tenant '${this.mesh.tenantName}'`,
        expected: 'routes under that prefix',
        fix: `use gateway.delegation('${hostName}') in place of gateway.host(...)`,
      });
    }
    if (standing.kind === 'taken') {
      fail(this, {
        code: 'mesh/host-of-another-owner',
        what: `the host '${hostName}' of gateway '${this.gatewayName}' belongs to ${standing.tenant === undefined ? 'the owner of the gateway' : `tenant '${standing.tenant}'`}`,
        expected: `a host of your own: ${this.hostNames.map((h) => `'${h}'`).join(', ') || 'none is granted yet, one that nobody has can be asked for'}`,
        fix: 'use another host, or have the owner of the gateway delegate a prefix of this one',
      });
    }
    this.mesh._book.requestGatewayHost({ gateway: this.gatewayName, host: hostName, why: `routes for '${hostName}'`, by: host });
  }

  /** Two gateways may have hosts whose short names are the same. */
  private nameProblems(host: GatewayHost): Problem[] {
    const mine = host.virtualService;
    const others = this.mesh.node.findAll().filter((c): c is GatewayHost | RouteDelegate => c !== host
      && (c instanceof GatewayHost || c instanceof RouteDelegate));
    const same = others.find((o) => mine && o.virtualService?.name === mine.name && o.virtualService.metadata.namespace === mine.metadata.namespace);
    if (!same || !mine) return [];
    return [{
      code: 'mesh/object-name-taken',
      what: `VirtualService '${mine.name}' of namespace '${mine.metadata.namespace}' is made here and at ${same.node.path}`,
      expected: 'a different name for each object',
      fix: 'set `objectName` on one of the hosts',
      cause: `${mine.metadata.namespace}/${mine.name}`,
    }];
  }

  private failOptionsTwice(host: string): never {
    fail(this, {
      code: 'mesh/host-options-twice',
      what: `the host '${host}' exists already, and is given options a second time`,
      expected: 'options where it is first named; without them the one that exists is returned',
      fix: 'move the options to the first call',
    });
  }
}
