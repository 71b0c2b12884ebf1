import type { Duration } from 'cdk8s';
import type { CaKeyAlgorithm } from './ca-key-algorithm';
import type { IssuerRef } from '../vocabulary/issuer-ref';
import type { SecretStoreRef } from '../vocabulary/secret-store';

/** Secrets `cacerts` that are made outside of the program. */
export interface ExistingSecretsTrustOptions {
  /**
   * The certificate of the root CA, as PEM. It is public. With it the fingerprint to expect is known, in preconditions and contracts.
   * @default - not known; the summary says how to see that the root is the same everywhere
   */
  readonly rootCertificate?: string;
}

/** What the fields of an entry in the secret store are called. */
export interface CaProperties {
  /**
   * The field with the certificate of the CA that signs for workloads, as PEM.
   * @default ca-cert.pem
   */
  readonly certificate?: string;
  /**
   * The field with its private key, as PEM, not encrypted.
   * @default ca-key.pem
   */
  readonly privateKey?: string;
  /**
   * The field with the certificate of the root CA, as PEM.
   * @default root-cert.pem
   */
  readonly root?: string;
  /**
   * The field with the chain, as PEM: the certificate of the CA first, the root last.
   * @default cert-chain.pem
   */
  readonly chain?: string;
}

/** Secrets `cacerts` that the External Secrets Operator makes. */
export interface ExternalSecretsTrustOptions {
  /** Where the operator reads. The store is found in every cluster under this name. */
  readonly store: SecretStoreRef;
  /**
   * The entry of a cluster in the store, for instance `mesh/{cluster}`; `{cluster}` stands for the name of the cluster. Without it all
   * clusters would sign with one intermediate, which is an error with more than one cluster.
   */
  readonly key: string;
  /**
   * The entry that has the certificate of the root CA, for all clusters. With it there is one root, whatever the entries of the clusters
   * have: an istiod whose intermediate is not signed by it refuses to start.
   * @default - the entry of each cluster has its root, and that they are the same is taken on trust
   */
  readonly rootKey?: string;
  /**
   * What the fields of the entries are called.
   * @default - `ca-cert.pem`, `ca-key.pem`, `root-cert.pem`, `cert-chain.pem`
   */
  readonly properties?: CaProperties;
  /**
   * How often the store is read again.
   * @default - what the operator says, an hour
   */
  readonly refreshInterval?: Duration;
  /**
   * The certificate of the root CA, as PEM. It is public. With it the fingerprint to expect is known, in preconditions and contracts.
   * @default - not known
   */
  readonly rootCertificate?: string;
  /**
   * Raw fields laid over each `ExternalSecret`: `{ spec: { ... } }`.
   * @default - none
   */
  readonly raw?: any;
}

/** Intermediate CAs that cert-manager requests and renews. */
export interface CertManagerTrustOptions {
  /**
   * Who signs the intermediates. It must be found in every cluster under this name, an `Issuer` in the root namespace, sign CAs, and give its
   * root in `ca.crt`: Vault, Venafi, or a CA whose Secret was brought to all clusters. Not self-signed: that would make a root a cluster.
   */
  readonly issuer: IssuerRef;
  /**
   * Other issuers, by the name of the cluster.
   * @default - `issuer` in every cluster
   */
  readonly perCluster?: { [cluster: string]: IssuerRef };
  /**
   * How long an intermediate is valid. At least an hour, which is cert-manager's own limit; workloads' certificates end with it.
   * @default - what cert-manager and the issuer say, usually 90 days
   */
  readonly duration?: Duration;
  /**
   * How long before its end it is renewed. istiod takes the new one without a restart.
   * @default - after two thirds of its life
   */
  readonly renewBefore?: Duration;
  /**
   * The kind of its private key. Each renewal makes a new key.
   * @default CaKeyAlgorithm.RSA_4096
   */
  readonly algorithm?: CaKeyAlgorithm;
  /**
   * The certificate of the root CA, as PEM. It is public. With it the fingerprint to expect is known, in preconditions and contracts; that
   * the issuer is below it is still taken on trust.
   * @default - not known
   */
  readonly rootCertificate?: string;
  /**
   * Raw fields laid over each `Certificate`: `{ spec: { ... } }`.
   * @default - none
   */
  readonly raw?: any;
}

/** istio-csr: cert-manager signs for each workload. */
export interface IstioCsrTrustOptions {
  /**
   * Who signs for workloads: an `Issuer` in the root namespace or a `ClusterIssuer` of cert-manager itself, found in every cluster under this
   * name. Neither ACME nor self-signed. The operator does not let it be changed later.
   */
  readonly issuer: IssuerRef;
  /**
   * Other issuers, by the name of the cluster.
   * @default - `issuer` in every cluster
   */
  readonly perCluster?: { [cluster: string]: IssuerRef };
  /**
   * The namespace of the agent. It is written, unless it is the root namespace.
   * @default istio-csr
   */
  readonly namespace?: string;
  /**
   * The certificate of the root CA, as PEM. It is public. With it every cluster hands out this root and no other, so that a cluster whose
   * issuer is not below it stands out by itself.
   * @default - the root that the issuer of each cluster gives
   */
  readonly rootCertificate?: string;
  /**
   * Raw fields laid over each `IstioCSR`: `{ spec: { ... } }`.
   * @default - none
   */
  readonly raw?: any;
}

/** The CA that one cluster signs with. */
export interface LiteralIntermediate {
  /** Its certificate, as PEM. */
  readonly certificate: string;
  /** Its private key, as PEM, not encrypted. It is written into the output. */
  readonly privateKey: string;
  /**
   * The certificates between it and the root, as PEM, lowest first. The certificate itself and the root may stand in it too.
   * @default - none: it is signed by the root
   */
  readonly chain?: string;
}

/** CAs that are given in the program. */
export interface LiteralTrustOptions {
  /** The certificate of the root CA, as PEM. */
  readonly rootCertificate: string;
  /** The CA of each cluster, by the name of the cluster. */
  readonly intermediates: { [cluster: string]: LiteralIntermediate };
  /**
   * Says that the private keys may be in the output. Manifests are read, copied and committed: whoever reads one of these keys can
   * be any workload of the mesh.
   * @default false - an error, and no Secret is written
   */
  readonly contentInOutput?: boolean;
}
