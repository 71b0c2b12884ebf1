import type { GatewayCertificate } from './certificate';
import { RouterAnnotation } from './openshift-route';
import { routerEndsTls, tlsOf } from './route-merge';
import { InsecureTraffic, type RouteSettings, RouteTls } from './route-settings';
import type { Problem } from '../analysis/finding';
import type { OpenShift } from '../release';

/** What is wrong with the Route of a host. */
export function routeProblems(host: string, settings: RouteSettings, certificate: GatewayCertificate | undefined, openshift: OpenShift): Problem[] {
  const tls = tlsOf(settings);
  const problems: Problem[] = [];
  const add = (code: string, what: string, expected: string, fix: string) =>
    problems.push({ code: `gateway/${code}`, what: `the host '${host}' ${what}`, expected, fix });

  const { hsts, externalCertificate, destinationCaCertificate, insecure } = settings;
  if (!routerEndsTls(tls)) {
    for (const [name, set] of Object.entries({ hsts, externalCertificate })) {
      if (set) add('setting-without-effect', `sets \`${name}\`, but with RouteTls ${tls} the router ends no TLS`, 'it with edge or re-encrypt only', `remove \`${name}\`, or change \`tls\``);
    }
  }
  if (tls === RouteTls.NONE && insecure) {
    add('setting-without-effect', 'sets `insecure`, but has no TLS', 'it beside TLS only', 'remove `insecure`, or choose edge, re-encrypt or passthrough');
  }
  if (tls === RouteTls.PASSTHROUGH && insecure === InsecureTraffic.ALLOW) {
    add('insecure-passthrough', 'allows plain HTTP beside passthrough, which the Route API refuses', 'REDIRECT or NONE', 'change `insecure`, or use re-encrypt');
  }
  if (externalCertificate) problems.push(...externalProblems(host, externalCertificate, openshift));
  problems.push(...certificateProblems(host, tls, certificate, destinationCaCertificate), ...annotationProblems(host, settings));
  return problems;
}

function externalProblems(host: string, certificate: GatewayCertificate, openshift: OpenShift): Problem[] {
  const problems: Problem[] = [];
  if (!openshift.supportsExternalCertificate) {
    problems.push({
      code: 'gateway/external-certificate-unsupported',
      what: `the host '${host}' has an \`externalCertificate\`, which a Route of OpenShift ${openshift.version} cannot have`,
      expected: 'OpenShift 4.19 or later',
      fix: 'use passthrough with a `certificate` of the host, or the router\'s own certificate; or state a newer `openshift` of the cluster',
    });
  }
  if (certificate._source.kind === 'serving') {
    problems.push({
      code: 'gateway/serving-certificate-outside',
      what: `the router is to show a certificate of the service CA for the host '${host}', which is made out to the gateway's Service`,
      expected: 'a certificate for the host',
      fix: 'use GatewayCertificate.fromSecret or GatewayCertificate.certManager',
    });
  }
  return problems;
}

function certificateProblems(host: string, tls: RouteTls, certificate: GatewayCertificate | undefined, ca: string | undefined): Problem[] {
  const own = certificate && certificate._source.kind !== 'serving';
  if (certificate && (tls === RouteTls.EDGE || tls === RouteTls.NONE)) {
    return [{
      code: 'gateway/certificate-without-use',
      what: `the host '${host}' has a \`certificate\`, but with RouteTls ${tls} the gateway gets plain HTTP and shows none`,
      expected: 'a certificate at the gateway with passthrough and re-encrypt only',
      fix: tls === RouteTls.EDGE
        ? 'for the certificate that clients see, set `externalCertificate` in `route`; or use passthrough or re-encrypt'
        : 'remove `certificate`, or use passthrough or re-encrypt',
    }];
  }
  if (tls === RouteTls.PASSTHROUGH && !certificate) {
    return [{
      code: 'gateway/certificate-needed',
      what: `the host '${host}' has a Route with passthrough, and no certificate for the gateway to show`,
      expected: 'a certificate for the host in the namespace of the gateway',
      fix: `pass \`certificate\` to host('${host}', { certificate: GatewayCertificate.fromSecret(...) })`,
    }];
  }
  if (ca !== undefined && (tls !== RouteTls.REENCRYPT || !own)) {
    return [{
      code: 'gateway/ca-without-certificate',
      what: `the host '${host}' has a \`destinationCaCertificate\`, but ${tls === RouteTls.REENCRYPT ? 'no `certificate` that it could have signed' : `RouteTls ${tls}`}`,
      expected: 'the CA of the gateway\'s own `certificate`, with re-encrypt; the service CA is trusted by the router anyway',
      fix: 'remove `destinationCaCertificate`, or give the host a `certificate`',
    }];
  }
  if (tls === RouteTls.REENCRYPT && own && ca === undefined) {
    return [{
      code: 'gateway/ca-needed',
      what: `the host '${host}' is re-encrypted with a certificate of its own, and the router is not told who signed it: it trusts the service CA only`,
      expected: 'the CA of the `certificate`',
      fix: 'set `destinationCaCertificate` in `route` to its PEM, or leave `certificate` out for one of the service CA',
    }];
  }
  if (ca !== undefined && (!ca.includes('-----BEGIN CERTIFICATE-----') || ca.includes('PRIVATE KEY'))) {
    return [{
      code: 'gateway/invalid-ca',
      what: `the \`destinationCaCertificate\` of host '${host}' is no certificate in PEM${ca.includes('PRIVATE KEY') ? ': it holds a private key' : ''}`,
      expected: "text that starts with '-----BEGIN CERTIFICATE-----', without keys",
      fix: 'pass the certificate of the CA',
    }];
  }
  return [];
}

function annotationProblems(host: string, { annotations = {}, timeout, hsts }: RouteSettings): Problem[] {
  const stated = { timeout: timeout && RouterAnnotation.TIMEOUT, hsts: hsts && RouterAnnotation.HSTS };
  return Object.entries(stated).filter(([, key]) => key !== undefined && annotations[key] !== undefined).map(([name, key]) => ({
    code: 'gateway/said-twice',
    what: `the Route of host '${host}' has \`${name}\` and the annotation ${key}`,
    expected: 'one of them',
    fix: `remove the annotation, or \`${name}\``,
  }));
}
