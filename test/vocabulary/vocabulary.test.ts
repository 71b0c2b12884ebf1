import { AppProtocol, Availability, DataPlane, DiscoverySelector, Identity, LabelOperator, PathMatch, PathMatchKind, Placement, Revision } from '../../src/vocabulary';

describe('Revision', () => {
  test('the revision default is asked for by istio-injection and sidecar.istio.io/inject', () => {
    const r = Revision.of('default');
    expect(r.namespaceLabels).toEqual({ 'istio-injection': 'enabled' });
    expect(r.podLabels).toEqual({ 'sidecar.istio.io/inject': 'true' });
    expect(r.gatewayLabels).toEqual({});
  });

  test('any other revision is asked for by istio.io/rev, on Gateways too', () => {
    const r = Revision.of('blue');
    for (const labels of [r.namespaceLabels, r.podLabels, r.gatewayLabels]) expect(labels).toEqual({ 'istio.io/rev': 'blue' });
  });

  test('an ambient namespace never carries a revision', () => {
    expect(Revision.of('blue').enrolmentLabels(DataPlane.AMBIENT)).toEqual({ 'istio.io/dataplane-mode': 'ambient' });
    expect(Revision.of('blue').enrolmentLabels(DataPlane.SIDECAR)).toEqual({ 'istio.io/rev': 'blue' });
    expect(Revision.of('blue').enrolmentLabels(DataPlane.NONE)).toEqual({});
  });
});

describe('PathMatch', () => {
  test('a slash at the end of a prefix means nothing', () => {
    expect(PathMatch.prefix('/x/').path).toBe('/x');
    expect(PathMatch.prefix('/').path).toBe('/');
    expect(PathMatch.exact('/x/').path).toBe('/x/');
  });

  test.each(['x', '', '/a b', '/a?b', '/a#b'])('%p is no path to match', (path) => {
    expect(() => PathMatch.prefix(path)).toThrow(/is not a path to match\n +expected: a path that starts with/);
    expect(() => PathMatch.exact(path)).toThrow(/is not a path to match/);
    expect(() => PathMatch.stringPrefix(path)).toThrow(/is not a path to match/);
  });

  test('each kind says what it is', () => {
    expect(PathMatch.stringPrefix('/x').kind).toBe(PathMatchKind.STRING_PREFIX);
    expect(`${PathMatch.exact('/x')}`).toBe('exact /x');
  });
});

describe('Identity', () => {
  test('principal and SPIFFE id follow from trust domain, namespace and ServiceAccount', () => {
    const id = Identity.of('corp.example', 'shop', 'web');
    expect(id.principal).toBe('corp.example/ns/shop/sa/web');
    expect(id.spiffeId).toBe('spiffe://corp.example/ns/shop/sa/web');
  });
});

describe('DiscoverySelector', () => {
  test('a selector that would match everything is refused', () => {
    expect(() => DiscoverySelector.labels({})).toThrow(/matches every namespace/);
    expect(() => DiscoverySelector.conditions([])).toThrow(/matches every namespace/);
  });

  test('values are given exactly where the operator needs them', () => {
    expect(() => DiscoverySelector.conditions([{ key: 'a', operator: LabelOperator.IN }])).toThrow(/has no values\n +expected: at least one value/);
    expect(() => DiscoverySelector.conditions([{ key: 'a', operator: LabelOperator.EXISTS, values: ['x'] }])).toThrow(/has values \(x\)\n +expected: no values/);
    expect(DiscoverySelector.conditions([{ key: 'a', operator: LabelOperator.IN, values: ['x'] }]).matchConditions).toHaveLength(1);
  });
});

describe('Availability', () => {
  test('a range is whole numbers from at least one', () => {
    expect(Availability.autoscaled(2, 5).isRedundant).toBe(true);
    expect(Availability.fixed(1).isRedundant).toBe(false);
    expect(() => Availability.autoscaled(3, 2)).toThrow(/no range of replicas/);
    expect(() => Availability.fixed(0)).toThrow(/no number of replicas/);
    expect(() => Availability.fixed(1.5)).toThrow(/no number of replicas/);
  });
});

test('an operator, a value or a percentage of the wrong kind is named, with what would do', () => {
  expect(() => DiscoverySelector.conditions([{ key: 'a', operator: 'in' as LabelOperator, values: ['x'] }])).toThrow(/operator 'in'\n +expected: one of In, NotIn/);
  expect(() => DiscoverySelector.labels({ mesh: true as unknown as string })).toThrow(/fix: write 'true'/);
  expect(() => Availability.autoscaled(2, 5, { cpuPercent: -5 })).toThrow(/`cpuPercent` is -5/);
  expect(() => PathMatch.prefix('reviews')).toThrow(/fix: write '\/reviews'/);
  expect(() => PathMatch.exact(undefined as unknown as string)).toThrow(/'undefined' is not a path/);
  expect(DiscoverySelector.labels({ mesh: 'true' }).matchLabels).toEqual({ mesh: 'true' });
});

test('the error of a value starts its stack at the caller', () => {
  for (const bad of [() => Availability.fixed(0), () => DiscoverySelector.labels({}), () => PathMatch.prefix('x')]) {
    try {
      bad();
      throw new Error('it passed');
    } catch (e) {
      expect((e as Error).name).toBe('ValueError');
      expect((e as Error).stack!.split('\n').filter((line) => /^\s+at /.test(line))[0]).toContain('vocabulary.test.ts');
    }
  }
});

test('the infrastructure placement selects the nodes and tolerates both their taints', () => {
  const { nodeSelector, tolerations } = Placement.infraNodes().options;
  expect(nodeSelector).toEqual({ 'node-role.kubernetes.io/infra': '' });
  expect(tolerations?.map((t) => t.effect)).toEqual(['NoSchedule', 'NoExecute']);
});

test('routes by path need a protocol that is HTTP', () => {
  expect(AppProtocol.GRPC.isHttp).toBe(true);
  expect(AppProtocol.of('kubernetes.io/h2c').isHttp).toBe(true);
  expect(AppProtocol.TCP.isHttp).toBe(false);
  expect(AppProtocol.HTTPS.isHttp).toBe(false);
});
