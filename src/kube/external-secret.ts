import type { Construct } from 'constructs';
import type { LateValue } from './late-value';
import { Manifest } from './manifest';
import { dnsSubdomainProblem } from './names';
import { fail } from '../analysis/mesh-error';
import type { SecretStoreRef } from '../vocabulary/secret-store';

/** What one variable of the template, or one key of the Secret, is read from. */
export interface ExternalValue {
  /** The name of the variable, or the key. */
  readonly secretKey: string;
  /** The entry in the store. */
  readonly key: string;
  /** The field of the entry, where it has several. */
  readonly property?: string;
}

/** An ExternalSecret; the Secret that it makes has its name. */
export interface ExternalSecretProps {
  readonly name: string;
  readonly namespace: string;
  readonly store: SecretStoreRef;
  /** How often the store is read again, in Go's notation; the operator's own default is an hour. */
  readonly refreshInterval?: string;
  readonly values: readonly ExternalValue[];
  /** Type, labels, annotations and data of the Secret; without it the Secret has the values by their keys. */
  readonly template?: {
    readonly type?: string;
    readonly labels?: { readonly [key: string]: string };
    readonly annotations?: { readonly [key: string]: string };
    /** Go templates with the values as variables. */
    readonly data?: { readonly [key: string]: string };
  };
  readonly raw?: unknown;
  /** Values that the template holds. */
  readonly waitsFor?: readonly LateValue[];
}

/**
 * Writes an ExternalSecret.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export function externalSecret(scope: Construct, id: string, props: ExternalSecretProps): Manifest {
  const { name, namespace, store, refreshInterval, values, template, raw, waitsFor } = props;
  const metadata = template && (template.labels || template.annotations) ? { labels: template.labels, annotations: template.annotations } : undefined;
  const manifest = new Manifest(scope, id, {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name, namespace },
    body: {
      spec: {
        refreshInterval,
        secretStoreRef: { kind: store.kind, name: store.name },
        target: {
          name,
          template: template && { engineVersion: 'v2', type: template.type, metadata, data: template.data },
        },
        data: values.map(({ secretKey, key, property }) => ({ secretKey, remoteRef: { key, property } })),
      },
    },
    raw,
    waitsFor,
  });
  const problem = dnsSubdomainProblem(name);
  if (problem) {
    fail(manifest, {
      code: 'kube/invalid-name',
      what: `the name '${name}' of the ExternalSecret is not usable: ${problem}`,
      expected: 'a name that Kubernetes accepts for a Secret',
      fix: 'change the name',
    });
  }
  return manifest;
}
