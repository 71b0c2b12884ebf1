import type { KindCheck } from './kind-check';
import { isPort } from './syntax/ports';
import { checkWorkloadSelector } from './syntax/selectors';
import { entriesAt, isMap, mapAt, valueAt, type PlainObject } from './syntax/values';

/** istiod reads keys as numbers of JSON, which begin with no zero. */
const PORT_KEY = /^[1-9]\d*$/;

/**
 * What Istio's webhook says of a PeerAuthentication.
 * @see istio/istio pkg/config/validation/validation.go (ValidatePeerAuthentication)
 */
export const checkPeerAuthentication: KindCheck = (spec, report) => {
  const selector = mapAt(spec, 'selector');
  // The API server drops entries that are null.
  const ports = entriesAt(spec, 'portLevelMtls').filter(([, settings]) => settings !== null);
  if (selector) checkWorkloadSelector(selector, 'matchLabels', report.in('selector'));

  if (ports.length > 0 && selectsNothing(spec)) {
    report.error({
      code: 'peer-authentication/ports-without-selector',
      what: 'portLevelMtls is set without a selector',
      expected: 'labels that select workloads, since ports are those of a workload',
      fix: 'set selector.matchLabels, or remove portLevelMtls',
    });
  }
  if (ports.length === 0 && mapAt(spec, 'portLevelMtls')) {
    report.in('portLevelMtls').error({
      code: 'peer-authentication/no-ports',
      what: 'portLevelMtls has no ports',
      expected: 'at least one port',
      fix: 'write a port with its mode, or remove portLevelMtls',
    });
  }
  for (const [port] of ports.filter(([key]) => !PORT_KEY.test(key) || !isPort(Number(key)))) {
    report.in('portLevelMtls', port).error({
      code: 'peer-authentication/invalid-port',
      what: `'${port}' is no port`,
      expected: 'a number from 1 to 65535, without sign and leading zeros',
      fix: 'write the number of the port that the workload listens on',
    });
  }
};

/** Whether no label is asked for. A selector of a wrong type may have been meant to. */
function selectsNothing(spec: PlainObject): boolean {
  const selector = valueAt(spec, 'selector') ?? {};
  const labels = isMap(selector) ? valueAt(selector, 'matchLabels') ?? {} : undefined;
  return isMap(labels) && Object.values(labels).every((value) => value === null);
}
