import { exampleOutput } from '../../test/support/example';
import type { Rendered } from '../../test/support/objects';

const { files, stdout, objects } = exampleOutput('gateway-api-kinds');
const of = (...kinds: string[]) => objects.filter((o) => kinds.includes(o.kind));
const routes = of('HTTPRoute', 'GRPCRoute', 'TLSRoute');

test('the kinds of Gateway API write what they wrote before', () => {
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});

describe('nothing refers to what is not there', () => {
  test('parents of routes are there, and a listener takes routes of their namespace', () => {
    for (const { metadata, spec } of routes) {
      for (const { kind = 'Gateway', name, namespace = metadata.namespace, sectionName, port } of spec.parentRefs) {
        const parents = of(kind).filter((o) => o.metadata.name === name && o.metadata.namespace === namespace);
        expect(parents).toHaveLength(1);
        if (kind !== 'Gateway') continue;
        const [listener] = parents[0].spec.listeners.filter((l: Rendered) => (sectionName ?? l.name) === l.name && (port ?? l.port) === l.port);
        expect(takes(listener.allowedRoutes?.namespaces, namespace, metadata.namespace)).toBe(true);
      }
    }
  });

  test('a backend of another namespace has a grant there', () => {
    const crossing = routes.flatMap((route) => backendsOf(route).filter(({ namespace }) => namespace).map((backend) => ({ route, backend })));
    expect(crossing.map(({ route, backend }) => `${route.kind} ${backend.name}`).sort())
      .toEqual(['GRPCRoute prices', 'HTTPRoute invoices', 'HTTPRoute items', 'HTTPRoute stock', 'TLSRoute safe']);
    for (const { route, backend } of crossing) {
      const granted = of('ReferenceGrant').filter((o) => o.metadata.namespace === backend.namespace)
        .filter((o) => o.spec.from.some((f: Rendered) => f.kind === route.kind && f.namespace === route.metadata.namespace))
        .filter((o) => o.spec.to.some((t: Rendered) => t.kind === 'Service' && (t.name ?? backend.name) === backend.name));
      expect(granted).toHaveLength(1);
    }
  });

  test('backends and their ports are there', () => {
    for (const route of routes) {
      for (const { kind = 'Service', name, namespace = route.metadata.namespace, port } of backendsOf(route)) {
        if (kind === 'Hostname') continue;
        const [service] = of('Service').filter((o) => o.metadata.name === name && o.metadata.namespace === namespace);
        expect(service.spec.ports.map((p: Rendered) => p.port)).toContain(port);
      }
    }
  });
});

function backendsOf({ spec }: Rendered): Rendered[] {
  return spec.rules.flatMap(({ backendRefs = [] }: Rendered) => backendRefs);
}

function takes(namespaces: Rendered | undefined, own: string, namespace: string): boolean {
  if (namespaces?.from === 'All') return true;
  if (namespaces?.from !== 'Selector') return namespace === own;
  const { matchLabels, matchExpressions } = namespaces.selector;
  return matchLabels ? matchLabels['kubernetes.io/metadata.name'] === namespace : matchExpressions[0].values.includes(namespace);
}
