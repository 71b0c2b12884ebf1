import { checkExtensionProviders } from './extension-providers';
import { checkLabelSelector } from './label-selectors';
import { checkPlainFields } from './plain-fields';
import { checkProxyDefaults } from './proxy-defaults';
import { checkCurves } from './tls';
import type { AdmissionContext } from '../context';
import { checkLocalityLb } from '../destination-rule/locality-lb';
import type { Report } from '../report';
import { checkDuration, durationProblem, MILLISECOND, parseDuration, SECOND } from '../syntax/durations';
import { wildcardDomainProblem } from '../syntax/hosts';
import { checkPortNumber } from '../syntax/ports';
import { trustDomainProblem } from '../syntax/trust-domains';
import { mapAt, mapsAt, textsAt, valueAt, type PlainObject } from '../syntax/values';

const HOUR = 3600n * SECOND;

/**
 * The mesh configuration, short of tracing: what istiod refuses, so that it goes on with the configuration that it had. The report stands
 * at it. The chart lays it over its own values and istiod over its defaults, so that a field that is absent is right.
 *
 * @see istio/istio pkg/config/validation/agent/validation.go (ValidateMeshConfig), pkg/config/mesh/mesh.go (ApplyMeshConfig)
 */
export function checkMeshConfig(config: PlainObject, report: Report, context: AdmissionContext): void {
  checkPlainFields(config, report);
  const port = valueAt(config, 'proxyListenPort');
  if (typeof port === 'number') checkPortNumber(port, report.in('proxyListenPort'));
  checkDuration(config, 'connectTimeout', report, connectTimeoutProblem);
  checkDuration(config, 'protocolDetectionTimeout', report, detectionTimeoutProblem);

  const defaults = mapAt(config, 'defaultConfig');
  if (defaults) checkProxyDefaults(defaults, report.in('defaultConfig'), context);
  const locality = mapAt(config, 'localityLbSetting');
  // No policy stands beside it that could lack outlier detection.
  if (locality) checkLocalityLb(locality, true, report.in('localityLbSetting'));
  checkTrustDomains(config, report);
  checkServiceSettings(config, report);
  checkCurves(config, report);
  checkExtensionProviders(config, report);
  checkSelectors(config, report);
}

function connectTimeoutProblem(text: string): string | undefined {
  return durationProblem(text) ?? (parseDuration(text)! <= HOUR ? undefined : `'${text}' is longer than an hour`);
}

/** No time turns the detection off; a negative one passes. */
function detectionTimeoutProblem(text: string): string | undefined {
  const duration = parseDuration(text);
  if (duration === undefined) return `'${text}' is no duration`;
  return duration % MILLISECOND === 0n ? undefined : `'${text}' has a part of a millisecond`;
}

function checkTrustDomains(config: PlainObject, report: Report): void {
  const own = valueAt(config, 'trustDomain');
  const domains = [
    ...(typeof own === 'string' ? [[own, report.in('trustDomain')] as const] : []),
    ...textsAt(config, 'trustDomainAliases').map(([i, alias]) => [alias, report.in('trustDomainAliases', i)] as const),
  ];
  for (const [domain, at] of domains) {
    const wrong = trustDomainProblem(domain);
    if (wrong === undefined) continue;
    at.error({
      code: 'mesh-config/trust-domain',
      what: `the trust domain: ${wrong}`,
      expected: "labels of letters, digits and '-', with dots between them",
      fix: "write a name like 'cluster.local', without 'spiffe://' and path",
    });
  }
}

function checkServiceSettings(config: PlainObject, report: Report): void {
  for (const [i, setting] of mapsAt(config, 'serviceSettings')) {
    for (const [j, host] of textsAt(setting, 'hosts')) {
      const wrong = wildcardDomainProblem(host);
      if (wrong === undefined) continue;
      report.in('serviceSettings', i, 'hosts', j).error({
        code: 'mesh-config/service-settings-host',
        what: `the host of the settings: ${wrong}`,
        expected: "a DNS name, with '*' at most as its first label",
        fix: "write hosts like 'reviews.shop.svc.cluster.local' or '*.shop.svc.cluster.local'",
      });
    }
  }
}

function checkSelectors(config: PlainObject, report: Report): void {
  for (const [i, selector] of mapsAt(config, 'discoverySelectors')) {
    checkLabelSelector(selector, 'istiod then heeds none of the discoverySelectors', report.in('discoverySelectors', i));
  }
  for (const [i, scope] of mapsAt(config, 'serviceScopeConfigs')) {
    for (const field of ['namespaceSelector', 'servicesSelector']) {
      const selector = mapAt(scope, field);
      if (selector) checkLabelSelector(selector, 'istiod then passes over this scope', report.in('serviceScopeConfigs', i, field));
    }
  }
}
