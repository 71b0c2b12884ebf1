/** A version of TLS. */
export enum TlsVersion {
  /** What the proxy prefers. */
  AUTO = 'TLS_AUTO',
  /** TLS 1.0: broken. Needs cipher suites that the proxy does not offer by itself. */
  V1_0 = 'TLSV1_0',
  /** TLS 1.1: broken. Needs cipher suites that the proxy does not offer by itself. */
  V1_1 = 'TLSV1_1',
  /** TLS 1.2. */
  V1_2 = 'TLSV1_2',
  /** TLS 1.3. */
  V1_3 = 'TLSV1_3',
}
