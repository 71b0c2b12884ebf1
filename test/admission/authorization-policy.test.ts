import { expectNoCrash, judge, testRows, type Row } from './support/judge';

const SECURITY = { apiVersion: 'security.istio.io/v1' };
const selector = { matchLabels: { app: 'cart' } };
const service = { kind: 'Service', name: 'cart' };
const custom = { action: 'CUSTOM', provider: { name: 'oidc' } };

const from = (source: unknown, rest: object = {}) => ({ ...rest, rules: [{ from: [{ source }] }] });
const to = (operation: unknown, rest: object = {}) => ({ ...rest, rules: [{ to: [{ operation }] }] });
const when = (condition: unknown, rest: object = {}) => ({ ...rest, rules: [{ when: [condition] }] });
const at = { source: 'spec.rules[0].from[0].source', operation: 'spec.rules[0].to[0].operation', condition: 'spec.rules[0].when[0]' };

/** A value of a source, an operation or a condition, and whether it is refused. */
function values(field: string, place: 'source' | 'operation', good: readonly string[], bad: readonly string[]): Row[] {
  const spec = (value: string) => (place === 'source' ? from({ [field]: [value] }) : to({ [field]: [value] }));
  return [
    ...good.map((value): Row => [`'${value}' is a value of ${field}`, spec(value), []]),
    ...bad.map((value): Row => [`'${value}' is no value of ${field}`, spec(value), [`error authorization-policy/value ${at[place]}.${field}[0]`]]),
  ];
}

describe('AuthorizationPolicy', () => {
  describe('its action and provider', () => testRows('AuthorizationPolicy', [
    ['an empty one, which allows nothing, is right', {}, []],
    ['no rules with ALLOW is right', { action: 'ALLOW', rules: [] }, []],
    ['one empty rule is right with every action', { action: 'DENY', rules: [{}] }, []],
    ['DENY without rules is refused', { action: 'DENY' }, ['error authorization-policy/no-rules spec.rules']],
    ['DENY with a list of no rules is refused', { action: 'DENY', rules: [] }, ['error authorization-policy/no-rules spec.rules']],
    ['AUDIT without rules is right', { action: 'AUDIT' }, []],
    ['CUSTOM with a provider and a rule is right', { ...custom, rules: [{}] }, []],
    ['CUSTOM without rules is refused', custom, ['error authorization-policy/no-rules spec.rules']],
    ['CUSTOM without provider is refused', { action: 'CUSTOM', rules: [{}] }, ['error authorization-policy/no-provider spec.provider.name']],
    ['CUSTOM with a provider without name is refused', { ...custom, provider: {}, rules: [{}] }, ['error authorization-policy/no-provider spec.provider.name']],
    ['a provider without CUSTOM is refused', { provider: { name: 'oidc' } }, ['error authorization-policy/provider-without-custom spec.provider']],
    ['a provider that is empty is one, too', { action: 'DENY', provider: {}, rules: [{}] }, ['error authorization-policy/provider-without-custom spec.provider']],
    ['actions may be numbers', { action: 1 }, ['error authorization-policy/no-rules spec.rules']],
    ['an action that is none is left to the schema', { action: 'REFUSE', provider: { name: 'a' } }, []],
  ], SECURITY));

  describe('what it is attached to', () => testRows('AuthorizationPolicy', [
    ['a selector is right', { selector }, []],
    ['a selector without labels is warned of', { selector: {} }, ['warning selector/no-labels spec.selector']],
    ['a wildcard in a selector is refused', { selector: { matchLabels: { app: 'c*' } } }, ['error selector/wildcard spec.selector.matchLabels.app']],
    ['a Service is right', { targetRefs: [service, { ...service, group: '' }, { ...service, group: 'core' }] }, []],
    ['a selector beside a reference is refused', { selector, targetRefs: [service] }, ['error target-ref/beside-selector spec']],
    ['a selector beside no references is right', { selector, targetRefs: [] }, []],
    ['two ways of reference are refused', { targetRef: service, targetRefs: [service] }, ['error target-ref/beside-selector spec']],
    ['a Deployment is no target', { targetRefs: [{ group: 'apps', kind: 'Deployment', name: 'cart' }] }, ['error target-ref/kind spec.targetRefs[0]']],
  ], SECURITY));

  describe('sources', () => testRows('AuthorizationPolicy', [
    ['an item without source is refused', { rules: [{ from: [{}] }] }, ['error authorization-policy/no-source spec.rules[0].from[0].source']],
    ['an empty source is refused', from({}), [`error authorization-policy/empty-source ${at.source}`]],
    ['a source of empty lists is refused', from({ principals: [], ipBlocks: [] }), [`error authorization-policy/empty-source ${at.source}`]],
    ['a field that is not known may be what was meant', from({ principal: ['a'] }), []],
    ['a list of no sources is warned of: it means all', { rules: [{ from: [] }] }, ['warning authorization-policy/empty-from spec.rules[0].from']],
    ['service accounts beside principals are refused', from({ serviceAccounts: ['a'], notPrincipals: ['b'] }), [`error authorization-policy/accounts-beside-names ${at.source}`]],
    ['service accounts beside addresses are right', from({ serviceAccounts: ['a'], ipBlocks: ['10.0.0.0/8'] }), []],
    ['more than 16 service accounts are refused', from({ serviceAccounts: Array(17).fill('a') }), [`error authorization-policy/too-many-values ${at.source}.serviceAccounts`]],
    ['every wrong value is told', from({ ipBlocks: ['1.2.3', '::1', 'x'] }), [0, 2].map((i) => `error authorization-policy/value ${at.source}.ipBlocks[${i}]`)],
    ...values('principals', 'source', ['*', 'cluster.local/ns/shop/sa/cart'], ['']),
    ...values('notNamespaces', 'source', ['shop', 'shop-*'], ['']),
    ...values('remoteIpBlocks', 'source', ['10.1.2.3', '10.0.0.0/8', '2001:db8::/32', '::1'], ['', '10.1', '10.0.0.0/33', '010.0.0.1', '10.0.0.0/8/8']),
    ...values('notServiceAccounts', 'source', ['cart', 'shop/cart'], ['', '*', 'shop/*', 'shop/', '/cart', 'a/b/c', 'x'.repeat(321)]),
    ...values('trustDomains', 'source', ['cluster.local', '*', '*.local', 'cluster.*'], ['', 'a*b', '*a*', 'cluster.local/ns/shop']),
  ], SECURITY));

  describe('operations', () => testRows('AuthorizationPolicy', [
    ['an item without operation is refused', { rules: [{ to: [{}] }] }, ['error authorization-policy/no-operation spec.rules[0].to[0].operation']],
    ['an empty operation is refused', to({}), [`error authorization-policy/empty-operation ${at.operation}`]],
    ['a list of no operations is warned of: it means all', { rules: [{ to: [] }] }, ['warning authorization-policy/empty-to spec.rules[0].to']],
    ...values('ports', 'operation', ['0', '80', '65535', '080'], ['', '65536', '-1', '+80', 'http', '80-90']),
    ...values('notMethods', 'operation', ['GET', '*'], ['']),
    ...values('hosts', 'operation', ['shop.example.com', '*.example.com'], ['']),
    ...values('paths', 'operation', ['/a', '/a/*', '*', '/{*}/b', '/a/{**}'], ['', '/a{*}', '/{id}', '/{**}/b/{*}']),
  ], SECURITY));

  describe('conditions', () => testRows('AuthorizationPolicy', [
    ['a header is right', when({ key: 'request.headers[x-token]', values: ['a'] }), []],
    ['a claim is right', when({ key: 'request.auth.claims[realm][roles]', notValues: ['a'] }), []],
    ['a header without name is refused', when({ key: 'request.headers', values: ['a'] }), [`error authorization-policy/attribute ${at.condition}.key`]],
    ['nothing in brackets is refused', when({ key: 'request.headers[]', values: ['a'] }), [`error authorization-policy/attribute ${at.condition}.key`]],
    ['a claim without bracket at its end is refused', when({ key: 'request.auth.claims[a', values: ['a'] }), [`error authorization-policy/attribute ${at.condition}.key`]],
    ['no key is refused', when({ values: ['a'] }), [`error authorization-policy/no-key ${at.condition}.key`]],
    ['no values are refused', when({ key: 'source.namespace' }), [`error authorization-policy/no-condition-values ${at.condition}`]],
    ['an empty value is refused', when({ key: 'source.namespace', notValues: [''] }), [`error authorization-policy/value ${at.condition}.notValues[0]`]],
    ['an attribute that nobody knows is refused', when({ key: 'source.pod', values: ['a'] }), [`error authorization-policy/attribute ${at.condition}.key`]],
    ['labels of the destination are for the selector', when({ key: 'destination.labels[app]', values: ['a'] }), [`error authorization-policy/attribute ${at.condition}.key`]],
    ['the namespace of the destination is that of the policy', when({ key: 'destination.namespace', values: ['a'] }), [`error authorization-policy/attribute ${at.condition}.key`]],
    ['addresses are checked', when({ key: 'remote.ip', values: ['10.0.0.0/8', 'x'] }), [`error authorization-policy/value ${at.condition}.values[1]`]],
    ['ports are checked', when({ key: 'destination.port', values: ['http'] }), [`error authorization-policy/value ${at.condition}.values[0]`]],
    ['service accounts are checked', when({ key: 'source.serviceAccount', values: ['*'] }), [`error authorization-policy/value ${at.condition}.values[0]`]],
    ['trust domains are checked', when({ key: 'source.trustDomain', values: ['a*b'] }), [`error authorization-policy/value ${at.condition}.values[0]`]],
    ['service accounts came with Istio 1.26', when({ key: 'source.serviceAccount', values: ['a'] }), [`error authorization-policy/attribute ${at.condition}.key`], { istio: '1.24' }],
    ['trust domains came with Istio 1.30', when({ key: 'source.trustDomain', values: ['a'] }), [`error authorization-policy/attribute ${at.condition}.key`], { istio: '1.28' }],
  ], SECURITY));

  describe('what an external authorizer cannot be limited by', () => testRows('AuthorizationPolicy', [
    ['addresses are right', from({ ipBlocks: ['10.0.0.0/8'], notRemoteIpBlocks: ['10.0.0.1'] }, custom), []],
    ...['principals', 'notRequestPrincipals', 'namespaces', 'notServiceAccounts', 'trustDomains'].map((field): Row => [
      `${field} are refused`, from({ [field]: ['a'] }, custom), [`error authorization-policy/custom-identity ${at.source}.${field}`],
    ]),
    ...['source.namespace', 'source.principal', 'source.serviceAccount', 'source.trustDomain', 'request.auth.claims[a]', 'request.auth.principal'].map((key): Row => [
      `${key} is refused`, when({ key, values: ['a'] }, custom), [`error authorization-policy/custom-identity ${at.condition}.key`],
    ]),
    ['a header is right', when({ key: 'request.headers[x]', values: ['a'] }, custom), []],
  ], SECURITY));

  describe('rules that deny all of TCP', () => {
    const DENIES_TCP = ['warning authorization-policy/denies-all-tcp spec.rules[0]'];
    testRows('AuthorizationPolicy', [
      ['a path alone denies all of TCP', to({ paths: ['/admin'] }, { action: 'DENY' }), DENIES_TCP],
      ['a path with a port does not', to({ paths: ['/admin'], ports: ['80'] }, { action: 'DENY' }), []],
      ['a path that is allowed does not', to({ paths: ['/admin'] }, { action: 'ALLOW' }), []],
      ['a principal of a token alone does', from({ requestPrincipals: ['*'] }, { action: 'DENY' }), DENIES_TCP],
      ['a principal of a connection does not', from({ principals: ['*'] }, { action: 'DENY' }), []],
      ['a principal of a connection with a path does', { action: 'DENY', rules: [{ from: [{ source: { principals: ['*'] } }], to: [{ operation: { paths: ['/a'] } }] }] }, DENIES_TCP],
      ['a rule of conditions does not', when({ key: 'request.headers[x]', values: ['a'] }, { action: 'DENY' }), []],
      ['an empty rule does what it says', { action: 'DENY', rules: [{}] }, []],
    ], SECURITY);
  });

  test('values of wrong types bring no check down', () => expectNoCrash('AuthorizationPolicy', {
    action: 'CUSTOM',
    provider: { name: 'a' },
    selector,
    targetRef: service,
    targetRefs: [service],
    rules: [{
      from: [{ source: { ipBlocks: ['10.0.0.0/8'], serviceAccounts: ['a'] } }],
      to: [{ operation: { ports: ['80'], paths: ['/{*}'] } }],
      when: [{ key: 'source.ip', values: ['10.0.0.1'] }],
    }],
  }, SECURITY));

  test('a value of a wrong type is no empty one', () => {
    expect(judge('AuthorizationPolicy', from({ principals: 'a' }), SECURITY)).toEqual([]);
    expect(judge('AuthorizationPolicy', when({ key: 5, values: ['a'] }), SECURITY)).toEqual([]);
    expect(judge('AuthorizationPolicy', { action: 'CUSTOM', provider: 'a', rules: [{}] }, SECURITY)).toEqual([]);
  });
});
