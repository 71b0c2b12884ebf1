import { type Duration, Lazy } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { remarkUnknownCa } from './ca-remark';
import { base64, goTemplateText, kubeconfig } from './kubeconfig';
import type { SecretRow } from './rows';
import { secretKey, secretMetadata } from './secret-names';
import { externalSecret } from '../../kube/external-secret';
import { inlineText } from '../../kube/yaml-scalar';
import { goDuration } from '../../traffic/durations';
import type { SecretStoreRef } from '../../vocabulary/secret-store';

/** Where a token and a CA are in a store. */
export interface StoredAccess {
  readonly store: SecretStoreRef;
  readonly key: string;
  readonly tokenProperty: string;
  readonly caProperty: string;
  readonly refresh?: Duration;
}

/**
 * The ExternalSecret that renders what istiod reads. It waits for the URL of the API server: that is in no store. What is
 * known at synth stands in the template as text, the rest is filled in by the operator.
 */
export function kubeconfigExternalSecret(row: SecretRow, { store, key, tokenProperty, caProperty, refresh }: StoredAccess, at: IConstruct): void {
  const { source } = row;
  const { name, namespace, labels, annotations } = secretMetadata(row);
  const text = (value: string): string => goTemplateText(inlineText(value));
  const knowsCa = source.ca.known !== undefined;
  if (!knowsCa) remarkUnknownCa(row, `'${caProperty}' of '${key}' in ${store.kind} '${store.name}'`, at);

  externalSecret(row.reader.scope, `remote-secret-${namespace}-${name}`, {
    name,
    namespace,
    store,
    refreshInterval: refresh && goDuration(refresh),
    values: [
      { secretKey: 'token', key, property: tokenProperty },
      ...(knowsCa ? [] : [{ secretKey: 'ca', key, property: caProperty }]),
    ],
    template: {
      type: 'Opaque',
      labels,
      annotations,
      data: {
        [secretKey(row)]: Lazy.any({
          produce: () => kubeconfig({
            cluster: text(source.cluster),
            server: text(source.url.known ?? ''),
            ca: knowsCa ? base64(source.ca.known!) : '{{ .ca | b64enc }}',
            token: '{{ .token }}',
            tlsServerName: source.tlsServerName && text(source.tlsServerName),
          }),
        }),
      },
    },
    waitsFor: [source.url],
  });
}
