import { type Exposure, ExposureKind } from './exposure';
import type { GatewayHost } from './gateway-host';
import type { HostsGateway } from './gateway-hosts';
import type { GatewayHostOptions } from './gateway-options';
import { ANY_HOST, isWildcard } from './host-name';
import { routerEndsTls, tlsOf } from './route-merge';
import { type RouteSettings, RouteTls } from './route-settings';
import { Arrival, type ServedHost } from './servers';
import type { Problem } from '../analysis/finding';
import type { Remark } from '../analysis/findings';
import { dnsLabelProblem, MAX_LABEL } from '../kube/names';
import type { MeshFacts } from '../vocabulary/mesh-facts';

/** What is wrong with the options of a host, given the exposure of its gateway. */
export function gatewayHostProblems(host: string, options: GatewayHostOptions, exposure: Exposure, facts: MeshFacts): Problem[] {
  return [...nameProblems(host, options), ...exposureProblems(host, options, exposure), ...namespaceProblems(host, options, facts)];
}

/** What a new host and the others of its gateway cannot have at once. */
export function neighbourProblems(served: ServedHost, others: readonly ServedHost[], subject: string): Problem[] {
  const routed = others.find((o) => o.arrival === Arrival.ROUTER_TLS);
  const problems: Problem[] = [];
  if (served.arrival === Arrival.ROUTER_TLS && routed && routed.secret !== served.secret) {
    problems.push({
      code: 'gateway/one-certificate-for-reencrypt',
      what: `the re-encrypted hosts '${routed.host.hostName}' and '${served.host.hostName}' of ${subject} have different certificates, '${routed.secret}' and `
        + `'${served.secret}': the router sends no server name, so the gateway shows one certificate to all of them`,
      expected: 'the same certificate for all re-encrypted hosts of a gateway',
      fix: 'leave `certificate` out for one of the service CA, share one, or use a gateway for each',
    });
  }
  const any = [served, ...others].find((s) => s.arrival === Arrival.TLS && s.host.hostName === ANY_HOST);
  const reencrypted = [served, ...others].find((s) => s.arrival === Arrival.ROUTER_TLS);
  if (any && reencrypted && (any === served || reencrypted === served)) {
    problems.push({
      code: 'gateway/any-host-and-reencrypt',
      what: `${subject} has passthrough for every host and re-encrypt for '${reencrypted.host.hostName}': both take TLS without a server name`,
      expected: 'one of the two on a gateway',
      fix: 'name the hosts with passthrough, or use a gateway for each',
    });
  }
  return problems;
}

/** The annotation with which the API takes hosts that are no DNS names. */
const LENIENT = 'route.openshift.io/allow-non-dns-compliant-host';

/** A Route without a host is given `<name>-<namespace>.<apps domain>`, which the API then checks like any other. */
export function madeUpHostProblems(host: GatewayHost, namespace: string, settings: RouteSettings, raw: any): Problem[] {
  const label = `${host.objectName}-${namespace}`;
  const isOwn = host.hostName !== ANY_HOST || raw?.spec?.host !== undefined || raw?.spec?.subdomain !== undefined;
  if (isOwn || label.length <= MAX_LABEL || settings.annotations?.[LENIENT] === 'true') return [];
  return [{
    code: 'gateway/made-up-host-too-long',
    what: `the router would make up the host '${label}' of the apps domain for Route '${host.objectName}', a label of ${label.length} characters, which the API refuses`,
    expected: `at most ${MAX_LABEL} characters for the name of the Route and its namespace, with a hyphen between`,
    fix: 'set a shorter `objectName` in anyHost({ objectName }), or run the gateway in a namespace with a shorter name',
  }];
}

/** What a person has to know or see to about a host. */
export function hostRemarks(
  host: GatewayHost, { name, namespace, exposure }: HostsGateway, settings: RouteSettings | undefined, options: GatewayHostOptions,
): Pick<Remark, 'kind' | 'text'>[] {
  const { hostName, objectName } = host;
  const remarks: Pick<Remark, 'kind' | 'text'>[] = [];
  if (settings) {
    if (hostName === ANY_HOST) {
      remarks.push({ kind: 'floats', text: `the router makes up the host of Route '${objectName}': oc get route ${objectName} -n ${namespace} -o jsonpath='{.spec.host}'` });
    }
    if (isWildcard(hostName)) {
      remarks.push({ kind: 'precondition', text: `the IngressController must admit wildcard Routes for '${hostName}': spec.routeAdmission.wildcardPolicy: WildcardsAllowed` });
    }
    if (settings.externalCertificate && routerEndsTls(tlsOf(settings))) {
      remarks.push({ kind: 'precondition', text: `the Secret of \`externalCertificate\` must exist in namespace '${namespace}' before Route '${objectName}' is applied` });
    }
  } else if (exposure.kind === ExposureKind.LOAD_BALANCER) {
    remarks.push({ kind: 'precondition', text: `DNS must send '${hostName}' to the address of Service '${name}' in namespace '${namespace}'` });
    if (!options.certificate) remarks.push({ kind: 'decided', text: `'${hostName}' is plain HTTP, since it has no certificate` });
  }
  return remarks;
}

function nameProblems(host: string, { objectName }: GatewayHostOptions): Problem[] {
  const wrong = objectName === undefined ? undefined : dnsLabelProblem(objectName);
  return wrong === undefined ? [] : [{
    code: 'gateway/invalid-object-name',
    what: `the \`objectName\` '${objectName}' of host '${host}' is not usable: ${wrong}`,
    expected: 'a DNS label: a Route cannot have a longer name',
    fix: 'change it, or leave it out',
  }];
}

function exposureProblems(host: string, { route, insecure, certificate, raw }: GatewayHostOptions, exposure: Exposure): Problem[] {
  const problems: Problem[] = [];
  const add = (what: string, expected: string, fix: string) =>
    problems.push({ code: 'gateway/setting-without-effect', what: `the host '${host}' ${what}`, expected, fix });
  if (exposure.kind === ExposureKind.ROUTE) {
    if (insecure) add('sets `insecure`, but behind a Route the router answers plain HTTP', 'it in `route`', 'write `route: { insecure: ... }`');
    const tls = tlsOf({ ...exposure._route, ...(route?.tls && { tls: route.tls }) });
    const trusting = tlsOf(exposure._route!) !== RouteTls.PASSTHROUGH && exposure._route!.trustedProxies === undefined;
    if (tls === RouteTls.PASSTHROUGH && trusting) problems.push(trustProblem(host));
  } else {
    if (route) add('has settings of a Route, but its gateway is not exposed by Routes', 'them with Exposure.route() only', 'remove `route`');
    if (raw?.route !== undefined) add('has `raw.route`, but no Route', 'it with Exposure.route() only', 'remove it');
    if (insecure && !certificate) add('sets `insecure`, but has no certificate, so that all of its traffic is', 'it beside a `certificate`', 'add a `certificate`, or remove `insecure`');
  }
  return problems;
}

/** The gateway takes the router's word for the client's address; with passthrough it would be the client's own. */
function trustProblem(host: string): Problem {
  return {
    code: 'gateway/passthrough-trusts-client-headers',
    what: `the host '${host}' has passthrough on a gateway that trusts one proxy: its clients can make up their address in X-Forwarded-For`,
    expected: 'passthrough on a gateway that trusts no proxy',
    fix: 'use a gateway of its own for passthrough, or state `trustedProxies` in Exposure.route()',
    severity: 'warning',
  };
}

function namespaceProblems(host: string, { routesFrom = [] }: GatewayHostOptions, facts: MeshFacts): Problem[] {
  return routesFrom.filter((n) => n.mesh._facts.name !== facts.name).map((n) => ({
    code: 'gateway/namespace-of-another-mesh',
    what: `the host '${host}' is open to routes from namespace '${n.namespaceName}', which belongs to mesh '${n.mesh._facts.name}'`,
    expected: `namespaces of mesh '${facts.name}'`,
    fix: `leave '${n.namespaceName}' out`,
  }));
}
