import { Duration } from 'cdk8s';
import type { MeshNamespace } from 'cdk8s-ossm';
import { ProbeScheme, WorkloadAddress, WorkloadEntry, WorkloadGroup, WorkloadLocality, WorkloadProbe } from 'cdk8s-ossm';
import type { Construct } from 'constructs';

/** The labels of the machines: what services and ServiceEntries select them by. */
export const LEDGER_MACHINES = { app: 'ledger-machine' };

/** Workloads that are no pods: machines with a proxy, one that is known, and a group whose machines join by themselves. */
export function machines(scope: Construct, namespace: MeshNamespace): void {
  // who the machines are to the mesh: policies name it as they name that of a pod
  const { identity } = namespace.addServiceAccount('ledger-machine');
  const locality = WorkloadLocality.of('eu-west', 'zone-a');

  new WorkloadEntry(scope, 'ledger-1', {
    name: 'ledger-1',
    namespace,
    address: WorkloadAddress.ip('192.0.2.17'),
    workloadLabels: LEDGER_MACHINES,
    identity,
    ports: { http: 8080 },
    network: 'machines',
    locality,
    weight: 2,
  });

  new WorkloadGroup(scope, 'ledger-machines', {
    name: 'ledger-machines',
    namespace,
    workloadLabels: LEDGER_MACHINES,
    workloadAnnotations: { 'example.com/owner': 'ledger-team' },
    template: { identity, ports: { http: 8080 }, network: 'machines', locality, weight: 1 },
    probe: WorkloadProbe.http(8080, {
      path: '/ready',
      scheme: ProbeScheme.HTTP,
      headers: [{ name: 'Host', text: 'ledger.example.com' }],
      initialDelay: Duration.seconds(5),
      period: Duration.seconds(10),
      timeout: Duration.seconds(2),
      failureThreshold: 3,
      successThreshold: 1,
    }),
  });
  new WorkloadGroup(scope, 'batch-machines', {
    name: 'batch-machines', namespace, workloadLabels: { app: 'batch-machine' }, template: { identity }, probe: WorkloadProbe.exec(['/usr/local/bin/ready']),
  });
  new WorkloadGroup(scope, 'queue-machines', {
    name: 'queue-machines', namespace, workloadLabels: { app: 'queue-machine' }, template: { identity }, probe: WorkloadProbe.tcp(5672),
  });
}
