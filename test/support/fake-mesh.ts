import { type App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import type { Finding } from '../../src/analysis/finding';
import { Findings } from '../../src/analysis/findings';
import { MeshNamespace } from '../../src/namespace/mesh-namespace';
import type { NamespaceOptions, NamespaceReferenceOptions } from '../../src/namespace/namespace-options';
import { OpenShift, OssmRelease } from '../../src/release';
import { DataPlane } from '../../src/vocabulary/data-plane';
import type { IMesh } from '../../src/vocabulary/interfaces';
import type { MeshFacts, NamespaceFacts } from '../../src/vocabulary/mesh-facts';
import { Revision } from '../../src/vocabulary/revision';

/** A mesh that is nothing but its facts. */
export class FakeMesh extends Construct implements IMesh {
  public readonly _facts: MeshFacts;
  public readonly registered: NamespaceFacts[] = [];

  public constructor(scope: Construct, facts: Partial<MeshFacts> = {}, id = 'mesh') {
    super(scope, id);
    this._facts = {
      name: 'default',
      release: OssmRelease.V3_3,
      istioMinor: '1.28',
      rootNamespace: 'istio-system',
      trustDomain: 'cluster.local',
      clusterDomain: 'cluster.local',
      dataPlane: DataPlane.SIDECAR,
      revision: Revision.of('default'),
      discoverySelectors: [],
      openshift: OpenShift.V4_20,
      imagePullSecrets: [],
      nativeSidecars: false,
      waypointAvailabilityInValues: false,
      registerNamespace: (namespace) => void this.registered.push(namespace),
      ...facts,
    };
  }

  public get meshName() { return this._facts.name; }
  public get rootNamespace() { return this._facts.rootNamespace; }
  public get release() { return this._facts.release; }
  public get trustDomain() { return this._facts.trustDomain; }
  public get dataPlane() { return this._facts.dataPlane; }
  public get revision() { return this._facts.revision; }
  public get canaryRevision() { return this._facts.canary; }

  public addNamespace(name: string, options: NamespaceOptions = {}): MeshNamespace {
    return new MeshNamespace(this, name, { ...options, mesh: this, name });
  }

  public namespace(name: string, options: NamespaceReferenceOptions = {}): MeshNamespace {
    return MeshNamespace.fromName(this, name, { ...options, mesh: this, name });
  }
}

/** A program with one mesh in one chart. */
export interface FakeProgram {
  readonly app: App;
  readonly chart: Chart;
  readonly mesh: FakeMesh;
}

/** A program with one mesh in one chart. */
export function fakeProgram(facts: Partial<MeshFacts> = {}): FakeProgram {
  const app = Testing.app();
  const chart = new Chart(app, 'chart');
  return { app, chart, mesh: new FakeMesh(chart, facts) };
}

/** A program with one ambient mesh. */
export function ambientProgram(facts: Partial<MeshFacts> = {}): FakeProgram {
  return fakeProgram({ dataPlane: DataPlane.AMBIENT, ...facts });
}

/** All that a chart renders, in order. */
export function rendered(chart: Chart): any[] {
  return Testing.synth(chart);
}

/** The objects of a kind. */
export function ofKind(chart: Chart, kind: string): any[] {
  return rendered(chart).filter((o) => o.kind === kind);
}

/** The one object of a kind. */
export function only(chart: Chart, kind: string): any {
  const found = ofKind(chart, kind);
  expect(found).toHaveLength(1);
  return found[0];
}

/** The findings of a program, late ones included. */
export function findings({ app }: FakeProgram): Finding[] {
  return Findings.of(app).all();
}

/** The codes of the findings of a program, a warning's with a question mark. */
export function codes(program: FakeProgram): string[] {
  return findings(program).map((f) => (f.severity === 'warning' ? `${f.code}?` : f.code));
}

/** The lines of the summary of one kind. */
export function remarks({ app }: FakeProgram, kind: string): string[] {
  return Findings.of(app).allRemarks().filter((r) => r.kind === kind).map((r) => r.text);
}

/** The labels of the only Namespace in a chart. */
export function namespaceLabels(chart: Chart): { [key: string]: string } {
  return only(chart, 'Namespace').metadata.labels ?? {};
}
