import { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { ContractData, NamespaceData, TenantData } from './contract-data';
import { checkContractedMesh } from './contract-kinds';
import { contractedFacts } from './contracted-facts';
import { ContractedGateway } from './contracted-gateway';
import { clusterProblems, neighbourProblems, wrongMeshProblem } from './contracted-mesh-checks';
import { contractedMeshesBeside, foreignObjectProblems } from './foreign-objects';
import { Grant } from './grant';
import type { MeshContract } from './mesh-contract';
import type { MeshRequests } from './mesh-requests';
import { RequestBook } from './request-book';
import { Findings } from '../../analysis/findings';
import { fail } from '../../analysis/mesh-error';
import { MeshNamespace, type NamespaceEnrolmentOptions, type NamespaceOptions, type NamespaceReference } from '../../namespace';
import type { OssmRelease } from '../../release';
import type { DataPlane } from '../../vocabulary/data-plane';
import type { IMesh, IWaypoint } from '../../vocabulary/interfaces';
import type { MeshFacts } from '../../vocabulary/mesh-facts';
import type { Revision } from '../../vocabulary/revision';
import { RevisionTrack } from '../../vocabulary/revision-track';
import { Waypoint } from '../../waypoint';

/** A mesh that another program makes. */
export interface ContractedMeshProps {
  /** What that program says about it. */
  readonly contract: MeshContract;
  /**
   * The tenant that this program is.
   * @default - the only one of the contract; required where it has several
   */
  readonly tenant?: string;
  /**
   * The name that the mesh must have: a contract of another mesh is an error.
   * @default - any
   */
  readonly meshName?: string;
}

/**
 * A mesh that another program makes, known through its contract.
 *
 * Verbs work as they do on a mesh of this program. What needs an object of the owner is there already within a standing grant;
 * beyond it, it becomes an entry of `requests()`, and the summary says what is not in force until the owner accepts it.
 *
 * A program that writes an object which the contract names as the owner's is refused.
 *
 * *Writes* nothing itself.
 */
export class ContractedMesh extends Construct implements IMesh {
  /** The name of the mesh, which is the name of its `Istio` resource. */
  public readonly meshName: string;
  /** The namespace of the control plane and of mesh-wide configuration. */
  public readonly rootNamespace: string;
  /** The OpenShift Service Mesh release that runs it. */
  public readonly release: OssmRelease;
  /** The trust domain in every identity of the mesh. */
  public readonly trustDomain: string;
  /** The data plane of the mesh; an ambient mesh may hold sidecar namespaces. */
  public readonly dataPlane: DataPlane;
  /** The revision handle that workloads follow unless they are told otherwise. */
  public readonly revision: Revision;
  /**
   * The revision handle of the canary tag.
   * @default - undefined where the mesh has none
   */
  public readonly canaryRevision?: Revision;
  /** The name of the tenant that this program is. */
  public readonly tenantName: string;
  /** The names of the namespaces that the tenant has. */
  public readonly namespaceNames: string[];

  /** @internal */
  public readonly _facts: MeshFacts;
  /** @internal */
  public readonly _contract: MeshContract;
  /** @internal */
  public readonly _tenant: TenantData;
  /** @internal */
  public readonly _book: RequestBook;
  private readonly data: ContractData;
  private readonly handles = new Map<string, MeshNamespace>();

  public constructor(scope: Construct, id: string, props: ContractedMeshProps) {
    super(scope, id);
    checkContractedMesh(this, props);
    this._contract = props.contract;
    this.data = props.contract._data;
    const wrong = wrongMeshProblem(props.contract, props.meshName ?? undefined);
    if (wrong) fail(this, wrong);
    this._tenant = this.findTenant(props.tenant ?? undefined);
    this._book = new RequestBook(this.data, this._tenant);
    this._facts = contractedFacts(this.data, this._book);

    this.meshName = this._facts.name;
    this.rootNamespace = this._facts.rootNamespace;
    this.release = this._facts.release;
    this.trustDomain = this._facts.trustDomain;
    this.dataPlane = this._facts.dataPlane;
    this.revision = this._facts.revision;
    this.canaryRevision = this._facts.canary;
    this.tenantName = this._tenant.name;
    this.namespaceNames = [...this._tenant.namespaces].sort();

    const beside = contractedMeshesBeside<ContractedMesh>(this);
    for (const problem of [...clusterProblems(this, this.data), ...neighbourProblems(this, beside)]) Findings.of(this).add(this, problem);
    beside.push(this);
    Findings.of(this).checkAtSynth(this, () => {
      const sameMesh = beside.filter((m) => m.meshName === this.meshName);
      // one of several handles answers for all
      return sameMesh[0] === this ? foreignObjectProblems(this, this.data, sameMesh.map((m) => m._tenant)) : [];
    });
    const { openshift } = this.data.cluster;
    if (this._facts.openshift.version !== openshift) {
      Findings.of(this).remark(this, 'decided',
        `OpenShift ${openshift} counts as ${this._facts.openshift}, the newest that this version of cdk8s-ossm knows`);
    }
  }

  /**
   * A namespace that the contract grants to this program. Writes nothing.
   *
   * @param name the name of the namespace
   * @param options how its workloads are in the mesh, where that is not what the contract says yet: then its labels are asked for
   * @throws if the namespace is not granted; the error lists those that are
   */
  public namespace(name: string, options: NamespaceEnrolmentOptions = {}): MeshNamespace {
    const known = this.handles.get(name);
    if (known) {
      if (Object.keys(options).length > 0) this.failTwice(name);
      return known;
    }
    const { dataPlane, track, labels } = this.stated(this.granted(name));
    const reference: NamespaceReference = { mesh: this, name, labels, dataPlane: options.dataPlane ?? dataPlane, track: options.track ?? track };
    return this.keep(MeshNamespace.fromName(this, `ns-${name}`, reference));
  }

  /**
   * Makes a namespace that the contract grants to this program, and whose Namespace the owner of the mesh does not write.
   *
   * *Writes* the Namespace, with the labels that enrol it.
   *
   * @param name the name of the namespace
   * @param options data plane, revision, labels
   * @throws if the namespace is not granted, its owner writes the Namespace, or `Grant.ENROL` is not among the grants
   */
  public addNamespace(name: string, options: NamespaceOptions = {}): MeshNamespace {
    this.checkWritable(name);
    return this.keep(new MeshNamespace(this, `ns-${name}`, { ...this.defaults(name), ...options, mesh: this, name }));
  }

  /**
   * Takes a Namespace of this program into the mesh, which the contract grants to this program.
   *
   * *Writes* the labels that enrol it, on that Namespace.
   *
   * @param construct the construct that writes the Namespace, from cdk8s-plus or anything else
   * @param options data plane, revision
   * @throws if it writes no Namespace, the namespace is not granted, or `Grant.ENROL` is not among the grants
   */
  public adopt(construct: IConstruct, options: NamespaceEnrolmentOptions = {}): MeshNamespace {
    const { kind, name } = ApiObject.of(construct);
    if (kind === 'Namespace') this.checkWritable(name);
    const stated = kind === 'Namespace' ? this.defaults(name) : {};
    return this.keep(MeshNamespace.adopt(this, `adopted-${construct.node.addr}`, { ...stated, ...options, mesh: this, construct }));
  }

  /**
   * A gateway of the mesh. Writes nothing.
   *
   * @param name the name of the gateway
   * @throws if the contract has none of that name; the error lists those it has
   */
  public gateway(name: string): ContractedGateway {
    const id = `gateway-${name}`;
    const known = this.node.tryFindChild(id);
    if (known) return known as ContractedGateway;
    const gateway = this.data.gateways.find((g) => g.name === name);
    if (!gateway) this.failUnknown('gateway', name, this.data.gateways.map((g) => `'${g.name}'`));
    return ContractedGateway._create(this, id, { mesh: this, gateway });
  }

  /**
   * A waypoint of the mesh, to be used by namespaces and services that it admits. Writes nothing.
   *
   * @param name the name of the waypoint
   * @param namespace the name of the namespace that it runs in
   * @throws if the contract has no such waypoint; the error lists those it has
   */
  public waypoint(name: string, namespace: string): IWaypoint {
    const id = `waypoint-${namespace}-${name}`;
    const known = this.node.tryFindChild(id);
    if (known) return known as unknown as IWaypoint;
    const waypoint = this.data.waypoints.find((w) => w.name === name && w.namespace === namespace);
    if (!waypoint) {
      this.failUnknown('waypoint', `${namespace}/${name}`, this.data.waypoints.map((w) => `'${w.name}' of namespace '${w.namespace}'`));
    }
    return Waypoint.fromName(this, id, { ...waypoint, traffic: waypoint.traffic as IWaypoint['traffic'], mesh: this });
  }

  /** What this program asks the owner for so far: everything beyond its standing grants, accepted or not. */
  public requests(): MeshRequests {
    return this._book.toRequests();
  }

  private keep(namespace: MeshNamespace): MeshNamespace {
    this.handles.set(namespace.namespaceName, namespace);
    return namespace;
  }

  private findTenant(name: string | undefined): TenantData {
    const { tenants, mesh } = this.data;
    const found = name === undefined && tenants.length === 1 ? tenants[0] : tenants.find((t) => t.name === name);
    if (found) return found;
    const known = tenants.map((t) => `'${t.name}'`).sort().join(', ');
    fail(this, {
      code: 'mesh/tenant-unknown',
      what: name === undefined
        ? `the contract of mesh '${mesh.name}' has ${tenants.length === 0 ? 'no tenant' : `the tenants ${known}, and \`tenant\` names none`}`
        : `the contract of mesh '${mesh.name}' has no tenant '${name}'`,
      expected: tenants.length === 0 ? 'a contract that grants something to this program' : `one of ${known}`,
      fix: tenants.length === 0
        ? 'have the owner of the mesh call `mesh.addTenant(...)` for this team, and take the new contract'
        : name === undefined ? `write \`tenant: '${[...tenants].sort((a, b) => (a.name < b.name ? -1 : 1))[0].name}'\`, or the one that this program is`
          : 'change `tenant`, or have the owner of the mesh add it',
    });
  }

  private granted(name: string): NamespaceData {
    const found = this._tenant.namespaces.includes(name) ? this.data.namespaces.find((n) => n.name === name) : undefined;
    if (found) return found;
    const owner = this.data.tenants.find((t) => t.namespaces.includes(name));
    fail(this, {
      code: 'mesh/namespace-not-granted',
      what: `the contract of mesh '${this.data.mesh.name}' does not grant namespace '${name}' to tenant '${this._tenant.name}'`
        + (owner ? `, but to '${owner.name}'` : ''),
      expected: `one of those it does: ${this._tenant.namespaces.map((n) => `'${n}'`).sort().join(', ') || 'there is none'}`,
      fix: `change the name, or have the owner of the mesh add it: mesh.addTenant('${this._tenant.name}', { namespaces: [..., '${name}'] })`,
    });
  }

  /** How the contract has it. Labels that were asked for count as asked for, so that they stay in the requests. */
  private stated({ name, dataPlane, revision, labels, owned }: NamespaceData) {
    const accepted = this._tenant.accepted.filter((a) => a.namespace === name);
    const standing = Object.fromEntries(Object.entries(labels).filter(([key, value]) => !accepted.some((a) => a.key === key && a.value === value)));
    return {
      dataPlane: dataPlane as DataPlane,
      track: revision === this.data.mesh.canaryRevision ? RevisionTrack.CANARY : undefined,
      labels: owned ? standing : undefined,
    };
  }

  /** What a namespace that this program writes is to be, unless it says otherwise. */
  private defaults(name: string): NamespaceEnrolmentOptions {
    const { dataPlane, track } = this.stated(this.granted(name));
    return { dataPlane, track };
  }

  private checkWritable(name: string): void {
    const { owned } = this.granted(name);
    if (this.handles.has(name)) this.failTwice(name);
    if (owned) {
      fail(this, {
        code: 'mesh/namespace-of-the-owner',
        what: `the owner of mesh '${this.data.mesh.name}' writes the Namespace '${name}'`,
        expected: 'a Namespace that nobody else writes',
        fix: `use mesh.namespace('${name}'), or have the owner grant it with \`createNamespaces: false\``,
      });
    }
    if (this._tenant.grants.includes(Grant.ENROL)) return;
    fail(this, {
      code: 'mesh/enrolment-not-granted',
      what: `tenant '${this._tenant.name}' may not enrol namespace '${name}' with mesh '${this.data.mesh.name}'`,
      expected: 'Grant.ENROL among the grants of the tenant',
      fix: 'have the owner of the mesh grant it',
    });
  }

  private failTwice(name: string): never {
    fail(this, {
      code: 'mesh/namespace-twice',
      what: `the namespace '${name}' has a handle already`,
      expected: 'one handle for a namespace',
      fix: `use the one that exists: mesh.namespace('${name}')`,
    });
  }

  private failUnknown(what: string, name: string, known: string[]): never {
    fail(this, {
      code: `mesh/unknown-${what}`,
      what: `the contract of mesh '${this.data.mesh.name}' has no ${what} '${name}'`,
      expected: known.length > 0 ? `one of those it has: ${known.sort().join(', ')}` : `a contract that has a ${what}; this one has none`,
      fix: `change the name, or have the owner of the mesh add the ${what} and take the new contract`,
    });
  }
}
