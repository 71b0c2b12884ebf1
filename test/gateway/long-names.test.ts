import { FakeNamespace, json, Program } from './support';
import { Exposure } from '../../src/gateway';

const LONGEST = 'g'.repeat(63);

describe('a gateway with the longest name', () => {
  test('has names and label values that Kubernetes accepts, for hosts of its own too', () => {
    const program = new Program();
    const gateway = program.gateway({ name: LONGEST, namespace: new FakeNamespace(program.mesh, LONGEST) });
    gateway.host('shop').addRoute('web', { backend: program.web });
    const written = program.objects().filter((o) => o.metadata?.namespace === LONGEST);
    expect(written.length).toBeGreaterThan(5);
    for (const { metadata } of written) {
      expect(metadata.name.length).toBeLessThanOrEqual(63);
      for (const value of Object.values<string>(metadata.labels ?? {})) expect(value.length).toBeLessThanOrEqual(63);
    }
    for (const value of Object.values<string>(json(gateway.deployment).spec.template.metadata.labels)) expect(value.length).toBeLessThanOrEqual(63);
    expect(program.codes()).toEqual([]);
  });

  test('cannot have one character more', () => {
    expect(() => new Program().gateway({ name: `${LONGEST}g` })).toThrow(/gateway\/invalid-name/);
  });
});

describe('the host that the router makes up', () => {
  const anyHost = (name: string, namespace: string, options = {}, exposure = Exposure.route()) => {
    const program = new Program();
    program.gateway({ name, namespace: new FakeNamespace(program.mesh, namespace), exposure }).anyHost(options).addRoute('web', { backend: program.web });
    return program;
  };

  test('has room for the name of the Route and the namespace', () => {
    expect(anyHost('g'.repeat(31), 'n'.repeat(31)).codes()).toEqual([]);
    const [finding] = anyHost('g'.repeat(31), 'n'.repeat(32)).findings();
    expect(finding).toMatchObject({ code: 'gateway/made-up-host-too-long', severity: 'error' });
    expect(finding.what).toContain('a label of 64 characters');
  });

  test.each([
    ['the Route has a shorter name', { objectName: 'all' }, undefined],
    ['raw fields state the host', { raw: { route: { spec: { host: 'a.example.com' } } } }, undefined],
    ['raw fields state the subdomain', { raw: { route: { spec: { subdomain: 'a' } } } }, undefined],
    ['the API is told to take other names', { route: { annotations: { 'route.openshift.io/allow-non-dns-compliant-host': 'true' } } }, undefined],
    ['there is no Route', {}, Exposure.clusterIp()],
  ])('does not matter where %s', (_, options, exposure) => {
    expect(anyHost('g'.repeat(40), 'n'.repeat(40), options, exposure).codes()).toEqual([]);
  });
});
