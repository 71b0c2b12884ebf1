import type { KindCheck } from './kind-check';
import { isPort } from './syntax/ports';
import { checkWorkloadSelector } from './syntax/selectors';
import { entriesAt, mapAt } from './syntax/values';

/**
 * What Istio's webhook says of a PeerAuthentication.
 * @see istio/istio pkg/config/validation/validation.go (ValidatePeerAuthentication)
 */
export const checkPeerAuthentication: KindCheck = (spec, report) => {
  const selector = mapAt(spec, 'selector');
  const ports = entriesAt(spec, 'portLevelMtls');
  if (selector) checkWorkloadSelector(selector, 'matchLabels', report.in('selector'));

  if (ports.length > 0 && entriesAt(selector, 'matchLabels').length === 0) {
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
  for (const [port] of ports.filter(([key]) => !/^(0|[1-9]\d*)$/.test(key) || !isPort(Number(key)))) {
    report.in('portLevelMtls', port).error({
      code: 'peer-authentication/port',
      what: `'${port}' is no port`,
      expected: 'a number from 1 to 65535',
      fix: 'write the number of the port that the workload listens on',
    });
  }
};
