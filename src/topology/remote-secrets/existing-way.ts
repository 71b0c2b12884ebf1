import type { IConstruct } from 'constructs';
import type { SecretRow, SecretsWay, SourceSide } from './rows';
import { secretKey, secretMetadata, usableRows } from './secret-names';
import { writeServiceAccount } from './source-objects';
import { Findings } from '../../analysis/findings';

/** Secrets that somebody else makes; said is what they must be. */
export class ExistingWay implements SecretsWay {
  public writeSource(source: SourceSide): void {
    writeServiceAccount(source);
  }

  public writeReader(rows: readonly SecretRow[], at: IConstruct): void {
    for (const row of usableRows(rows, at)) Findings.of(at).remark(at, 'precondition', described(row));
  }
}

function described(row: SecretRow): string {
  const { name, namespace, labels = {}, annotations } = secretMetadata(row);
  const hung = [...Object.entries(labels).map(([k, v]) => `label ${k}: "${v}"`), ...Object.entries(annotations).map(([k, v]) => `annotation ${k}: ${v}`)];
  return `Secret '${name}' in namespace ${namespace} of cluster '${row.reader.cluster}' exists, with ${hung.join(', ')}, `
    + `and a kubeconfig of cluster '${row.source.cluster}' under data key '${secretKey(row)}': ${istioctl(row)}`;
}

/**
 * The command that makes the Secret. Without a namespace istioctl takes that of the current context, not that of the mesh; a
 * ServiceAccount that istioctl made would keep the operator from installing its own.
 */
function istioctl({ type, reader, source }: SecretRow): string {
  return [
    `istioctl create-remote-secret --context=${source.cluster} --name=${source.cluster}`,
    `--namespace=${source.namespace}`,
    ...(type === 'config' ? ['--type=config'] : []),
    `--service-account=${source.serviceAccount} --create-service-account=false`,
    `--server=${source.url.known ?? `"$(${source.url.command})"`}`,
    ...(source.tlsServerName ? [`--tls-server-name=${source.tlsServerName}`] : []),
    `| oc --context ${reader.cluster} apply -f -`,
  ].join(' ');
}
