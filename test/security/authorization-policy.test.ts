import { OssmRelease } from '../../src/release';
import {
  AuthorizationAction, AuthorizationCondition, AuthorizationPolicy, type AuthorizationPolicyProps, PathPattern, Principal, SourceNamespace,
} from '../../src/security/authorization-policy';
import { HttpMethod } from '../../src/vocabulary/http-method';
import { Identity } from '../../src/vocabulary/identity';
import { PathMatch } from '../../src/vocabulary/path-match';
import { PolicyTarget } from '../../src/vocabulary/policy-target';
import { ProviderRef } from '../../src/vocabulary/provider-ref';
import { WorkloadSelector } from '../../src/vocabulary/workload-selector';
import { codes, fakeProgram, only } from '../support/fake-mesh';

function shop() {
  const program = fakeProgram({ release: OssmRelease.V3_4, istioMinor: '1.30' });
  const namespace = program.mesh.addNamespace('shop');
  const web = namespace.serviceFromName('web', { port: 8080, serviceAccount: 'web' });
  const write = (props: Partial<AuthorizationPolicyProps> = {}) =>
    new AuthorizationPolicy(program.chart, 'policy', { name: 'policy', namespace, ...props });
  return { ...program, namespace, web, write, spec: () => only(program.chart, 'AuthorizationPolicy').spec };
}

describe('AuthorizationPolicy', () => {
  test('without rules it lets nothing through, and its spec is empty', () => {
    const { write, spec } = shop();
    write();
    expect(spec()).toEqual({});
  });

  test('an empty rule matches everything', () => {
    const { write, spec } = shop();
    write({ rules: [{}] });
    expect(spec()).toEqual({ rules: [{}] });
  });

  test('who calls', () => {
    const { write, spec, web, mesh } = shop();
    write({
      rules: [{
        from: [
          {
            principals: [Principal.service(web), Principal.of(Identity.of('td', 'ns', 'sa')), Principal.matching('cluster.local/ns/a/*'), Principal.ANY],
            notPrincipals: [Principal.matching('*/sa/b')],
            namespaces: [SourceNamespace.of(mesh.namespace('front'))],
            notNamespaces: [SourceNamespace.matching('test-*')],
            requestPrincipals: ['https://issuer/*'],
            notRequestPrincipals: ['x'],
            ipBlocks: ['10.0.0.0/8'],
            notIpBlocks: ['10.1.0.0/16'],
            remoteIpBlocks: ['192.0.2.0/24'],
            notRemoteIpBlocks: ['192.0.2.1'],
            trustDomains: ['td'],
            notTrustDomains: ['td2'],
          },
          { serviceAccounts: [Identity.of('td', 'ns', 'sa')], notServiceAccounts: [Identity.of('td', 'ns', 'other')] },
        ],
      }],
    });
    expect(spec().rules).toEqual([{
      from: [
        {
          source: {
            principals: ['cluster.local/ns/shop/sa/web', 'td/ns/ns/sa/sa', 'cluster.local/ns/a/*', '*'],
            notPrincipals: ['*/sa/b'],
            namespaces: ['front'],
            notNamespaces: ['test-*'],
            requestPrincipals: ['https://issuer/*'],
            notRequestPrincipals: ['x'],
            ipBlocks: ['10.0.0.0/8'],
            notIpBlocks: ['10.1.0.0/16'],
            remoteIpBlocks: ['192.0.2.0/24'],
            notRemoteIpBlocks: ['192.0.2.1'],
            trustDomains: ['td'],
            notTrustDomains: ['td2'],
          },
        },
        { source: { serviceAccounts: ['ns/sa'], notServiceAccounts: ['ns/other'] } },
      ],
    }]);
  });

  test('what is asked for; a prefix goes by segments', () => {
    const { write, spec } = shop();
    write({
      rules: [{
        to: [{
          hosts: ['*.example.com'],
          notHosts: ['a.example.com'],
          ports: [8080],
          notPorts: [9090],
          methods: [HttpMethod.GET],
          notMethods: [HttpMethod.POST],
          paths: [
            PathPattern.of(PathMatch.prefix('/items')), PathPattern.of(PathMatch.exact('/a')), PathPattern.of(PathMatch.stringPrefix('/b')),
            PathPattern.of(PathMatch.prefix('/')), PathPattern.suffix('.png'), PathPattern.template('/users/{*}/orders/{**}'), PathPattern.ANY,
          ],
          notPaths: [PathPattern.of(PathMatch.exact('/secret'))],
        }],
      }],
    });
    expect(spec().rules[0].to[0].operation).toEqual({
      hosts: ['*.example.com'],
      notHosts: ['a.example.com'],
      ports: ['8080'],
      notPorts: ['9090'],
      methods: ['GET'],
      notMethods: ['POST'],
      paths: ['/items', '/items/*', '/a', '/b*', '/*', '*.png', '/users/{*}/orders/{**}', '*'],
      notPaths: ['/secret'],
    });
  });

  test('further conditions', () => {
    const { write, spec } = shop();
    const values = { values: ['a'] };
    const addresses = { values: ['192.0.2.0/24'] };
    write({
      rules: [{
        when: [
          AuthorizationCondition.header('x-user', { values: ['a'], notValues: ['b'] }), AuthorizationCondition.sourceIp(addresses), AuthorizationCondition.remoteIp(addresses),
          AuthorizationCondition.sourceNamespace(values), AuthorizationCondition.sourcePrincipal(values),
          AuthorizationCondition.requestPrincipal(values),
          AuthorizationCondition.audiences(values), AuthorizationCondition.presenter(values), AuthorizationCondition.claim(['realm', 'roles'], values),
          AuthorizationCondition.destinationIp(addresses), AuthorizationCondition.destinationPort({ values: ['8080'] }), AuthorizationCondition.sni(values),
          AuthorizationCondition.of('experimental.envoy.filters.network.mysql_proxy[db.table]', values),
        ],
      }],
    });
    expect(spec().rules[0].when.map(({ key }: { key: string }) => key)).toEqual([
      'request.headers[x-user]', 'source.ip', 'remote.ip', 'source.namespace', 'source.principal', 'request.auth.principal', 'request.auth.audiences',
      'request.auth.presenter', 'request.auth.claims[realm][roles]', 'destination.ip', 'destination.port', 'connection.sni',
      'experimental.envoy.filters.network.mysql_proxy[db.table]',
    ]);
    expect(spec().rules[0].when[0]).toEqual({ key: 'request.headers[x-user]', values: ['a'], notValues: ['b'] });
  });

  test('actions, selector, and a policy that is only tried', () => {
    const { write, namespace, chart } = shop();
    const tried = write({ action: AuthorizationAction.DENY, rules: [{}], dryRun: true });
    const custom = new AuthorizationPolicy(chart, 'custom', {
      name: 'custom', namespace, action: AuthorizationAction.custom(ProviderRef.of('opa')), selector: WorkloadSelector.labels({ app: 'web' }), rules: [{}],
    });
    expect(tried.apiObject.toJson().metadata.annotations).toEqual({ 'istio.io/dry-run': 'true' });
    expect(custom.apiObject.toJson().spec).toEqual({ action: 'CUSTOM', provider: { name: 'opa' }, selector: { matchLabels: { app: 'web' } }, rules: [{}] });
  });

  test('targets of its own namespace', () => {
    const { write, spec, web } = shop();
    write({ action: AuthorizationAction.DENY, targets: [PolicyTarget.service(web)], rules: [{}] });
    expect(spec()).toMatchObject({ action: 'DENY', targetRefs: [{ group: '', kind: 'Service', name: 'web' }] });
  });

  test('a target of another namespace, and targets beside a selector, are errors', () => {
    const program = shop();
    const items = program.mesh.addNamespace('stock').serviceFromName('items', { port: 80 });
    program.write({ targets: [PolicyTarget.service(items)], selector: WorkloadSelector.labels({ a: 'b' }) });
    expect(codes(program)).toEqual(expect.arrayContaining(['objects/target-in-other-namespace', 'objects/selector-and-targets']));
  });

  test.each([
    ['an action as text', { action: 'deny' as never }, /AuthorizationAction\.DENY/],
    ['a rule that is no map', { rules: ['x' as never] }, /`rules`/],
    ['a principal as text', { rules: [{ from: [{ principals: ['x' as never] }] }] }, /rules\[0\]\.from\[0\]\.principals[\s\S]*Principal\./],
    ['a path as text', { rules: [{ to: [{ paths: ['/x' as never] }] }] }, /PathMatch\.prefix\('\/x'\)|PathPattern/],
    ['a port as text', { rules: [{ to: [{ ports: ['80' as never] }] }] }, /write 80|whole number/],
    ['a condition that is none', { rules: [{ when: [{} as never] }] }, /AuthorizationCondition/],
  ])('%s is refused', (_what, props, message) => {
    const { write } = shop();
    expect(() => write(props as Partial<AuthorizationPolicyProps>)).toThrow(message);
  });

  test('a condition without values, a template without holes and a service without ServiceAccount are refused', () => {
    const { namespace } = shop();
    expect(() => AuthorizationCondition.sni({})).toThrow(/`values`, `notValues` or both/);
    expect(() => PathPattern.template('/x')).toThrow(/\{\*\}/);
    expect(() => PathPattern.suffix('*x')).toThrow(/end like/);
    expect(() => Principal.service(namespace.serviceFromName('db', { port: 1 }))).toThrow(/ServiceAccount of service 'db' is not known/);
    expect(() => Principal.matching('')).toThrow(/not empty/);
    expect(() => SourceNamespace.matching('')).toThrow(/not empty/);
  });
});
