import * as fc from 'fast-check';
import { objectOf } from './support';
import { formatPath } from '../../src/analysis/violation';
import { checkSchema } from '../../src/schema';
import { validateAgainstCrds } from '../support/crd-validator';
import { describeWithCrds } from '../support/crds-dir';

/** An object of each kind, with many of its fields. */
const SEEDS: readonly object[] = [
  objectOf('VirtualService', {
    hosts: ['a'],
    gateways: ['mesh'],
    http: [{ name: 'x', match: [{ uri: { prefix: '/' }, headers: { end: { exact: 'b' } }, port: 80 }], route: [{ destination: { host: 'a', subset: 'v1', port: { number: 80 } }, weight: 1 }], timeout: '5s', retries: { attempts: 3 } }],
    tcp: [{ route: [{ destination: { host: 'a' } }] }],
  }),
  objectOf('DestinationRule', { host: 'a', subsets: [{ name: 'v1', labels: { version: 'v1' } }], trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' }, connectionPool: { tcp: { maxConnections: 1 } }, loadBalancer: { simple: 'RANDOM' } } }),
  objectOf('ServiceEntry', { hosts: ['a.example.com'], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }], resolution: 'STATIC', endpoints: [{ address: '10.0.0.1', labels: { a: 'b' } }], exportTo: ['.'] }),
  objectOf('AuthorizationPolicy', { action: 'ALLOW', selector: { matchLabels: { app: 'a' } }, rules: [{ from: [{ source: { principals: ['a'] } }], to: [{ operation: { ports: ['80'] } }], when: [{ key: 'a', values: ['b'] }] }] }),
  objectOf('Telemetry', { tracing: [{ providers: [{ name: 'a' }], randomSamplingPercentage: 1, customTags: { a: { literal: { value: 'b' } } } }], accessLogging: [{ filter: { expression: 'a' } }] }),
  objectOf('HTTPRoute', { parentRefs: [{ name: 'a', sectionName: 'b' }], hostnames: ['a.example.com'], rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'a', port: 80, weight: 1 }], timeouts: { request: '1s' } }] }),
  objectOf('Gateway', { gatewayClassName: 'istio', listeners: [{ name: 'a', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }] }),
  objectOf('Istio', { namespace: 'a', version: 'v1.30.3', updateStrategy: { type: 'InPlace' }, values: { pilot: { env: { A: 'b' }, resources: { requests: { cpu: '1' } } }, meshConfig: { accessLogFile: 'a', enableTracing: true, trustDomain: 'a' } } }),
];

const WRONG = [1, 'text', true, [], {}, { a: 1 }, ['a'], 1.5];

/** One change at one place of a spec. */
interface Change {
  readonly seed: number;
  readonly place: number;
  readonly kind: 'delete' | 'retype' | 'rename' | 'add' | 'duplicate';
  readonly value: number;
}

function changed({ seed, place, kind, value }: Change): object {
  const object = structuredClone(SEEDS[seed % SEEDS.length]) as { spec: object };
  const places: { parent: any; key: string }[] = [];
  const visit = (parent: any) => Object.keys(parent).forEach((key) => {
    places.push({ parent, key });
    if (typeof parent[key] === 'object') visit(parent[key]);
  });
  visit(object.spec);
  const { parent, key } = places[place % places.length];
  const inList = Array.isArray(parent);
  switch (kind) {
    case 'delete': if (inList) parent.splice(Number(key), 1); else delete parent[key]; break;
    case 'retype': parent[key] = structuredClone(WRONG[value % WRONG.length]); break;
    case 'rename': if (!inList) {
      parent[`${key}Xyz`] = parent[key];
      delete parent[key];
    } break;
    case 'add': if (!inList) parent.unheardOf = 1; break;
    case 'duplicate': if (inList) parent.push(structuredClone(parent[Number(key)])); break;
  }
  return object;
}

/*
 * Another validator over the CRDs themselves. It knows neither CEL rules, nor lists that are sets or maps, nor what a field that is of the
 * wrong type hides; so findings are compared by place, for what both judge.
 */
describeWithCrds('changed objects, judged by the tables and by a JSON Schema validator over the CRDs', (root) => {
  test.each([
    { ossm: '3.4', openshift: '4.23', version: 'v1.5.1' }, { ossm: '3.0', openshift: '4.20', version: 'v1.2.1' },
  ])('agree for OSSM $ossm', ({ ossm, openshift, version }) => {
    const neverOfRules = ['schema/wrong-type', 'schema/enum', 'schema/unknown-field', 'schema/not-in-release'];
    const judgedByBoth = [...neverOfRules, 'schema/required', 'schema/pattern', 'schema/bounds', 'schema/one-of'];
    const change = fc.record({ seed: fc.nat(), place: fc.nat(), kind: fc.constantFrom('delete', 'retype', 'rename', 'add', 'duplicate'), value: fc.nat() }) as fc.Arbitrary<Change>;
    let refused = 0;
    fc.assert(fc.property(change, (c) => {
      const object = changed(c);
      const ours = checkSchema(object, { ossm, gatewayApi: { version, channel: 'standard' } }).violations;
      const theirs = validateAgainstCrds([object], { ossm, openshift }, root).errors;
      if (theirs.length) refused++;
      const shared = ours.filter(({ code }) => judgedByBoth.includes(code));
      if (theirs.length) expect({ object, shared }).not.toEqual({ object, shared: [] });
      else expect({ object, shared: shared.filter(({ code }) => neverOfRules.includes(code)) }).toEqual({ object, shared: [] });
      // A field that is unknown to one is unknown to the other, unless it stands in what is of the wrong type.
      const wrong = ours.filter(({ code }) => code === 'schema/wrong-type').map(({ at }) => formatPath(at));
      const unknown = theirs.filter(({ message, path }) => message === 'unknown field' && !wrong.some((at) => path.startsWith(at))).map(({ path }) => path);
      expect(ours.filter(({ code, what }) => code === 'schema/unknown-field' || /is a field/.test(what)).map(({ at }) => formatPath(at)).sort()).toEqual(unknown.sort());
    }), { numRuns: 3000, seed: 7 });
    expect(refused).toBeGreaterThan(1000);
  });
});
