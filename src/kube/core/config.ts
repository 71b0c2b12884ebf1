import type { Construct } from 'constructs';
import { type CoreKind, coreObject, type ObjectProps } from './object';
import { fail } from '../../analysis/mesh-error';
import type { Manifest } from '../manifest';
import { dnsSubdomainProblem } from '../names';

const CONFIG_MAP: CoreKind = { apiVersion: 'v1', kind: 'ConfigMap', nameProblem: dnsSubdomainProblem };
const SECRET: CoreKind = { apiVersion: 'v1', kind: 'Secret', nameProblem: dnsSubdomainProblem };

/** A ConfigMap. */
export interface ConfigMapProps extends ObjectProps {
  readonly data?: { readonly [key: string]: string };
  readonly immutable?: boolean;
}

/** A Secret. */
export interface SecretProps extends ObjectProps {
  readonly type?: string;
  /** Base64. */
  readonly data?: { readonly [key: string]: string };
  readonly stringData?: { readonly [key: string]: string };
  readonly immutable?: boolean;
  /** Whether a person asked for content in the output. Manifests are read, copied and committed: without a word from them a Secret has none. */
  readonly contentInOutput?: boolean;
}

/** Writes a ConfigMap. */
export function configMap(scope: Construct, id: string, props: ConfigMapProps): Manifest {
  return coreObject(scope, id, CONFIG_MAP, props, { data: props.data, immutable: props.immutable });
}

/**
 * Writes a Secret, for others to fill (a service account's token) unless `contentInOutput`.
 *
 * @throws if it has content and nobody asked for that
 */
export function secret(scope: Construct, id: string, props: SecretProps): Manifest {
  const { type, data, stringData, immutable } = props;
  const manifest = coreObject(scope, id, SECRET, props, { type, data, stringData, immutable });
  const keys = Object.keys({ ...data, ...stringData });
  if (keys.length && !props.contentInOutput) {
    fail(manifest, {
      code: 'kube/secret-in-output',
      what: `Secret '${props.name}' would write ${keys.map((key) => `'${key}'`).join(', ')} into the output`,
      expected: 'a reference to a Secret that exists, an ExternalSecret or a cert-manager Certificate',
      fix: 'refer to the Secret by name, or opt in to content in the output',
    });
  }
  return manifest;
}
