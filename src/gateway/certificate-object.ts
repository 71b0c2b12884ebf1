import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { CertManagerCertificateOptions } from './certificate';
import { Manifest } from '../kube/manifest';
import { goDuration } from '../traffic/durations';

/** A `Certificate` of cert-manager for something that a gateway serves. */
export interface CertificateObjectProps {
  readonly name: string;
  readonly namespace: string;
  readonly secretName: string;
  /** Asked when the program is complete. */
  readonly dnsNames: () => string[];
  readonly options: CertManagerCertificateOptions;
}

/** Writes a `Certificate` of cert-manager. */
export function certificateObject(scope: Construct, id: string, props: CertificateObjectProps): Manifest {
  const { issuer, duration, renewBefore, raw } = props.options;
  return new Manifest(scope, id, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: props.name, namespace: props.namespace },
    body: {
      spec: {
        secretName: props.secretName,
        dnsNames: Lazy.any({ produce: props.dnsNames }),
        issuerRef: { name: issuer.name, kind: issuer.kind, group: issuer.group },
        duration: duration && goDuration(duration),
        renewBefore: renewBefore && goDuration(renewBefore),
      },
    },
    raw,
  });
}
