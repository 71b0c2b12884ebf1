import { Duration } from 'cdk8s';
import { Program } from './support';
import { Exposure, GatewayCertificate, InsecureTraffic, RouteTls } from '../../src/gateway';
import { IssuerRef } from '../../src/vocabulary';
import { PathMatch } from '../../src/vocabulary/path-match';
import { validateAgainstCrds } from '../support/crd-validator';
import { describeWithCrds } from '../support/crds-dir';

/** A program that writes every custom resource of the room, with every field. */
function everything(): Program {
  const program = new Program();
  const certificate = GatewayCertificate.certManager({
    issuer: IssuerRef.clusterIssuer('ca'), duration: Duration.days(90), renewBefore: Duration.days(30), dnsNames: ['x.example.com'],
  });
  const routed = program.gateway({
    exposure: Exposure.route({ trustedProxies: 0, shardLabels: { shard: 'a' }, hsts: { maxAge: Duration.days(1) }, annotations: { x: 'y' } }),
  });
  const edge = routed.host('shop', { route: { externalCertificate: certificate }, routesFrom: [program.shop] });
  edge.addRoute('web', { matches: [PathMatch.prefix('/a'), PathMatch.exact('/b'), PathMatch.stringPrefix('/c')], backend: program.web, timeout: Duration.seconds(90) });
  edge._delegate('/pay', 'payments', 'pay');
  routed.host('tls', { certificate, route: { tls: RouteTls.PASSTHROUGH, insecure: InsecureTraffic.NONE } }).addRoute('web', { backend: program.web });
  routed.host('*.re', { route: { tls: RouteTls.REENCRYPT } }).addRoute('web', { backend: program.web });
  routed.anyHost({ route: { tls: RouteTls.NONE } }).addRoute('web', { backend: program.web });
  const balanced = program.gateway({ name: 'lb', exposure: Exposure.loadBalancer() });
  balanced.host('api.example.com', { certificate }).addRoute('web', { backend: program.web });
  return program;
}

describeWithCrds('what gateways write is accepted by the CRDs of every release', (root) => {
  test.each([['3.0', '4.19'], ['3.1', '4.19'], ['3.2', '4.20'], ['3.3', '4.20'], ['3.4', '4.22']])('OSSM %s on OpenShift %s', (ossm, openshift) => {
    const program = everything();
    expect(program.codes()).toEqual([]);
    const { errors, judged } = validateAgainstCrds(program.objects(), { ossm, openshift }, root);
    expect(errors).toEqual([]);
    for (const kind of ['Gateway', 'VirtualService', 'Route', 'Certificate']) expect(judged.some((j) => j.startsWith(`${kind} `))).toBe(true);
  });
});
