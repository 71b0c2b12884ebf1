import type { IConstruct } from 'constructs';
import { controlPlaneNames } from './external-names';
import { Findings } from '../../analysis/findings';
import type { Mesh } from '../../mesh';
import type { MadePart, Part } from '../parts';
import { operatorMakesReader, readCluster } from '../readers';
import { RemoteSecrets } from '../remote-secrets/remote-secrets';
import type { ReadCluster, SecretRow } from '../remote-secrets/rows';

/** Who is read by an external control plane. */
export interface ReadByHub {
  readonly hub: Part;
  readonly controlPlane: Mesh;
  readonly config: MadePart;
  readonly data: readonly MadePart[];
}

/**
 * Lets an external control plane read its clusters: the config cluster as itself, with the account that the charts make there, the
 * others as every control plane reads another cluster.
 */
export function writeExternalSecrets(at: IConstruct, given: RemoteSecrets | undefined, { hub, controlPlane, config, data }: ReadByHub): void {
  const way = given ?? RemoteSecrets.script();
  const namespace = controlPlane.rootNamespace;
  const names = controlPlaneNames(controlPlane.revision.name, namespace);
  const source: ReadCluster = { ...readCluster(config.member), serviceAccount: names.istiod, clusterRole: names.clusterRole };
  way._writeSource({ ...source, scope: config.scope, writesServiceAccount: false, waitsFor: config.mesh._role?.waitsFor });
  for (const part of data) {
    way._writeSource({
      ...readCluster(part.member), scope: part.scope, writesServiceAccount: !operatorMakesReader(part.mesh), waitsFor: part.mesh._role?.waitsFor,
    });
  }
  const reader = { cluster: hub.cluster.clusterName, scope: hub.scope, namespace };
  way._writeReader([
    { type: 'config', reader, source }, ...data.map((part): SecretRow => ({ type: 'remote', reader, source: readCluster(part.member) })),
  ], at);
  // The Secret is optional in the chart: client-go then takes the cluster that the pod runs in.
  Findings.of(at).remark(at, 'precondition',
    `Secret 'istio-kubeconfig' is in namespace '${namespace}' of cluster '${reader.cluster}' before the Istio '${controlPlane.meshName}' is applied there: `
    + `without it istiod takes its own cluster for '${config.cluster.clusterName}', until Deployment '${names.istiod}' is restarted`);
}
