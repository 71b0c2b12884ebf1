import type { CertManagerCertificateOptions } from './certificate';

/** Where a certificate comes from. */
export type CertificateSource =
  | { readonly kind: 'secret'; readonly secretName: string }
  | { readonly kind: 'cert-manager'; readonly options: CertManagerCertificateOptions }
  | { readonly kind: 'serving' };
