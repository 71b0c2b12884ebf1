import { exampleOutput } from '../../test/support/example';
import type { Rendered } from '../../test/support/objects';

const { files, stdout, objects } = exampleOutput('security-kinds');
const of = (...kinds: string[]) => objects.filter((o) => kinds.includes(o.kind));

test('the kinds of security write what they wrote before', () => {
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});

describe('nothing refers to what is not there', () => {
  const { meshConfig } = of('Istio')[0].spec.values;

  test('providers are those of the mesh config, or those that every mesh has, and their services are there', () => {
    const known = meshConfig.extensionProviders.map((p: { name: string }) => p.name);
    const asked = [...of('AuthorizationPolicy').map((o) => o.spec.provider), ...of('Telemetry').flatMap(providersOf)].flatMap((p) => p?.name ?? []);
    expect([...new Set(asked)].sort()).toEqual(['envoy', 'opa', 'otel', 'prometheus']);
    expect(known.sort()).toEqual(['opa', 'otel']);
    const services = of('Service').map((o) => `${o.metadata.name}.${o.metadata.namespace}.svc.cluster.local`);
    for (const { envoyExtAuthzGrpc, opentelemetry } of meshConfig.extensionProviders) {
      expect(services).toContain((envoyExtAuthzGrpc ?? opentelemetry).service);
    }
  });

  test('selectors select pods of their namespace', () => {
    const selecting = objects.filter((o) => o.apiVersion.includes('.istio.io/') && o.spec.selector?.matchLabels);
    expect(selecting.length).toBeGreaterThan(10);
    for (const { kind, metadata, spec } of selecting) {
      const selected = of('Deployment').filter((d) => d.metadata.namespace === metadata.namespace
        && Object.entries(spec.selector.matchLabels).every(([key, text]) => d.spec.template.metadata.labels[key] === text));
      expect([`${kind} ${metadata.name}`, selected.length]).toEqual([`${kind} ${metadata.name}`, 1]);
    }
  });

  test('targets are in the namespace of what is attached to them', () => {
    const attached = objects.filter((o) => o.spec?.targetRefs && o.metadata.name !== 'own-mesh');
    expect(attached.length).toBeGreaterThan(8);
    for (const { metadata: { namespace }, spec: { targetRefs: [{ kind, name }] } } of attached) {
      expect(of(kind).filter((t) => t.metadata.name === name && t.metadata.namespace === namespace)).toHaveLength(1);
    }
  });
});

function providersOf({ spec }: Rendered): { name: string }[] {
  return [...spec.accessLogging ?? [], ...spec.tracing ?? [], ...spec.metrics ?? []].flatMap(({ providers }) => providers ?? []);
}
