import { AppProtocol, DataPlane, type Mesh, OssmRelease, RevisionTrack, Waypoint, WaypointTraffic } from '../../src';
import { meshProgram } from '../mesh/support';
import { synthError } from '../support/objects';

/** What a program of one namespace ends with, thrown at once or at synth. */
function errorOf(write: (mesh: Mesh) => void): string | undefined {
  const { app, mesh } = meshProgram({ dataPlane: DataPlane.AMBIENT, release: OssmRelease.V3_3 });
  try {
    write(mesh);
  } catch (e) {
    return (e as Error).message;
  }
  return synthError(app);
}

test.each<[string, (mesh: any) => void, RegExp]>([
  ['a namespace whose name is a number', (mesh) => mesh.addNamespace(5), /the name of the namespace is 5, a number[\s\S]*fix: write '5'/],
  ['a namespace without a name', (mesh) => mesh.addNamespace(undefined), /the name of the namespace is not given/],
  ['a reference without a name', (mesh) => mesh.namespace(undefined), /the name of the namespace is not given/],
  ['a data plane by another spelling', (mesh) => mesh.addNamespace('shop', { dataPlane: 'Sidecar' }), /`dataPlane` of namespace 'shop' is 'Sidecar'[\s\S]*write DataPlane\.SIDECAR/],
  ['a track by another spelling', (mesh) => mesh.addNamespace('shop', { track: 'Canary' }), /`track` of namespace 'shop'[\s\S]*write RevisionTrack\.CANARY/],
  ['a workload\'s data plane that nobody knows', (mesh) => mesh.addNamespace('shop').workload({ dataPlane: 'mesh' }), /workload\/wrong-type[\s\S]*SIDECAR, AMBIENT, NONE/],
  ['a service whose name is a number', (mesh) => mesh.addNamespace('shop').addService(7, { port: 80 }), /the name of the service is 7, a number/],
  ['a service that is referred to without a name', (mesh) => mesh.addNamespace('shop').serviceFromName(undefined, { port: 80 }), /the name of the service is not given/],
  ['a protocol that is a word', (mesh) => mesh.addNamespace('shop').addService('web', { port: 80, protocol: 'http' }), /the protocol of its port 80 is 'http'[\s\S]*AppProtocol\.HTTP/],
  ['no construct for a Service', (mesh) => mesh.addNamespace('shop').serviceFromConstruct(undefined), /workload\/not-a-service[\s\S]*no construct/],
  ['a waypoint whose name is a number', (mesh) => mesh.addNamespace('shop').addWaypoint(5), /the name of the waypoint is 5, a number/],
  ['traffic that is a word', (mesh) => mesh.addNamespace('shop').addWaypoint('w', { traffic: 'pods' }), /`traffic` of waypoint 'w' is 'pods'[\s\S]*a member of WaypointTraffic/],
  ['no waypoint to use', (mesh) => mesh.addNamespace('shop').useWaypoint(undefined), /waypoint\/no-waypoint[\s\S]*enrolled with nothing/],
])('%s is an error of its own', (_, write, message) => {
  const error = errorOf(write);
  expect(error).toMatch(message);
  expect(error).not.toMatch(/is not a function|Cannot read/);
});

test('the same of the right type pass', () => {
  expect(errorOf((mesh) => {
    const shop = mesh.addNamespace('shop', { dataPlane: DataPlane.AMBIENT, track: RevisionTrack.PRODUCTION });
    shop.addWaypoint('w', { traffic: WaypointTraffic.ALL });
    shop.addService('web', { port: 80, protocol: AppProtocol.HTTP }).useWaypoint(Waypoint.fromName(mesh, 'theirs', { mesh, name: 'w', namespace: 'shop' }));
    shop.workload({ dataPlane: DataPlane.NONE });
  })).toBeUndefined();
});

test('a name that is none is reported once', () => {
  expect(errorOf((mesh) => void mesh.addNamespace('Shop_1'))!.match(/\[[a-z]+\/invalid-name\]/g)).toHaveLength(1);
});

test('a service whose waypoint gets too long a name is told of the waypoint', () => {
  const error = errorOf((mesh) => void mesh.addNamespace('shop').addService('a'.repeat(60), { port: 80 }).addWaypoint());
  expect(error).toMatch(/waypoint\/invalid-name\].*it has 69 characters/);
});
