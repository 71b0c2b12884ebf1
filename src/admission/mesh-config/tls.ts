import type { Report } from '../report';
import { mapAt, textsAt, type PlainObject } from '../syntax/values';
import { quoted } from '../syntax/words';
import { isFilled } from '../syntax/written';

/** Those that Envoy's BoringSSL has (istio/istio pkg/config/security/security.go). */
const CURVES = ['P-224', 'P-256', 'P-521', 'P-384', 'X25519', 'X25519Kyber768Draft00', 'X25519MLKEM768'];

/**
 * Elliptic curves of TLS. The report stands at the mesh configuration.
 * @see istio/istio pkg/config/validation/agent/validation.go (ValidateMeshTLSConfig, ValidateMeshTLSDefaults)
 */
export function checkCurves(config: PlainObject, report: Report): void {
  if (isFilled(mapAt(config, 'meshMTLS'), 'ecdhCurves')) {
    report.in('meshMTLS', 'ecdhCurves').error({
      code: 'mesh-config/curves-of-mesh-mtls',
      what: 'meshMTLS has ecdhCurves, which cannot be chosen for traffic inside the mesh',
      expected: 'ecdhCurves under tlsDefaults, for traffic that does not use the mTLS of the mesh',
      fix: 'move ecdhCurves to tlsDefaults, or remove it',
    });
  }
  const curves = textsAt(mapAt(config, 'tlsDefaults'), 'ecdhCurves').map(([, curve]) => curve);
  const isKnown = (curve: string) => curve === '' || CURVES.includes(curve);
  const at = report.in('tlsDefaults', 'ecdhCurves');
  const unknown = curves.filter((curve) => !isKnown(curve));
  if (unknown.length > 0) {
    at.warning({
      code: 'mesh-config/unknown-curve',
      what: `${quoted(unknown)} ${new Set(unknown).size > 1 ? 'are no curves' : 'is no curve'} that Envoy knows`,
      expected: CURVES.join(', '),
      fix: 'remove or change them',
    });
  }
  const twice = curves.filter((curve, i) => isKnown(curve) && curves.indexOf(curve) !== i);
  if (twice.length > 0) {
    at.warning({
      code: 'mesh-config/duplicate-curve',
      what: `${quoted(twice)} ${new Set(twice).size > 1 ? 'are' : 'is'} in ecdhCurves more than once`,
      expected: 'each once',
      fix: 'remove the repetitions',
    });
  }
}
