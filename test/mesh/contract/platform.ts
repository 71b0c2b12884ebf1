import { App, Testing } from 'cdk8s';
import { Findings } from '../../../src/analysis/findings';
import { Cluster } from '../../../src/cluster';
import { Mesh, type MeshProps } from '../../../src/mesh';
import { OpenShift, OssmRelease } from '../../../src/release';
import { DataPlane } from '../../../src/vocabulary';

/** The program of a platform team: an ambient mesh in a cluster of its own. */
export function platform(props: MeshProps = {}) {
  const app = new App();
  const cluster = new Cluster(app, 'east', { name: 'east', openshift: OpenShift.V4_20, appsDomain: 'apps.east.example.com' });
  const mesh = new Mesh(cluster, 'mesh', { release: OssmRelease.V3_3, dataPlane: DataPlane.AMBIENT, ...props });
  return { app, cluster, mesh };
}

/** All objects of a chart, as `Kind namespace/name`. */
export function namesOf(chart: Cluster): string[] {
  return Testing.synth(chart).map((o) => `${o.kind} ${o.metadata.namespace ?? ''}/${o.metadata.name}`);
}

/** One object of a chart. */
export function objectOf(chart: Parameters<typeof Testing.synth>[0], kind: string, name: string): any {
  const found = Testing.synth(chart).filter((o) => o.kind === kind && o.metadata.name === name);
  expect(found).toHaveLength(1);
  return found[0];
}

/** The codes of all errors of a program. */
export function errorsOf(app: App): string[] {
  return Findings.of(app).all().filter((f) => f.severity === 'error').map((f) => f.code);
}

/** The messages of all errors of a program. */
export function messagesOf(app: App): string {
  return Findings.of(app).errorMessages().join('\n');
}

/** The lines of the summary of one kind. */
export function remarksOf(app: App, kind: string): string[] {
  return Findings.of(app).allRemarks().filter((r) => r.kind === kind).map((r) => r.text);
}
