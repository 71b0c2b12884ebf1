import { Duration } from 'cdk8s';
import { RouteTable } from '../../src/traffic/route-table';
import { PathMatch } from '../../src/vocabulary/path-match';
import { FakeMesh, FakeNamespace, FakeService, Program } from '../gateway/support';

function table(within?: PathMatch) {
  const program = new Program();
  return { program, web: program.web, routes: new RouteTable(program.cluster, "host 'shop'", program.mesh._facts, within) };
}

describe('the routes of a host', () => {
  test('a route without a match gets every path', () => {
    const { routes, web } = table();
    const route = routes.addRoute('web', { backend: web });
    expect(route.matches.map(String)).toEqual(['prefix /']);
    expect(routes.render()).toEqual([{
      name: 'web',
      match: [{ uri: { prefix: '/' } }],
      route: [{ destination: { host: 'web.shop.svc.cluster.local', port: { number: 9080 } } }],
      timeout: undefined,
    }]);
  });

  test('the more specific match comes first, in whatever order routes were added', () => {
    const { routes, web } = table();
    routes.addRoute('all', { match: PathMatch.prefix('/'), backend: web });
    routes.addRoute('api', { match: PathMatch.prefix('/api'), backend: web });
    routes.addRoute('login', { match: PathMatch.exact('/login'), backend: web });
    routes.addRoute('v2', { match: PathMatch.prefix('/api/v2'), backend: web });
    expect(routes.render().map((r) => r.name)).toEqual(['login', 'v2', 'api', 'all']);
  });

  test('routes of equal rank keep their order', () => {
    const { routes, web } = table();
    for (const name of ['b', 'a', 'c']) routes.addRoute(name, { match: PathMatch.prefix(`/${name}`), backend: web });
    expect(routes.render().map((r) => r.name)).toEqual(['b', 'a', 'c']);
  });

  test('one route with several matches is one entry, its matches in their own order', () => {
    const { routes, web } = table();
    routes.addRoute('pages', { matches: [PathMatch.prefix('/static'), PathMatch.exact('/login'), PathMatch.prefix('/api/v1')], backend: web });
    expect(routes.render()).toHaveLength(1);
    expect(routes.render()[0].match).toEqual([
      { uri: { exact: '/static' } }, { uri: { prefix: '/static/' } }, { uri: { exact: '/login' } },
      { uri: { exact: '/api/v1' } }, { uri: { prefix: '/api/v1/' } },
    ]);
  });

  test('a route is cut where a match of another one has to come between', () => {
    const { routes, web } = table();
    routes.addRoute('outer', { matches: [PathMatch.prefix('/a'), PathMatch.prefix('/a/b/c')], backend: web });
    routes.addRoute('inner', { match: PathMatch.prefix('/a/b'), backend: web });
    expect(routes.render().map((r) => [r.name, r.match[0].uri.exact])).toEqual([['outer', '/a/b/c'], ['inner', '/a/b'], ['outer', '/a']]);
  });

  test('the timeout is in seconds, and the longest one is known', () => {
    const { routes, web } = table();
    routes.addRoute('slow', { match: PathMatch.prefix('/slow'), backend: web, timeout: Duration.minutes(2) });
    routes.addRoute('fast', { match: PathMatch.prefix('/fast'), backend: web, timeout: Duration.millis(500) });
    expect(routes.render().map((r) => r.timeout)).toEqual(['120s', '0.5s']);
    expect(routes.longestTimeout?.toSeconds()).toBe(120);
  });

  test('a delegate is an entry without a name, so that the names of its routes stay', () => {
    const { routes, web } = table();
    routes.addRoute('all', { backend: web });
    routes.addDelegate(PathMatch.prefix('/pay'), { name: 'pay', namespace: 'payments' });
    expect(routes.render()[0]).toEqual({
      match: [{ uri: { exact: '/pay' } }, { uri: { prefix: '/pay/' } }], delegate: { name: 'pay', namespace: 'payments' },
    });
  });
});

describe('errors of routes', () => {
  test('two routes with the same match, however it is written', () => {
    const { program, routes, web } = table();
    routes.addRoute('a', { match: PathMatch.prefix('/'), backend: web });
    routes.addRoute('b', { match: PathMatch.stringPrefix('/'), backend: web });
    routes.addRoute('c', { matches: [PathMatch.exact('/x'), PathMatch.exact('/x')], backend: web });
    expect(program.findings().map((f) => [f.code, f.what])).toEqual([
      ['traffic/match-twice', "host 'shop': routes 'a' and 'b' both have the match 'stringPrefix /'"],
      ['traffic/match-twice', "host 'shop': route 'c' has the match 'exact /x'"],
    ]);
  });

  test('a delegate and a route for the same prefix', () => {
    const { program, routes, web } = table();
    routes.addRoute('pay', { match: PathMatch.prefix('/pay'), backend: web });
    routes.addDelegate(PathMatch.prefix('/pay'), { name: 'pay', namespace: 'payments' });
    expect(program.findings()[0].what).toBe("host 'shop': routes 'pay' and 'delegate payments/pay' both have the match 'prefix /pay'");
  });

  test('matches that differ are fine', () => {
    const { program, routes, web } = table();
    routes.addRoute('a', { match: PathMatch.prefix('/x'), backend: web });
    routes.addRoute('b', { match: PathMatch.exact('/x'), backend: web });
    routes.addRoute('c', { match: PathMatch.stringPrefix('/x'), backend: web });
    expect(program.codes()).toEqual([]);
  });

  test('a name that is taken, empty or no name', () => {
    const { program, routes, web } = table();
    routes.addRoute('a', { match: PathMatch.prefix('/a'), backend: web });
    routes.addRoute('a', { match: PathMatch.prefix('/b'), backend: web });
    routes.addRoute('', { match: PathMatch.prefix('/c'), backend: web });
    routes.addRoute('a b', { match: PathMatch.prefix('/d'), backend: web });
    expect(program.codes()).toEqual(['traffic/route-twice', 'traffic/invalid-route-name', 'traffic/invalid-route-name']);
  });

  test('match beside matches, and no match at all', () => {
    const { program, routes, web } = table();
    routes.addRoute('a', { match: PathMatch.prefix('/a'), matches: [PathMatch.prefix('/b')], backend: web });
    routes.addRoute('c', { matches: [], backend: web });
    expect(program.codes()).toEqual(['traffic/invalid-match', 'traffic/invalid-match']);
  });

  test('a timeout of nothing', () => {
    const { program, routes, web } = table();
    routes.addRoute('a', { backend: web, timeout: Duration.seconds(0) });
    expect(program.codes()).toEqual(['traffic/invalid-timeout']);
  });

  test('a match outside of the delegated prefix', () => {
    const { program, routes, web } = table(PathMatch.prefix('/api'));
    routes.addRoute('all', { backend: web });
    routes.addRoute('v1', { match: PathMatch.prefix('/api/v1'), backend: web });
    expect(program.codes()).toEqual([]);
    routes.addRoute('other', { match: PathMatch.prefix('/apis'), backend: web });
    expect(program.findings().map((f) => f.what)).toEqual([
      "route 'other' of host 'shop' matches 'prefix /apis', outside of the prefix '/api' that was delegated",
    ]);
  });
});

describe('the backend of a route', () => {
  const withPorts = (ports: { port: number; protocol?: string }[], port?: number) => {
    const { program, routes } = table();
    routes.addRoute('a', { backend: new FakeService(program.shop, 'many', ports), port });
    return { program, number: routes.render()[0].route![0].destination.port.number };
  };

  test('its only port is taken', () => {
    const { program, number } = withPorts([{ port: 8080 }]);
    expect(number).toBe(8080);
    expect(program.codes()).toEqual([]);
  });

  test('of several ports one must be named', () => {
    expect(withPorts([{ port: 80 }, { port: 81 }]).program.codes()).toEqual(['traffic/port-needed']);
    const { program, number } = withPorts([{ port: 80 }, { port: 81 }], 81);
    expect(number).toBe(81);
    expect(program.codes()).toEqual([]);
  });

  test('a port that the service lacks', () => {
    const { program } = withPorts([{ port: 80 }, { port: 81 }], 82);
    expect(program.findings()[0]).toMatchObject({ code: 'traffic/unknown-port', expected: 'one of 80, 81' });
  });

  test('a port that does not speak HTTP', () => {
    expect(withPorts([{ port: 5432, protocol: 'tcp' }]).program.codes()).toEqual(['traffic/port-not-http']);
    expect(withPorts([{ port: 443, protocol: 'https' }]).program.findings()[0].fix).toContain('without TLS');
    expect(withPorts([{ port: 9000, protocol: 'grpc' }]).program.codes()).toEqual([]);
  });

  test('a service of another mesh', () => {
    const { program, routes } = table();
    const other = new FakeMesh(program.cluster, 'other', { name: 'blue', rootNamespace: 'blue-system' });
    routes.addRoute('a', { backend: new FakeService(new FakeNamespace(other, 'blue-shop'), 'web') });
    expect(program.codes()).toEqual(['traffic/backend-of-another-mesh']);
  });
});
