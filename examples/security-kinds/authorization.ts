import {
  AuthorizationAction, AuthorizationCondition, AuthorizationPolicy, HttpMethod, PathMatch, PathPattern, PolicyTarget, Principal, ProviderRef,
  SourceNamespace, WorkloadSelector,
} from 'cdk8s-ossm';
import type { Shop } from './shop';
import { LOGIN, PARTNER_HEADER, PARTNERS } from './tokens';

/** Addresses of the content delivery network, which is what calls the gateway. */
const CDN = '192.0.2.0/24';
/** Addresses of the office, as the content delivery network tells them. */
const OFFICE = '203.0.113.0/24';
/** Addresses of pods. What collects metrics has no identity in the mesh, only such an address. */
const PODS = '10.128.0.0/14';
/** The port of the gateway's pods for TLS. */
const TLS = 8443;
/** The ports of the applications. */
const WEB = 8080;
const DATABASE = 5432;
/** The list of orders, for partners. */
const EXPORT = PathMatch.exact('/api/orders/export');

/** Who may do what: nobody anything, unless it is said. */
export function authorization(shop: Shop): void {
  atEveryWaypoint(shop);
  atTheGateway(shop);
  atSidecars(shop);
  atZtunnel(shop);
  atTheWaypoint(shop);
}

/**
 * Callers of other meshes are refused, by every waypoint that there is or will be. Where a rule refuses by what only HTTP has, it names ports:
 * on others that part of it would be left out, and it would refuse all.
 */
function atEveryWaypoint({ root }: Shop): void {
  new AuthorizationPolicy(root, 'own-mesh', {
    name: 'own-mesh',
    namespace: root,
    targets: [PolicyTarget.allWaypoints()],
    action: AuthorizationAction.DENY,
    rules: [{ from: [{ notTrustDomains: [root.mesh.trustDomain] }], to: [{ ports: [WEB, DATABASE] }] }],
  });
}

/** Here callers have no identity: they are known by address and token. */
function atTheGateway({ ingress, edge, host }: Shop): void {
  const gateway = { namespace: ingress, selector: WorkloadSelector.gateway(edge) };
  const api = PathPattern.of(PathMatch.prefix('/api'));

  new AuthorizationPolicy(edge, 'refused', {
    ...gateway,
    name: 'refused',
    action: AuthorizationAction.DENY,
    rules: [
      // who comes past the content delivery network
      { from: [{ notIpBlocks: [CDN] }] },
      // abuse that is known
      { from: [{ remoteIpBlocks: ['198.51.100.0/25'] }] },
      // the part of the site that is for the office
      { from: [{ notRemoteIpBlocks: [OFFICE] }], to: [{ ports: [TLS], paths: [PathPattern.of(PathMatch.prefix('/admin'))] }] },
      // hosts that nobody serves, or another than the one that TLS was set up for
      { to: [{ ports: [TLS], notHosts: [host, `${host}:*`] }] },
      { to: [{ ports: [TLS], hosts: [host, `${host}:*`] }], when: [AuthorizationCondition.sni({ notValues: [host] })] },
    ],
  });

  new AuthorizationPolicy(edge, 'tokens-needed', {
    ...gateway,
    name: 'tokens-needed',
    action: AuthorizationAction.DENY,
    rules: [
      { from: [{ notRequestPrincipals: ['*'] }], to: [{ ports: [TLS], paths: [api], notPaths: [PathPattern.of(PathMatch.exact('/api/health'))] }] },
      // a partner takes the list of orders, and no more
      { to: [{ ports: [TLS], notPaths: [PathPattern.of(EXPORT)] }], when: [AuthorizationCondition.requestPrincipal({ values: [`${PARTNERS}/*`] })] },
    ],
  });

  // What the office does is not asked about. Browsers ask for leave by OPTIONS, before they send a token.
  new AuthorizationPolicy(edge, 'ask-opa', {
    ...gateway,
    name: 'ask-opa',
    action: AuthorizationAction.custom(ProviderRef.of('opa')),
    rules: [{ to: [{ paths: [api], notMethods: [HttpMethod.OPTIONS] }], when: [AuthorizationCondition.remoteIp({ notValues: [OFFICE] })] }],
  });
}

/** A sidecar knows who calls, and looks at requests. */
function atSidecars({ front, edge, web, cart }: Shop): void {
  new AuthorizationPolicy(front, 'nothing', { name: 'nothing', namespace: front });

  new AuthorizationPolicy(web, 'callers', {
    name: 'web-callers',
    namespace: front,
    selector: WorkloadSelector.service(web),
    rules: [
      { from: [{ principals: [Principal.gateway(edge)] }], to: [{ notPorts: [9090] }] },
      { from: [{ ipBlocks: [PODS] }], to: [{ ports: [9090], methods: [HttpMethod.GET], paths: [PathPattern.of(PathMatch.exact('/metrics'))] }] },
    ],
  });

  new AuthorizationPolicy(cart, 'callers', {
    name: 'cart-callers',
    namespace: front,
    selector: WorkloadSelector.service(cart),
    rules: [
      {
        from: [{ principals: [Principal.service(web)] }],
        to: [{ methods: [HttpMethod.GET, HttpMethod.PUT], paths: [PathPattern.template('/carts/{*}/items/{**}'), PathPattern.suffix('/total')] }],
      },
      // jobs of the front, each with a ServiceAccount of its own; not those that only read
      {
        from: [{ namespaces: [SourceNamespace.of(front)], notPrincipals: [Principal.matching('*/sa/report-*')] }],
        to: [{ methods: [HttpMethod.DELETE], paths: [PathPattern.of(PathMatch.stringPrefix('/carts/expired-'))] }],
        when: [AuthorizationCondition.header('x-job', { values: ['*'] })],
      },
    ],
  });

  // Every request is marked for the access log: `telemetry.ts` writes down what has the mark.
  new AuthorizationPolicy(cart, 'audit', {
    name: 'cart-audit',
    namespace: front,
    selector: WorkloadSelector.service(cart),
    action: AuthorizationAction.AUDIT,
    rules: [{}],
  });

  // To be: only pods of the same namespace, on the cluster's own network. For now sidecars count what they would refuse.
  new AuthorizationPolicy(cart, 'trial', {
    name: 'cart-trial',
    namespace: front,
    selector: WorkloadSelector.service(cart),
    action: AuthorizationAction.DENY,
    dryRun: true,
    rules: [
      { from: [{ notNamespaces: [SourceNamespace.of(front)] }] },
      { when: [AuthorizationCondition.sourceIp({ notValues: [PODS] })] },
      { when: [AuthorizationCondition.destinationIp({ notValues: [PODS] })] },
    ],
  });
}

/** ztunnel knows who calls and which port, and nothing of HTTP. */
function atZtunnel({ opa, edge, back, waypoint, ledger, backup }: Shop): void {
  new AuthorizationPolicy(opa, 'callers', {
    name: 'opa-callers',
    namespace: opa.namespace,
    selector: WorkloadSelector.service(opa),
    rules: [
      { from: [{ principals: [Principal.gateway(edge)] }], to: [{ ports: [9191] }] },
      { from: [{ ipBlocks: [PODS] }], to: [{ ports: [8282] }] },
    ],
  });

  // What the waypoint has let through, and nothing that goes around it ...
  new AuthorizationPolicy(back, 'waypoint-only', {
    name: 'waypoint-only',
    namespace: back,
    rules: [{ from: [{ principals: [Principal.waypoint(waypoint)] }] }],
  });
  // ... but for the nightly copy of the database, which is taken from its pods ...
  new AuthorizationPolicy(ledger, 'backup', {
    name: 'ledger-backup',
    namespace: back,
    selector: WorkloadSelector.service(ledger),
    rules: [{
      when: [
        AuthorizationCondition.sourceNamespace({ values: [back.namespaceName] }),
        AuthorizationCondition.sourcePrincipal({ values: [backup.principal] }),
        AuthorizationCondition.destinationPort({ values: [String(DATABASE)] }),
      ],
    }],
  });
  // ... and nobody else gets to the database, whatever others may write.
  new AuthorizationPolicy(ledger, 'guard', {
    name: 'ledger-guard',
    namespace: back,
    selector: WorkloadSelector.service(ledger),
    action: AuthorizationAction.DENY,
    rules: [{ from: [{ notServiceAccounts: [waypoint.identity, backup] }] }],
  });
}

/** By service, as the waypoint is the place where requests are looked at. It lets through what no policy is about, unless a policy is about all. */
function atTheWaypoint({ back, edge, waypoint, orders, billing, ledger, bank }: Shop): void {
  new AuthorizationPolicy(waypoint, 'nothing', { name: 'waypoint-nothing', namespace: back, targets: [PolicyTarget.waypoint(waypoint)] });

  new AuthorizationPolicy(orders, 'callers', {
    name: 'orders-callers',
    namespace: back,
    targets: [PolicyTarget.service(orders)],
    rules: [
      {
        from: [{ principals: [Principal.of(edge.identity)], requestPrincipals: [`${LOGIN}/*`] }],
        to: [{ paths: [PathPattern.of(PathMatch.prefix('/api/orders'))] }],
        when: [
          AuthorizationCondition.audiences({ values: ['shop'] }),
          AuthorizationCondition.presenter({ values: ['web', 'mobile'] }),
          AuthorizationCondition.claim(['roles'], { values: ['customer'], notValues: ['suspended'] }),
        ],
      },
      // the gateway has seen the token of the partner, and says so in a header that it takes from nobody
      {
        from: [{ principals: [Principal.gateway(edge)] }],
        to: [{ methods: [HttpMethod.GET], paths: [PathPattern.of(EXPORT)] }],
        when: [AuthorizationCondition.header(PARTNER_HEADER, { values: ['*'] })],
      },
    ],
  });

  // `extensions.ts` finds out what kind of client it is.
  new AuthorizationPolicy(orders, 'scripts', {
    name: 'orders-scripts',
    namespace: back,
    targets: [PolicyTarget.service(orders)],
    action: AuthorizationAction.DENY,
    rules: [{
      to: [{ ports: [WEB], notMethods: [HttpMethod.GET], notPaths: [PathPattern.suffix('/confirm')] }],
      when: [AuthorizationCondition.of('experimental.envoy.filters.http.lua[client]', { values: ['script'] })],
    }],
  });

  new AuthorizationPolicy(billing, 'callers', {
    name: 'billing-callers',
    namespace: back,
    targets: [PolicyTarget.service(billing)],
    rules: [{
      from: [{ serviceAccounts: [orders.identity!], trustDomains: [back.mesh.trustDomain] }],
      to: [{ methods: [HttpMethod.POST], paths: [PathPattern.ANY] }],
    }],
  });

  new AuthorizationPolicy(ledger, 'callers', {
    name: 'ledger-callers',
    namespace: back,
    targets: [PolicyTarget.service(ledger)],
    rules: [{ from: [{ serviceAccounts: [orders.identity!, billing.identity!] }] }],
  });

  new AuthorizationPolicy(bank, 'callers', {
    name: 'bank-callers',
    namespace: back,
    targets: [PolicyTarget.serviceEntry(bank)],
    rules: [{ from: [{ principals: [Principal.service(billing)] }] }],
  });
}
