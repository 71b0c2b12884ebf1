import type { IConstruct } from 'constructs';
import { remarkUnknownCa } from './ca-remark';
import type { SecretRow, SecretsWay, SourceSide } from './rows';
import { remoteSecretsScript } from './script-text';
import { usableRows } from './secret-names';
import { writeTokenSecret } from './source-objects';
import { Findings } from '../../analysis/findings';
import { addOutputFile, writesFiles } from '../../kube/output-files';

/** Kubeconfigs that a person makes with a script. */
export class ScriptWay implements SecretsWay {
  public writeSource(source: SourceSide): void {
    writeTokenSecret(source);
  }

  public writeReader(rows: readonly SecretRow[], at: IConstruct): void {
    const usable = usableRows(rows, at);
    if (usable.length === 0) return;
    const { cluster, namespace, scope } = usable[0].reader;
    // several meshes may share a cluster, and so its folder
    const file = namespace === 'istio-system' ? 'remote-secrets.sh' : `remote-secrets-${namespace}.sh`;
    addOutputFile(scope, file, () => remoteSecretsScript(usable, file), { executable: true });

    const findings = Findings.of(at);
    for (const row of usable.filter(({ source }) => source.ca.known === undefined)) remarkUnknownCa(row, 'ca.crt of the token Secret there', at);
    if (writesFiles(scope)) {
      findings.remark(
        at,
        'precondition',
        `${cluster}/${file} gives cluster '${cluster}' the kubeconfigs of the others; run it once the ServiceAccounts and token Secrets of the others are applied`,
        cluster,
      );
      return;
    }
    findings.add(at, {
      code: 'topology/script-not-written',
      severity: 'warning',
      what: `the script ${file}, which gives cluster '${cluster}' the kubeconfigs of other clusters, is not written: a plain App writes manifests only`,
      expected: 'a MeshApp, or another way for the kubeconfigs',
      fix: 'make the program a `new MeshApp()`, or state `remoteSecrets`: RemoteSecrets.externalSecrets(), managedServiceAccounts() or existing()',
    });
  }
}
