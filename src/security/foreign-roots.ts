import { certificateIn, pemOf, rootProblem } from './certificates';
import type { Problem } from '../analysis/finding';
import type { PlainValues } from '../mesh/plain-values';
import { DataPlane } from '../vocabulary/data-plane';

/** The root CA of another mesh. */
export interface ForeignRoot {
  /** Its certificate, as PEM. */
  readonly pem: string;
  /** The trust domains that it is meant for. Istio puts the root into one bundle for all: they do not keep it from vouching for others. */
  readonly trustDomains: readonly string[];
  /** Whose it is, for messages. */
  readonly of?: string;
}

/**
 * Values with which a mesh believes other roots beside its own: the roots go into the trust bundle, and istiod sends it to proxies
 * instead of the agent's own root.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-CertificateData
 */
export function foreignRootValues(roots: readonly ForeignRoot[]): PlainValues {
  const readable = roots.flatMap((root) => {
    const certificate = certificateIn(root.pem);
    return certificate ? [{ pem: pemOf(certificate), trustDomains: [...new Set(root.trustDomains)].sort() }] : [];
  });
  if (readable.length === 0) return {};
  return {
    meshConfig: {
      caCertificates: readable.map(({ pem, trustDomains }) => ({ pem, ...(trustDomains.length > 0 ? { trustDomains } : {}) })),
      defaultConfig: { proxyMetadata: { PROXY_CONFIG_XDS_AGENT: 'true' } },
    },
    pilot: { env: { ISTIO_MULTIROOT_MESH: 'true' } },
  };
}

/** What is wrong with the roots of others. */
export function foreignRootProblems(roots: readonly ForeignRoot[], dataPlane: DataPlane): Problem[] {
  const problems = roots.flatMap(({ pem, of }) => rootProblem(pem, of === undefined ? 'the root of another mesh' : `the root of ${of}`) ?? []);
  if (roots.length > 0 && dataPlane === DataPlane.AMBIENT) {
    // Inferred: the switch is one of the sidecar's agent (pilot/cmd/pilot-agent), and no page says that ztunnel takes the bundle.
    problems.push({
      code: 'security/foreign-roots-in-ambient',
      what: 'an ambient mesh is to trust the roots of other meshes, which istiod tells to the agents of sidecars and gateways, and not to ztunnel',
      expected: 'one root for all meshes whose workloads call each other, or the sidecar data plane',
      fix: 'sign the CAs of all with one root',
    });
  }
  return problems;
}
