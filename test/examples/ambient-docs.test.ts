import { describeWithCases, manifestsOf } from '../support/cases-dir';
import { exampleOutput } from '../support/example';
import { only, type Rendered } from '../support/objects';

const SET = 'ossm-docs-ambient';

/** A documented object, the object of the example, and every way in which the latter differs on purpose, with the reason. */
const DOCUMENTS: Array<{ file: string; kind: string; name: string; differences: Array<[reason: string, apply: (o: Rendered) => void]> }> = [
  {
    file: '01-ossm_ambient_README.yaml',
    kind: 'Istio',
    name: 'default',
    differences: [
      ['1. the version is written out: what the API server would fill in never changes again, an alias follows the operator', (o) => { o.spec.version = 'v1.30-latest'; }],
      ['2. the update strategy is written out; it is the default', (o) => { o.spec.updateStrategy = { type: 'InPlace' }; }],
    ],
  },
  {
    file: '02-ossm_ambient_README.yaml',
    kind: 'IstioCNI',
    name: 'default',
    differences: [['1. the version is written out, like that of the control plane', (o) => { o.spec.version = 'v1.30-latest'; }]],
  },
  {
    file: '03-ossm_ambient_README.yaml',
    kind: 'ZTunnel',
    name: 'default',
    differences: [
      ['1. the kind is served as v1 from OSSM 3.2.1, where the profile is no field any more', (o) => { o.apiVersion = 'sailoperator.io/v1'; delete o.spec.profile; }],
      ['2. the version is written out, like that of the control plane', (o) => { o.spec.version = 'v1.30-latest'; }],
      ['3. from OSSM 3.4 ztunnel refers to its control plane in place of guessing where it is', (o) => { o.spec.targetRef = { kind: 'Istio', name: 'default' }; }],
    ],
  },
  { file: '11-ossm_ambient_observability.yaml', kind: 'Gateway', name: 'waypoint', differences: [] },
  {
    file: '13-ossm_ambient_waypoint.yaml',
    kind: 'Gateway',
    name: 'waypoint-foo',
    differences: [
      ['1. what the waypoint is for is written out; it is the default', (o) => { o.metadata.labels = { 'istio.io/waypoint-for': 'service' }; }],
      ['2. its own namespace is admitted, too: a selector that leaves it out would lock out the services beside the waypoint', (o) => {
        o.spec.listeners[0].allowedRoutes.namespaces.selector = {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['bookinfo', 'foo'] }],
        };
      }],
    ],
  },
];

describeWithCases('examples/ambient-bookinfo says the same as the documentation, but for what is listed', (root) => {
  const { objects } = exampleOutput('ambient-bookinfo');

  test.each(DOCUMENTS.map((d) => [d.file, d] as const))('%s', (file, { kind, name, differences }) => {
    const [documented] = manifestsOf(root, SET, file);
    differences.forEach(([reason, apply], i) => {
      expect(reason).toMatch(new RegExp(`^${i + 1}\\. .{20,}`));
      const before = JSON.stringify(documented);
      apply(documented);
      expect(JSON.stringify(documented)).not.toBe(before);
    });
    expect(only(objects, kind, name)).toEqual(documented);
  });
});
