import { type App, Testing } from 'cdk8s';
import { Cluster, Mesh, type MeshProps, OpenShift, OssmRelease } from '../../src';
import { objectsOf, only, type Rendered, synthError } from '../support/objects';

export interface MeshProgram {
  readonly app: App;
  readonly cluster: Cluster;
  readonly mesh: Mesh;
}

/** A program of one mesh in one cluster. */
export function meshProgram(props: MeshProps = {}, openshift: OpenShift = OpenShift.V4_20): MeshProgram {
  const app = Testing.app();
  const cluster = new Cluster(app, 'east', { name: 'east', openshift, appsDomain: 'apps.example.com' });
  const release = props.foundation ? undefined : props.release ?? OssmRelease.V3_3;
  return { app, cluster, mesh: new Mesh(cluster, 'mesh', { release, ...props }) };
}

/** The `Istio` of a program of one mesh. */
export function istioOf(props: MeshProps, openshift?: OpenShift): Rendered {
  return only(objectsOf(meshProgram(props, openshift).cluster), 'Istio');
}

/** The objects of a program of one mesh. */
export function objectsWith(props: MeshProps, openshift?: OpenShift): Rendered[] {
  return objectsOf(meshProgram(props, openshift).cluster);
}

/** The error of a program of one mesh; undefined where it synthesizes. */
export function errorOf(props: MeshProps, openshift?: OpenShift): string | undefined {
  return synthError(meshProgram(props, openshift).app);
}
