import { type ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { type Finding } from '../../src/analysis/finding';
import { Findings } from '../../src/analysis/findings';
import { Cluster } from '../../src/cluster/cluster';
import { InjectedGateway, type InjectedGatewayOptions, type InjectedGatewayProps } from '../../src/gateway';
import { OpenShift, OssmRelease } from '../../src/release';
import { DataPlane } from '../../src/vocabulary/data-plane';
import type { IMesh, IMeshNamespace, IMeshService, MeshServicePort } from '../../src/vocabulary/interfaces';
import type { MeshFacts, NamespaceInternals } from '../../src/vocabulary/mesh-facts';
import { Revision } from '../../src/vocabulary/revision';

export type Json = Record<string, any>;

/** A mesh that only states its facts. */
export class FakeMesh extends Construct implements IMesh {
  public readonly meshName: string;
  public readonly rootNamespace: string;
  public readonly release = OssmRelease.V3_3;
  public readonly trustDomain: string;
  public readonly dataPlane: DataPlane;
  public readonly revision: Revision;
  public readonly canaryRevision?: Revision;
  public readonly _facts: MeshFacts;

  public constructor(scope: Construct, id: string, facts: Partial<MeshFacts> = {}) {
    super(scope, id);
    this._facts = {
      name: 'default',
      release: this.release,
      istioMinor: '1.28',
      rootNamespace: 'istio-system',
      trustDomain: 'cluster.local',
      clusterDomain: 'cluster.local',
      dataPlane: DataPlane.SIDECAR,
      revision: Revision.of('default'),
      discoverySelectors: [],
      openshift: OpenShift.V4_20,
      appsDomain: 'apps.east.example.com',
      imagePullSecrets: [],
      nativeSidecars: true,
      waypointAvailabilityInValues: false,
      registerNamespace: () => undefined,
      ...facts,
    };
    const f = this._facts;
    this.meshName = f.name;
    this.rootNamespace = f.rootNamespace;
    this.trustDomain = f.trustDomain;
    this.dataPlane = f.dataPlane;
    this.revision = f.revision;
    this.canaryRevision = f.canary;
  }
}

export class FakeNamespace extends Construct implements IMeshNamespace {
  public readonly _internals: NamespaceInternals;
  public readonly revision: Revision;
  public readonly labels: { [key: string]: string };

  public constructor(
    public readonly mesh: IMesh, public readonly namespaceName: string, public readonly dataPlane = DataPlane.NONE,
    labels: { [key: string]: string } = {}, writable = true,
  ) {
    super(mesh, `ns-${namespaceName}`);
    this.revision = mesh.revision;
    this.labels = { ...labels };
    this._internals = {
      setLabel: (key, value) => void (this.labels[key] = value),
      hasLabel: (key, value) => this.labels[key] === value,
      labelOf: (key) => this.labels[key],
      written: true,
      writable,
    };
  }
}

export class FakeService extends Construct implements IMeshService {
  public readonly selector = {};
  public constructor(
    public readonly namespace: IMeshNamespace, public readonly serviceName: string, public readonly ports: MeshServicePort[] = [{ port: 9080 }],
  ) {
    super(namespace, serviceName);
  }

  public get host(): string {
    return `${this.serviceName}.${this.namespace.namespaceName}.svc.cluster.local`;
  }
}

/** A program with a mesh, a service `web` in namespace `shop`, and room for gateways. */
export class Program {
  public readonly app = new App();
  public readonly cluster = new Cluster(this.app, 'east', { name: 'east' });
  public readonly mesh: FakeMesh;
  public readonly shop: FakeNamespace;
  public readonly web: FakeService;

  public constructor(facts: Partial<MeshFacts> = {}) {
    this.mesh = new FakeMesh(this.cluster, 'mesh', facts);
    this.shop = new FakeNamespace(this.mesh, 'shop', this.mesh.dataPlane);
    this.web = new FakeService(this.shop, 'web');
  }

  /** A gateway `edge` in namespace `istio-ingress`. */
  public gateway(options: InjectedGatewayOptions & Partial<InjectedGatewayProps> = {}): InjectedGateway {
    const name = options.name ?? 'edge';
    const namespace = options.namespace ?? new FakeNamespace(this.mesh, name === 'edge' ? 'istio-ingress' : name);
    return new InjectedGateway(this.cluster, `gateway-${name}-${namespace.namespaceName}`, { mesh: this.mesh, ...options, namespace, name });
  }

  /** Errors and warnings as they stand. */
  public findings(): Finding[] {
    return Findings.of(this.app).all();
  }

  public codes(): string[] {
    return this.findings().map((f) => `${f.severity === 'warning' ? 'warning ' : ''}${f.code}`);
  }

  public remarks(): string[] {
    return Findings.of(this.app).allRemarks().map((r) => `${r.kind}: ${r.text}`);
  }

  /** Everything that is written. */
  public objects(): Json[] {
    return Chart.of(this.cluster).toJson();
  }

  public kinds(): string[] {
    return this.objects().map((o) => o.kind);
  }

  public one(kind: string, name?: string): Json {
    const found = this.objects().filter((o) => o.kind === kind && (name === undefined || o.metadata.name === name));
    if (found.length !== 1) throw new Error(`${found.length} objects of kind ${kind} ${name ?? ''}`);
    return found[0];
  }
}

export function json(object: ApiObject | undefined): Json {
  if (!object) throw new Error('there is no such object');
  return object.toJson();
}
