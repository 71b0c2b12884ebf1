import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { kubeconfigExternalSecret } from './external-secret';
import type { ReadCluster, SecretRow, SecretsWay, SourceSide } from './rows';
import { tokenSecretName, usableRows } from './secret-names';
import { accessId, tokenStage, writeServiceAccount, writeTokenSecret } from './source-objects';
import { Findings } from '../../analysis/findings';
import { checkKinds, FLAG, made, required, stated, TEXT, TIME_SPAN } from '../../analysis/kinds';
import { Manifest } from '../../kube/manifest';
import { goDuration } from '../../traffic/durations';
import type { SecretStoreRef } from '../../vocabulary/secret-store';

/** Tokens in a store that the External Secrets Operator reads. */
export interface ExternalRemoteSecretsOptions {
  /** The store, as the clusters that read know it. A `SecretStore` is looked for in the namespace of their control plane. */
  readonly store: SecretStoreRef;
  /**
   * The entry of a cluster in the store. `{cluster}` stands for the name of the cluster that is read, which must occur; `{account}`
   * for the name of the ServiceAccount whose token it is, for a cluster that is read with two.
   * @default mesh/remote/{cluster}
   */
  readonly key?: string;
  /**
   * The field of the entry that has the token.
   * @default token
   */
  readonly tokenProperty?: string;
  /**
   * The field of the entry that has the CA of the API server, as PEM. Not read where the `Cluster` states it.
   * @default ca.crt
   */
  readonly caProperty?: string;
  /**
   * Whether each cluster that is read pushes its token and `ca.crt` to the store.
   * @default false: somebody else fills the store
   */
  readonly publish?: boolean;
  /**
   * The store that is pushed to, as the clusters that are read know it: one that may write there.
   * @default - `store`
   */
  readonly publishStore?: SecretStoreRef;
  /**
   * How often the store is read, and written where `publish` is set.
   * @default - the operator's own default, an hour
   */
  readonly refresh?: Duration;
}

export const STORE = made(
  'SecretStoreRef',
  (v) => `write SecretStoreRef.clusterStore('${typeof v === 'string' ? v : '<name>'}')`,
  (v) => typeof v?.name === 'string' && typeof v.kind === 'string',
);

/** Kubeconfigs that the External Secrets Operator renders, from tokens in a store. */
export class ExternalWay implements SecretsWay {
  private readonly options: ExternalRemoteSecretsOptions;
  private readonly tokenProperty: string;
  private readonly caProperty: string;

  public constructor(options: ExternalRemoteSecretsOptions) {
    this.options = stated(options ?? {});
    this.tokenProperty = this.options.tokenProperty ?? 'token';
    this.caProperty = this.options.caProperty ?? 'ca.crt';
  }

  public writeSource(source: SourceSide): void {
    const { publish, publishStore, store, refresh } = this.checked(source.scope);
    if (!publish) {
      writeServiceAccount(source);
      return;
    }
    writeTokenSecret(source);
    const { name, kind } = publishStore ?? store;
    const remoteKey = this.keyOf(source);
    new Manifest(source.scope, `${accessId(source)}-push`, {
      apiVersion: 'external-secrets.io/v1alpha1',
      kind: 'PushSecret',
      metadata: { name: tokenSecretName(source.serviceAccount), namespace: source.namespace },
      body: {
        spec: {
          refreshInterval: refresh && goDuration(refresh),
          secretStoreRefs: [{ name, kind }],
          selector: { secret: { name: tokenSecretName(source.serviceAccount) } },
          data: [
            { match: { secretKey: 'token', remoteRef: { remoteKey, property: this.tokenProperty } } },
            { match: { secretKey: 'ca.crt', remoteRef: { remoteKey, property: this.caProperty } } },
          ],
        },
      },
      stage: tokenStage(source),
    });
  }

  public writeReader(rows: readonly SecretRow[], at: IConstruct): void {
    const { store, publish, refresh } = this.checked(at);
    const { key } = this.options;
    if (key !== undefined && !key.includes('{cluster}')) {
      Findings.of(at).add(at, {
        code: 'topology/key-without-cluster',
        what: `\`key\` '${key}' is the same for every cluster that is read`,
        expected: 'a pattern with {cluster}: each cluster has a token of its own',
        fix: `write '${key.replace(/\/$/, '')}/{cluster}'`,
      });
      return;
    }
    for (const row of usableRows(rows, at)) {
      const entry = this.keyOf(row.source);
      kubeconfigExternalSecret(row, { store, key: entry, tokenProperty: this.tokenProperty, caProperty: this.caProperty, refresh }, at);
      if (!publish) {
        Findings.of(at).remark(
          at,
          'precondition',
          `entry '${entry}' of the store that ${store.kind} '${store.name}' reads has a token of ServiceAccount ${row.source.serviceAccount} `
          + `in namespace ${row.source.namespace} of cluster '${row.source.cluster}' as '${this.tokenProperty}'`
          + (row.source.ca.known === undefined ? `, and the CA of its API server as '${this.caProperty}'` : ''),
          row.source.cluster,
        );
      }
    }
  }

  private keyOf(source: ReadCluster): string {
    return (this.options.key ?? 'mesh/remote/{cluster}').replaceAll('{cluster}', source.cluster).replaceAll('{account}', source.serviceAccount);
  }

  private checked(at: IConstruct): ExternalRemoteSecretsOptions {
    const { store, key, tokenProperty, caProperty, publish, publishStore, refresh } = this.options;
    checkKinds(at, 'topology/wrong-type', 'RemoteSecrets.externalSecrets()', [
      ['store', store, required(STORE)],
      ['key', key, TEXT],
      ['tokenProperty', tokenProperty, TEXT],
      ['caProperty', caProperty, TEXT],
      ['publish', publish, FLAG],
      ['publishStore', publishStore, STORE],
      ['refresh', refresh, TIME_SPAN],
    ]);
    return this.options;
  }
}
