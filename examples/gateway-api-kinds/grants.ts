import { GrantFrom, GrantTo, type MeshNamespace, type MeshService, ReferenceGrant, type SecretRef } from 'cdk8s-ossm';

interface Owners {
  readonly ingress: MeshNamespace;
  readonly certificates: MeshNamespace;
  readonly shop: MeshNamespace;
  readonly catalogue: MeshNamespace;
  readonly legacy: MeshNamespace;
  readonly items: MeshService;
  readonly prices: MeshService;
  readonly safe: MeshService;
  readonly secret: SecretRef;
}

/** What may be referred to from elsewhere: who owns it says so. */
export function grants({ ingress, certificates, shop, catalogue, legacy, items, prices, safe, secret }: Owners): void {
  new ReferenceGrant(certificates, 'to-gateways', {
    name: 'to-gateways',
    namespace: certificates,
    from: [GrantFrom.gateways(ingress)],
    to: [GrantTo.secret(secret)],
  });
  new ReferenceGrant(catalogue, 'to-shop', {
    name: 'to-shop',
    namespace: catalogue,
    from: [GrantFrom.httpRoutes(shop), GrantFrom.grpcRoutes(shop), GrantFrom.tlsRoutes(shop)],
    to: [GrantTo.service(items), GrantTo.service(prices), GrantTo.service(safe)],
  });
  // all that is there
  new ReferenceGrant(legacy, 'to-shop', { name: 'to-shop', namespace: legacy, from: [GrantFrom.httpRoutes(shop)], to: [GrantTo.SERVICES] });
}
