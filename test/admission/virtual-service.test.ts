import { expectNoCrash, judge, testRows, type Row } from './support/judge';

const ROUTE = [{ destination: { host: 'reviews' } }];
const GATEWAY = { gateways: ['ingress/shop'] };

/** A VirtualService with one http route. */
const http = (route: object, more: object = {}) => ({ hosts: ['shop.example.com'], http: [{ route: ROUTE, ...route }], ...more });
const vs = (rows: readonly Row[]) => testRows('VirtualService', rows);
const said = (problem: string, place: string) => [`error ${problem.includes('/') ? problem : `virtual-service/${problem}`} spec${place}`];

describe('hosts', () => {
  const hosts = (...names: string[]) => http({}, { hosts: names });
  vs([
    ['a name is right', hosts('shop.example.com'), []],
    ['a short name is right', hosts('reviews'), []],
    ['a wildcard is right', hosts('*.example.com'), []],
    ['a dot may close a name', hosts('shop.example.com.'), []],
    ['an address is right', hosts('10.0.0.1', '::1'), []],
    ['a URL is refused', hosts('http://shop.example.com'), said('host-syntax', '.hosts[0]')],
    ['a port is refused', hosts('shop.example.com:80'), said('host-syntax', '.hosts[0]')],
    ['an empty host is refused', hosts(''), said('host-syntax', '.hosts[0]')],
    ['a wildcard inside is refused', hosts('shop.*.com'), said('host-syntax', '.hosts[0]')],
    ['all hosts in the mesh are refused', hosts('*'), said('all-hosts-in-mesh', '.hosts[0]')],
    ['all hosts at a gateway are right', http({}, { hosts: ['*'], ...GATEWAY }), []],
    ['all hosts at a gateway and in the mesh are refused', http({}, { hosts: ['*'], gateways: ['ingress/shop', 'mesh'] }), said('all-hosts-in-mesh', '.hosts[0]')],
    ['a host twice is refused at the second', hosts('a.com', 'b.com', 'a.com'), said('overlapping-hosts', '.hosts[2]')],
    ['a host that a wildcard covers is refused', hosts('*.example.com', 'shop.example.com'), said('overlapping-hosts', '.hosts[1]')],
    ['a domain is not covered by the wildcard below it', hosts('*.example.com', 'example.com'), []],
    ['overlap is not looked for while a host is wrong', hosts('a..com', 'a.com', 'a.com'), said('host-syntax', '.hosts[0]')],
    ['without routes it is refused', { hosts: ['a.com'] }, said('no-routes', '')],
    ['empty lists are no routes', { hosts: ['a.com'], http: [], tcp: [] }, said('no-routes', '')],
  ]);
});

describe('gateways', () => {
  const gateways = (...names: string[]) => http({}, { gateways: names });
  const legacy = (name: string) => [`warning virtual-service/legacy-gateway-name ${name}`];
  vs([
    ['namespace and name are right', gateways('ingress/shop'), []],
    ['a name alone is right', gateways('shop'), []],
    ['the mesh is right', gateways('mesh'), []],
    ['the old form with dots is warned of', gateways('shop.ingress.svc.cluster.local'), legacy('spec.gateways[0]')],
    ['a wildcard is refused', gateways('ingress/*'), said('gateway-name', '.gateways[0]')],
    ['an empty namespace is refused', gateways('/shop'), said('gateway-name', '.gateways[0]')],
    ['an empty name is refused', gateways('ingress/'), said('gateway-name', '.gateways[0]')],
    ['two slashes are refused', gateways('a/b/c'), said('gateway-name', '.gateways[0]')],
    ['a name that is none is refused', gateways('sh@p'), said('gateway-name', '.gateways[0]')],
    ['what stands behind a name alone is not looked at, as upstream', gateways('mesh', 'a/b/c'), []],
    ['gateways of a match are looked at', http({ match: [{ gateways: ['a/b/c'] }] }), said('gateway-name', '.http[0].match[0].gateways[0]')],
    ['the old form in a match of http is not warned of, as upstream', http({ match: [{ gateways: ['a.b'] }] }), []],
  ]);
});

describe('delegates', () => {
  vs([
    ['a delegate has http routes alone', { http: [{ route: ROUTE }] }, []],
    ['gateways of a delegate are refused', { http: [{ route: ROUTE }], ...GATEWAY }, said('delegate-field', '.gateways')],
    ['tcp routes of a delegate are refused', { tcp: [{ route: ROUTE }] }, said('delegate-field', '.tcp')],
    ['tls routes of a delegate are refused', { tls: [{ match: [{ sniHosts: ['*'] }], route: ROUTE }] },
      [...said('delegate-field', '.tls'), ...said('sni-host-not-covered', '.tls[0].match[0].sniHosts[0]')]],
    ['a delegate of a delegate is refused', { http: [{ delegate: { name: 'a' }, route: ROUTE }] }, said('nested-delegate', '.http[0].delegate')],
    ['a route that hands over needs nothing else', { hosts: ['a.com'], http: [{ delegate: { name: 'a' } }] }, []],
    ['a route that hands over has no destinations', http({ delegate: { name: 'a' } }), said('exclusive-actions', '.http[0].delegate')],
    ['a route that hands over has no redirect', { hosts: ['a.com'], http: [{ delegate: { name: 'a' }, redirect: { uri: '/' } }] },
      said('exclusive-actions', '.http[0].delegate')],
  ]);
});

describe('what is done with a request', () => {
  const action = (route: object) => ({ hosts: ['a.com'], http: [route] });
  const redirect = { uri: '/new' };
  const directResponse = { status: 503 };
  vs([
    ['nothing is refused', action({ match: [{ port: 80 }] }), said('no-action', '.http[0]')],
    ['a redirect is enough', action({ redirect }), []],
    ['an answer is enough', action({ directResponse }), []],
    ['a redirect and a route are refused', action({ redirect, route: ROUTE }), said('exclusive-actions', '.http[0].redirect')],
    ['a redirect and a rewrite are refused', action({ redirect, rewrite: { uri: '/' } }), said('exclusive-actions', '.http[0].redirect')],
    ['a redirect and an answer are refused', action({ redirect, directResponse }), said('exclusive-actions', '.http[0].redirect')],
    ['an answer and a fault are refused', action({ directResponse, fault: { abort: { httpStatus: 500 } } }), said('exclusive-actions', '.http[0].directResponse')],
    ['mirror and mirrors are refused', http({ mirror: { host: 'a' }, mirrors: [{ destination: { host: 'a' } }] }), said('exclusive-actions', '.http[0].mirrors')],
  ]);
});

describe('matches', () => {
  const match = (m: object) => http({ match: [m] }, GATEWAY);
  const at = (problem: string, place: string) => said(problem, `.http[0].match[0]${place}`);
  vs([
    ['an empty prefix of a path is right', match({ uri: { prefix: '' } }), []],
    ['an empty prefix of a header is refused', match({ headers: { 'x-user': { prefix: '' } } }), at('string-match/empty-prefix', '.headers.x-user.prefix')],
    ['an empty prefix of a method is refused', match({ method: { prefix: '' } }), at('string-match/empty-prefix', '.method.prefix')],
    ['an empty expression is refused', match({ uri: { regex: '' } }), at('string-match/regex', '.uri.regex')],
    ['look-ahead is refused', match({ uri: { regex: '/(?!admin).*' } }), at('string-match/regex', '.uri.regex')],
    ['an expression of RE2 is right', match({ uri: { regex: '/(?i)v\\d+/\\pL*' } }), []],
    ['an expression of 1025 bytes is refused', match({ uri: { regex: 'a'.repeat(1025) } }), at('string-match/regex', '.uri.regex')],
    ['a class that only Go knows is warned of', match({ uri: { regex: '\\p{greek}' } }), ['warning string-match/regex-of-go spec.http[0].match[0].uri.regex']],
    ['an expression in a query is looked at', match({ queryParams: { q: { regex: '(' } } }), at('string-match/regex', '.queryParams.q.regex')],
    ['a header for null is refused', match({ headers: { 'x-user': null } }), at('matched-header-null', '.headers.x-user')],
    ['a header that is there is right', match({ headers: { 'x-user': {} } }), []],
    ['a header name with a space is refused', match({ headers: { 'x user': { exact: 'a' } } }), at('matched-header-name', '.headers["x user"]')],
    ['a pseudo header is right', match({ headers: { ':path': { exact: '/' } } }), []],
    ['an unknown pseudo header is refused', match({ headers: { ':host': { exact: '/' } } }), at('matched-header-name', '.headers[":host"]')],
    ['* among headers that may not be there is no expression', match({ withoutHeaders: { 'x-user': { regex: '*' } } }), []],
    ['another one there is', match({ withoutHeaders: { 'x-user': { regex: '?' } } }), at('string-match/regex', '.withoutHeaders.x-user.regex')],
    ['a claim at a gateway is right', match({ headers: { '@request.auth.claims.group': { exact: 'a' } } }), []],
    ['a claim in the mesh is refused', http({ match: [{ headers: { '@request.auth.claims.group': { exact: 'a' } } }] }),
      at('claim-without-gateway', '.headers["@request.auth.claims.group"]')],
    ['a port above 65535 is refused', match({ port: 65536 }), at('port/number-out-of-range', '.port')],
    ['port 0 is none', match({ port: 0 }), []],
    ['a label that is none is refused', match({ sourceLabels: { '-app': 'a' } }), at('label/invalid', '.sourceLabels["-app"]')],
    ['a namespace that is none is refused', match({ sourceNamespace: 'a.b' }), at('source-namespace', '.sourceNamespace')],
  ]);
});

describe('destinations', () => {
  const to = (...route: object[]) => http({ route });
  vs([
    ['a wildcard is right', to({ destination: { host: '*.example.com' } }), []],
    ['no destination is refused', to({}), said('no-destination', '.http[0].route[0].destination')],
    ['no host is refused', to({ destination: {} }), said('destination-host', '.http[0].route[0].destination.host')],
    ['all hosts are refused', to({ destination: { host: '*' } }), said('destination-host', '.http[0].route[0].destination.host')],
    ['a host with port is refused', to({ destination: { host: 'reviews:80' } }), said('destination-host', '.http[0].route[0].destination.host')],
    ['a subset with a dot is refused', to({ destination: { host: 'a', subset: 'v1.2' } }), said('subset-name', '.http[0].route[0].destination.subset')],
    ['a port without number is refused', to({ destination: { host: 'a', port: {} } }), said('port/number-out-of-range', '.http[0].route[0].destination.port.number')],
    ['weights need not be 100 together', to({ destination: { host: 'a' }, weight: 1 }, { destination: { host: 'b' }, weight: 2 }), []],
    ['several without weight are refused', to({ destination: { host: 'a' } }, { destination: { host: 'b' } }), said('no-weight', '.http[0].route')],
    ['one without weight is right', to({ destination: { host: 'a' }, weight: 0 }), []],
    ['a negative weight is refused', to({ destination: { host: 'a' }, weight: -1 }), said('negative-weight', '.http[0].route[0].weight')],
    ['a mirror without destination is refused', http({ mirrors: [{}] }), said('no-destination', '.http[0].mirrors[0].destination')],
    ['a mirror of 101 per cent is refused', http({ mirror: { host: 'a' }, mirrorPercentage: { value: 101 } }), said('mirror-percentage', '.http[0].mirrorPercentage.value')],
    ['a second mirror of less than nothing is refused', http({ mirrors: [{ destination: { host: 'a' }, percentage: { value: -1 } }] }),
      said('mirror-percentage', '.http[0].mirrors[0].percentage.value')],
    ['mirrorPercent is warned of', http({ mirror: { host: 'a' }, mirrorPercent: 5 }), ['warning virtual-service/deprecated-mirror-percent spec.http[0].mirrorPercent']],
  ]);
});

describe('headers that are changed', () => {
  const request = (operations: object) => http({ headers: { request: operations } });
  const response = (operations: object) => http({ route: [{ destination: { host: 'a' }, headers: { response: operations } }] });
  vs([
    ['the authority of requests may be set', request({ set: { ':authority': 'a' } }), []],
    ['the path may not', request({ set: { ':path': '/' } }), said('header-name', '.http[0].headers.request.set[":path"]')],
    ['Host of responses may not', response({ set: { Host: 'a' } }), said('header-name', '.http[0].route[0].headers.response.set.Host')],
    ['no name is refused', response({ remove: [''] }), said('header-name', '.http[0].route[0].headers.response.remove[0]')],
    ['a variable is right', request({ add: { 'x-host': 'at %HOSTNAME%' } }), []],
    ['a percent sign is written twice', request({ add: { 'x-share': '100%%' } }), []],
    ['one alone is refused', request({ add: { 'x-share': '100%' } }), said('header-value', '.http[0].headers.request.add.x-share')],
    ['a variable without end is refused', request({ add: { 'x-a': '%REQ(a' } }), said('header-value', '.http[0].headers.request.add.x-a')],
    ['a control character is refused', request({ add: { 'x-a': 'a\u0001' } }), said('header-value', '.http[0].headers.request.add.x-a')],
    ['the authority in two places is refused', http({ rewrite: { authority: 'a' }, headers: { request: { set: { Host: 'b' } } } }),
      said('authority-twice', '.http[0].headers.request.set.Host')],
  ]);
});

describe('redirects, rewrites and answers', () => {
  const only = (route: object) => ({ hosts: ['a.com'], http: [route] });
  const redirect = (r: object, more: object = {}) => only({ redirect: r, ...more });
  vs([
    ['a redirect to nowhere is refused', redirect({}), said('empty-redirect', '.http[0].redirect')],
    ['a code alone leads nowhere', redirect({ redirectCode: 302 }), said('empty-redirect', '.http[0].redirect')],
    ['a derived port is somewhere', redirect({ derivePort: 'FROM_REQUEST_PORT' }), []],
    ['a code outside 3xx is refused', redirect({ uri: '/', redirectCode: 200 }), said('redirect-code', '.http[0].redirect.redirectCode')],
    ['a scheme of another kind is refused', redirect({ scheme: 'ftp' }), said('redirect-scheme', '.http[0].redirect.scheme')],
    ['a port above 65535 is refused', redirect({ port: 65536 }), said('port/number-out-of-range', '.http[0].redirect.port')],
    ['a new prefix for a matched prefix is right', redirect({ prefixRewrite: '/b' }, { match: [{ uri: { prefix: '/a' } }] }), []],
    ['a new prefix for a matched path is refused', redirect({ prefixRewrite: '/b' }, { match: [{ uri: { exact: '/a' } }] }),
      said('redirect-prefix', '.http[0].redirect.prefixRewrite')],
    ['a new path and a new prefix are refused', redirect({ uri: '/a', prefixRewrite: '/b' }), said('redirect-twice', '.http[0].redirect')],
    ['an empty rewrite is refused', http({ rewrite: {} }), said('empty-rewrite', '.http[0].rewrite')],
    ['a rewrite by path and by expression is refused', http({ rewrite: { uri: '/', uriRegexRewrite: { match: 'a', rewrite: 'b' } } }), said('rewrite-twice', '.http[0].rewrite')],
    ['half a rewrite by expression is refused', http({ rewrite: { uriRegexRewrite: { match: 'a' } } }), said('regex-rewrite', '.http[0].rewrite.uriRegexRewrite')],
    ['an expression that is none is refused', http({ rewrite: { uriRegexRewrite: { match: '(', rewrite: 'b' } } }),
      said('string-match/regex', '.http[0].rewrite.uriRegexRewrite.match')],
    ['a status below 200 is refused', only({ directResponse: { status: 199 } }), said('http-status', '.http[0].directResponse.status')],
    ['a body above 100 KiB is warned of', only({ directResponse: { status: 200, body: { string: 'x'.repeat(102401) } } }),
      ['warning virtual-service/body-large spec.http[0].directResponse.body']],
    ['a body above 1 MiB is refused', only({ directResponse: { status: 200, body: { string: 'x'.repeat(1048577) } } }), said('body-too-large', '.http[0].directResponse.body')],
  ]);
});

describe('faults, retries, times and CORS', () => {
  vs([
    ['a fault of nothing is refused', http({ fault: {} }), said('empty-fault', '.http[0].fault')],
    ['an abort is right', http({ fault: { abort: { httpStatus: 500, percentage: { value: 0.0001 } } } }), []],
    ['a status above 600 is refused', http({ fault: { abort: { httpStatus: 601 } } }), said('http-status', '.http[0].fault.abort.httpStatus')],
    ['a status of gRPC in lower case is refused', http({ fault: { abort: { grpcStatus: 'not_found' } } }), said('grpc-status', '.http[0].fault.abort.grpcStatus')],
    ['an error of HTTP/2 is refused', http({ fault: { abort: { http2Error: 'X' } } }), said('http2-abort', '.http[0].fault.abort.http2Error')],
    ['a share that Envoy cannot count is refused', http({ fault: { delay: { fixedDelay: '1s', percentage: { value: 0.00001 } } } }),
      said('fault-percentage', '.http[0].fault.delay.percentage.value')],
    ['a growing delay is refused', http({ fault: { delay: { exponentialDelay: '1s' } } }), said('exponential-delay', '.http[0].fault.delay.exponentialDelay')],
    ['a timeout in the writing of Go is right', http({ timeout: '1m30s' }), []],
    ['a timeout without unit is refused', http({ timeout: '5' }), said('duration/unusable', '.http[0].timeout')],
    ['no time at all is refused', http({ timeout: '0s' }), said('duration/unusable', '.http[0].timeout')],
    ['part of a millisecond is refused', http({ timeout: '1.5ms' }), said('duration/unusable', '.http[0].timeout')],
    ['retries are right', http({ retries: { attempts: 3, perTryTimeout: '2s', retryOn: '5xx,503,retriable-4xx' } }), []],
    ['0 attempts with conditions are refused', http({ retries: { retryOn: '5xx' } }), said('retries-off', '.http[0].retries')],
    ['negative attempts are refused', http({ retries: { attempts: -1 } }), said('negative-attempts', '.http[0].retries.attempts')],
    ['a space between conditions is refused', http({ retries: { attempts: 1, retryOn: '5xx, reset' } }), said('retry-condition', '.http[0].retries.retryOn')],
    ['a status that nobody knows is refused', http({ retries: { attempts: 1, retryOn: '599' } }), said('retry-condition', '.http[0].retries.retryOn')],
    ['an origin without text is refused', http({ corsPolicy: { allowOrigins: [{ exact: '' }] } }), said('cors-origin', '.http[0].corsPolicy.allowOrigins[0]')],
    ['a method in lower case is refused', http({ corsPolicy: { allowMethods: ['get'] } }), said('cors-method', '.http[0].corsPolicy.allowMethods[0]')],
    ['a header with a space is refused', http({ corsPolicy: { exposeHeaders: ['x a'] } }), said('cors-header', '.http[0].corsPolicy.exposeHeaders[0]')],
    ['an age with part of a second is refused', http({ corsPolicy: { maxAge: '1500ms' } }), said('cors-max-age', '.http[0].corsPolicy.maxAge')],
    ['a CORS policy is right', http({ corsPolicy: { allowOrigins: [{ regex: 'https://.*' }], allowMethods: ['*'], allowHeaders: ['*'], maxAge: '24h' } }), []],
  ]);
});

describe('routes of TLS and TCP', () => {
  const tls = (match: object, more: object = {}) => ({ hosts: ['*.example.com'], tls: [{ match: [match], route: ROUTE, ...more }], ...GATEWAY });
  const tcp = (match: object) => ({ hosts: ['a.com'], tcp: [{ match: [match], route: ROUTE }] });
  const at = (problem: string, place: string) => said(problem, `.tls[0].match[0]${place}`);
  vs([
    ['a host that the hosts cover is right', tls({ sniHosts: ['a.example.com', '*.b.example.com'] }), []],
    ['a host that they do not cover is refused', tls({ sniHosts: ['a.example.org'] }), at('sni-host-not-covered', '.sniHosts[0]')],
    ['no hosts are refused', tls({ port: 443 }), at('no-sni-hosts', '.sniHosts')],
    ['an address is warned of', tls({ sniHosts: ['10.0.0.1'] }), ['warning virtual-service/sni-address spec.tls[0].match[0].sniHosts[0]']],
    ['a host that is none is refused', tls({ sniHosts: ['a_b.example.com'] }), at('sni-host-syntax', '.sniHosts[0]')],
    ['a name between networks is right', { ...tls({ sniHosts: ['outbound_.80_._.a.example.com'] }), hosts: ['outbound_.80_._.a.example.com'] }, []],
    ['no destinations are refused', tls({ sniHosts: ['a.example.com'] }, { route: [] }), said('no-action', '.tls[0]')],
    ['no match is refused', { ...tls({}), tls: [{ match: [], route: ROUTE }] }, said('tls-without-match', '.tls[0].match')],
    ['the old form of a gateway is warned of', tls({ sniHosts: ['a.example.com'], gateways: ['a.b'] }),
      ['warning virtual-service/legacy-gateway-name spec.tls[0].match[0].gateways[0]']],
    ['a range of addresses is right', tcp({ destinationSubnets: ['10.0.0.0/8', '10.1.1.1'] }), []],
    ['a range that is none is refused', tcp({ destinationSubnets: ['10.0.0.0/33'] }), said('destination-subnet', '.tcp[0].match[0].destinationSubnets[0]')],
    ['a tcp route without destinations is refused', { hosts: ['a.com'], tcp: [{ match: [{ port: 1 }] }] }, said('no-action', '.tcp[0]')],
  ]);
});

describe('routes that no request reaches', () => {
  const routes = (...list: object[]) => ({ hosts: ['a.com'], http: list.map((route) => ({ route: ROUTE, ...route })) });
  const prefix = (path: string, more: object = {}) => ({ uri: { prefix: path }, ...more });
  const unreachable = (place: string) => [`warning virtual-service/unreachable-rule spec${place}`];
  const ineffective = (place: string) => [`warning virtual-service/ineffective-match spec${place}`];
  vs([
    ['the last one may take everything', routes({ match: [prefix('/a')] }, {}), []],
    ['one behind it is warned of, once', routes({}, { match: [prefix('/a'), prefix('/b')] }), unreachable('.http[1]')],
    ['two that take everything are warned of', routes({}, {}), unreachable('.http[1]')],
    ['all matches of an earlier one are warned of, once', routes({ match: [prefix('/a'), prefix('/b')] }, { match: [prefix('/b'), prefix('/a')] }), unreachable('.http[1]')],
    ['one match of an earlier one is warned of', routes({ match: [prefix('/a')] }, { match: [prefix('/a'), { uri: { exact: '/x' } }] }), ineffective('.http[1].match[0]')],
    ['names of matches make no difference', routes({ match: [prefix('/a', { name: 'x' })] }, { match: [prefix('/a', { name: 'y', port: 0, headers: {} })] }), unreachable('.http[1]')],
    ['a longer prefix behind a shorter one is warned of', routes({ match: [prefix('/a')] }, { match: [prefix('/ab')] }), ineffective('.http[1].match[0]')],
    ['a longer prefix before a shorter one is right', routes({ match: [prefix('/ab')] }, { match: [prefix('/a')] }), []],
    ['another port is another match', routes({ match: [prefix('/a', { port: 80 })] }, { match: [prefix('/ab')] }), []],
    ['another method is another match', routes({ match: [prefix('/a')] }, { match: [prefix('/ab', { method: { exact: 'POST' } })] }), []],
    ['other headers are another match', routes({ match: [prefix('/a', { headers: { x: { exact: '1' } } })] }, { match: [prefix('/ab', { headers: { x: { exact: '2' } } })] }), []],
    ['the same holds for tcp', { hosts: ['a.com'], tcp: [{ route: ROUTE }, { match: [{ port: 1 }], route: ROUTE }] }, unreachable('.tcp[1]')],
  ]);
});

describe('exportTo', () => {
  const to = (...exportTo: string[]) => http({}, { exportTo });
  vs([
    ['all are right', to('*'), []],
    ['namespaces are right', to('.', 'orders'), []],
    ['a namespace twice is refused', to('orders', 'orders'), said('export-to/duplicate', '.exportTo[1]')],
    ['the own one by name and by dot is refused', to('shop', '.'), said('export-to/duplicate', '.exportTo[1]')],
    ['all and some are refused', to('*', 'orders'), said('export-to/all-and-some', '.exportTo')],
    ['nobody is refused', to('~'), said('export-to/unknown-target', '.exportTo[0]')],
    ['what is no namespace is refused', to('a.b'), said('export-to/unknown-target', '.exportTo[0]')],
  ]);
});

test('what istiod makes of Gateway API may have destinations and gateways that others may not', () => {
  const annotations = { 'internal.istio.io/route-semantics': 'gateway' };
  const spec = http({ route: [{ destination: { host: '*' } }] }, { gateways: ['shop/a~b'] });
  expect(judge('VirtualService', spec, { annotations })).toEqual([]);
  expect(judge('VirtualService', spec)).toHaveLength(2);
});

test('values of a wrong type bring nothing down', () => {
  expectNoCrash('VirtualService', {
    ...http({
      match: [{ uri: { regex: 'a.*' }, headers: { x: { exact: 'a' } }, withoutHeaders: { y: {} }, queryParams: { q: {} }, port: 1, sourceLabels: { a: 'b' }, gateways: ['a/b'] }],
      headers: { request: { add: { a: 'b' }, remove: ['c'] } },
      corsPolicy: { allowOrigins: [{ exact: 'a' }], allowMethods: ['GET'], maxAge: '1s' },
      fault: { abort: { httpStatus: 500, percentage: { value: 1 } }, delay: { fixedDelay: '1s' } },
      mirrors: [{ destination: { host: 'a' }, percentage: { value: 1 } }],
      retries: { attempts: 1, retryOn: '5xx' },
      rewrite: { uriRegexRewrite: { match: 'a', rewrite: 'b' } },
      directResponse: { status: 200, body: { bytes: 'eA==' } },
      redirect: { uri: '/' },
      delegate: { name: 'a' },
    }),
    gateways: ['a/b'],
    exportTo: ['.'],
    tls: [{ match: [{ sniHosts: ['a.com'], destinationSubnets: ['1.2.3.4'] }], route: ROUTE }],
    tcp: [{ route: ROUTE }],
  });
});
