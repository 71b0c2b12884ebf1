import { json, Program } from './support';
import { MeshNamespace } from '../../src/namespace';
import { DataPlane } from '../../src/vocabulary/data-plane';

/** A program whose namespaces and services are real ones. */
function program(dataPlane: DataPlane) {
  const made = new Program({ dataPlane });
  const ingress = new MeshNamespace(made.cluster, 'ingress', { mesh: made.mesh, name: 'ingress', dataPlane: DataPlane.NONE });
  const books = new MeshNamespace(made.cluster, 'books', { mesh: made.mesh, name: 'books' });
  const reviews = books.addService('reviews', { port: 9080 });
  return { made, ingress, books, reviews };
}

test('a gateway in a namespace of the mesh routes to a service of another one', () => {
  const { made, ingress, reviews } = program(DataPlane.SIDECAR);
  const gateway = made.gateway({ namespace: ingress });
  const host = gateway.host('books');
  host.addRoute('all', { backend: reviews });
  expect(json(host.virtualService).spec.http[0].route).toEqual([{ destination: { host: 'reviews.books.svc.cluster.local', port: { number: 9080 } } }]);
  expect(made.codes()).toEqual([]);
});

test('a namespace that opts out after the gateway was made is an error', () => {
  const { made, ingress } = program(DataPlane.SIDECAR);
  made.gateway({ namespace: ingress });
  ingress.optOut();
  expect(made.codes()).toEqual(['gateway/injection-forbidden']);
});

test('a gateway goes past a waypoint until it is told not to', () => {
  const { made, ingress, books, reviews } = program(DataPlane.AMBIENT);
  books.addWaypoint();
  made.gateway({ namespace: ingress }).host('books').addRoute('all', { backend: reviews });
  expect(made.codes()).toEqual(['warning gateway/goes-past-waypoint']);
  reviews.useWaypointForIngress();
  expect(made.codes()).toEqual([]);
});

test('a Service of the gateway\'s name in its namespace is an error', () => {
  const { made, ingress } = program(DataPlane.SIDECAR);
  ingress.addService('edge', { port: 80 });
  made.gateway({ namespace: ingress });
  expect(made.findings()).toMatchObject([{ what: expect.stringContaining("gateway 'edge' takes the name 'edge' for a Service of namespace 'ingress'") }]);
});
