import type { ExportedService } from './exported-service';
import type { Problem } from '../../analysis/finding';
import { hostProblem } from '../../kube/names';
import { serviceEntryPorts } from '../../traffic/workload-service-entry';
import { DataPlane } from '../../vocabulary/data-plane';

/** What is wrong with the name that others are to call a service by. */
export function serviceHostProblems(host: string): Problem[] {
  const wrong = hostProblem(host) ?? (host.includes('.') ? undefined : 'it has no dot, and Istio takes full names only');
  return wrong === undefined ? [] : [{
    code: 'topology/invalid-shared-name',
    what: `\`host\` is '${host}', which is not usable: ${wrong}`,
    expected: "a full name, such as 'ratings.west.example.com'",
    fix: 'change it, or leave it out',
  }];
}

/** What is wrong with a service that is shared, wherever it is. */
export function sharedProblems({ serviceName, clusterName, identity, ports, namespaceName }: ExportedService, dataPlane?: DataPlane): Problem[] {
  const problems: Problem[] = [];
  const which = `service '${serviceName}' of cluster '${clusterName}' is shared`;
  if (!identity) {
    problems.push({
      code: 'topology/shared-without-account',
      what: `${which}, but the ServiceAccount of its pods is not known: its callers could not tell them from anybody else`,
      expected: 'a service whose ServiceAccount is stated',
      fix: "say it where the handle is made: `serviceFromName('...', { serviceAccount: '...' })`",
    });
  }
  if (serviceEntryPorts(ports).length === 0) {
    problems.push({
      code: 'topology/shared-without-port',
      what: `${which}, but has no TCP port, and the mesh carries nothing else`,
      expected: 'at least one TCP port',
      fix: 'share another service',
    });
  }
  if (dataPlane !== undefined && dataPlane !== DataPlane.SIDECAR) {
    problems.push({
      severity: 'warning',
      code: 'topology/shared-without-sidecar',
      what: `${which}, but its namespace '${namespaceName}' is not in the data plane: mutual TLS of its callers ends in its own proxy, and pods without one refuse it`,
      expected: 'a service whose pods have sidecars',
      fix: "enrol the namespace: `addNamespace('...', { dataPlane: DataPlane.SIDECAR })`",
    });
  }
  return problems;
}
