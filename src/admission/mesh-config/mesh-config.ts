import type { AdmissionContext } from '../context';
import type { Report } from '../report';
import { wildcardDomainProblem } from '../syntax/hosts';
import { mapsAt, textsAt, type PlainObject } from '../syntax/values';

/**
 * The mesh configuration. The report stands at it.
 * @see istio/istio pkg/config/validation/agent/validation.go (ValidateMeshConfig)
 */
export function checkMeshConfig(config: PlainObject, report: Report, _context: AdmissionContext): void {
  checkServiceSettings(config, report);
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
