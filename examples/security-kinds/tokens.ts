import { Duration } from 'cdk8s';
import { Jwks, type JwtRule, PolicyTarget, RequestAuthentication, WorkloadSelector } from 'cdk8s-ossm';
import type { Shop } from './shop';

/** Who issues tokens to customers. */
export const LOGIN = 'https://login.shop.example';
/** Who issues tokens to partners. */
export const PARTNERS = 'https://partners.example';
/** Says what the token of a partner says. */
export const PARTNER_HEADER = 'x-partner';

const PARTNER_KEYS = JSON.stringify({
  keys: [{
    kty: 'EC',
    crv: 'P-256',
    kid: 'partners-1',
    use: 'sig',
    alg: 'ES256',
    x: 'zpy6pdW9sz4X7V52zwgGI_6BSUtn79-znxTJDPy3A_4',
    y: 'wmDSHvK64A0YD3gATyyMX4HSfFfrKtpTYep144nMPCM',
  }],
});

/** Which tokens are valid. Who needs one is said in `authorization.ts`: a request without a token passes here. */
export function tokens({ ingress, edge, orders }: Shop): void {
  // A browser sends its token in a cookie, an application in the header that is usual.
  const customers: JwtRule = {
    issuer: LOGIN,
    audiences: ['shop'],
    fromHeaders: [{ name: 'Authorization', prefix: 'Bearer ' }],
    fromCookies: ['session'],
    // the waypoint looks at it again
    forwardOriginalToken: true,
  };

  new RequestAuthentication(edge, 'tokens', {
    name: 'tokens',
    namespace: ingress,
    selector: WorkloadSelector.gateway(edge),
    rules: [
      { ...customers, keys: Jwks.uri(`${LOGIN}/keys`), timeout: Duration.seconds(2) },
      { issuer: PARTNERS, keys: Jwks.inline(PARTNER_KEYS), fromParams: ['partner_token'], outputPayloadToHeader: PARTNER_HEADER },
    ],
  });

  new RequestAuthentication(orders, 'tokens', {
    name: 'orders-tokens',
    namespace: orders.namespace,
    targets: [PolicyTarget.service(orders)],
    rules: [{
      ...customers,
      keys: Jwks.DISCOVERY,
      spaceDelimitedClaims: ['roles'],
      outputClaimToHeaders: [{ claim: 'sub', header: 'x-customer' }, { claim: 'address.country', header: 'x-country' }],
    }],
  });
}
