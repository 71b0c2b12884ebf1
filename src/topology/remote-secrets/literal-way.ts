import { Lazy } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { base64, kubeconfig } from './kubeconfig';
import type { SecretRow, SecretsWay, SourceSide } from './rows';
import { secretKey, secretMetadata, usableRows } from './secret-names';
import { writeTokenSecret } from './source-objects';
import { Findings } from '../../analysis/findings';
import { checkKinds, MAP, required } from '../../analysis/kinds';
import { Manifest } from '../../kube/manifest';
import { inlineText } from '../../kube/yaml-scalar';

/** Tokens that stand in the output. */
export interface LiteralRemoteSecretsOptions {
  /** The token of each cluster that is read, by the name of the cluster. */
  readonly tokens: { [cluster: string]: string };
  /**
   * That tokens are in the output is meant: `true`. Whoever reads the output reads what the clusters run, and their Services.
   * @default - it is an error
   */
  readonly contentInOutput?: boolean;
}

/** Kubeconfigs in the output. */
export class LiteralWay implements SecretsWay {
  public constructor(private readonly options: LiteralRemoteSecretsOptions) {}

  public writeSource(source: SourceSide): void {
    writeTokenSecret(source);
  }

  public writeReader(rows: readonly SecretRow[], at: IConstruct): void {
    checkKinds(at, 'topology/wrong-type', 'RemoteSecrets.literal()', [['tokens', this.options?.tokens, required(MAP)]]);
    if (this.options.contentInOutput !== true) {
      Findings.of(at).add(at, {
        code: 'topology/secret-in-output',
        what: 'RemoteSecrets.literal() would write tokens into the output',
        expected: 'another way, or a word that this is meant',
        fix: 'take RemoteSecrets.script() or RemoteSecrets.externalSecrets(), or state contentInOutput: true',
      });
      return;
    }
    for (const row of usableRows(rows, at)) this.write(row, at);
  }

  private write(row: SecretRow, at: IConstruct): void {
    const { source } = row;
    const token: unknown = Object.hasOwn(this.options.tokens, source.cluster) ? this.options.tokens[source.cluster] : undefined;
    if (typeof token !== 'string' || token.trim() === '') {
      const names = Object.keys(this.options.tokens).sort().map((name) => `'${name}'`);
      Findings.of(at).add(at, {
        code: 'topology/token-missing',
        what: `RemoteSecrets.literal() has no token of cluster '${source.cluster}', which cluster '${row.reader.cluster}' reads`,
        expected: `a token for each cluster that is read; there ${names.length === 1 ? 'is one' : 'are some'} for ${names.join(', ') || 'none'}`,
        fix: `add '${source.cluster}' to \`tokens\``,
      });
      return;
    }
    const { name, namespace, labels, annotations } = secretMetadata(row);
    // In the clear, not in base64: a changed token is one changed line, and the API server makes `data` of it, which istiod reads.
    new Manifest(row.reader.scope, `remote-secret-${namespace}-${name}`, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace, labels, annotations },
      body: {
        type: 'Opaque',
        stringData: {
          [secretKey(row)]: Lazy.any({
            produce: () => kubeconfig({
              cluster: inlineText(source.cluster),
              server: inlineText(source.url.known ?? ''),
              ca: base64(source.ca.known ?? ''),
              token: inlineText(token.trim()),
              tlsServerName: source.tlsServerName && inlineText(source.tlsServerName),
            }),
          }),
        },
      },
      waitsFor: [source.url, source.ca],
    });
  }
}
