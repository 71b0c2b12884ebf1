import type { Construct } from 'constructs';
import type { CertManagerCertificateOptions, GatewayCertificate } from './certificate';
import { certificateObject } from './certificate-object';
import type { GatewayClaims } from './claims';
import type { GatewayHost } from './gateway-host';
import { ANY_HOST } from './host-name';
import { Findings } from '../analysis/findings';
import type { Manifest } from '../kube/manifest';
import { dnsSubdomainProblem } from '../kube/names';

/** OpenShift's service CA fills the Secret that this annotation of a Service names. */
export const SERVING_CERTIFICATE = 'service.beta.openshift.io/serving-cert-secret-name';

/** One cert-manager Certificate and the names in it, which grow with the hosts. */
interface Requested {
  readonly options: CertManagerCertificateOptions;
  readonly dnsNames: Set<string>;
  readonly manifest: Manifest;
}

/** The certificates of one gateway, each in a Secret of its namespace. */
export class CertificateStore {
  private readonly requested = new Map<string, Requested>();

  /**
   * @param gateway the scope of what is written
   * @param servingSecret the Secret of the service CA; asked for when it is used
   */
  public constructor(
    private readonly gateway: Construct,
    private readonly namespace: string,
    private readonly claims: GatewayClaims,
    private readonly servingSecret: () => string,
  ) {}

  /** The name of the Secret with a certificate for a host. */
  public secretOf(certificate: GatewayCertificate, host: GatewayHost): string {
    const source = certificate._source;
    switch (source.kind) {
      case 'secret': return this.checked(source.secretName, host);
      case 'serving': return this.servingSecret();
      case 'cert-manager': return this.request(source.options, host);
    }
  }

  private request(options: CertManagerCertificateOptions, host: GatewayHost): string {
    const secretName = this.checked(options.secretName ?? `${host.objectName}-tls`, host);
    const known = this.requested.get(secretName) ?? this.write(secretName, options, host);
    if (!host._certificates.includes(known.manifest)) host._certificates.push(known.manifest);
    if (host.hostName !== ANY_HOST) known.dnsNames.add(host.hostName);
    for (const name of options.dnsNames ?? []) known.dnsNames.add(name);
    if (known.dnsNames.size === 0) {
      Findings.of(host).add(host, {
        code: 'gateway/certificate-without-names',
        what: `the certificate in Secret '${secretName}' is for every host, and cert-manager cannot request one without names`,
        expected: 'names for the certificate',
        fix: 'list them in `dnsNames`, or use GatewayCertificate.fromSecret',
      });
    }
    if (terms(known.options) !== terms(options)) {
      Findings.of(host).add(host, {
        code: 'gateway/certificates-disagree',
        what: `two certificates for Secret '${secretName}' differ in their issuer or their lifetime`,
        expected: 'one certificate for a Secret',
        fix: 'share one GatewayCertificate, or state another `secretName`',
      });
    }
    return secretName;
  }

  private write(secretName: string, options: CertManagerCertificateOptions, host: GatewayHost): Requested {
    const name = options.secretName ?? host.objectName;
    const dnsNames = new Set<string>();
    const manifest = certificateObject(this.gateway, `certificate-${secretName}`, {
      name, namespace: this.namespace, secretName, dnsNames: () => [...dnsNames], options,
    });
    this.claims.claimName(host, 'Certificate', this.namespace, name);
    const made = { options, dnsNames, manifest };
    this.requested.set(secretName, made);
    return made;
  }

  private checked(secretName: string, host: GatewayHost): string {
    const wrong = dnsSubdomainProblem(secretName);
    if (wrong) {
      Findings.of(host).add(host, {
        code: 'gateway/invalid-secret-name',
        what: `'${secretName}' is not the name of a Secret: ${wrong}`,
        expected: 'a name that Kubernetes accepts for a Secret',
        fix: 'change the name',
      });
    }
    return secretName;
  }
}

function terms({ issuer, duration, renewBefore }: CertManagerCertificateOptions): string {
  return JSON.stringify([issuer.name, issuer.kind, issuer.group, duration?.toMilliseconds(), renewBefore?.toMilliseconds()]);
}
