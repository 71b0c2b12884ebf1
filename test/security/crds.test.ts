import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { Duration } from 'cdk8s';
import { Clusters, pem, ROOT } from './support';
import { CaKeyAlgorithm, MeshTrust } from '../../src/security';
import { IssuerRef, SecretStoreRef } from '../../src/vocabulary';
import { parseCrds } from '../../tools/imports/crd';
import { closedSchema } from '../support/crd-schema';
import { validateAgainstCrds } from '../support/crd-validator';
import { describeWithCrds } from '../support/crds-dir';

const issuer = IssuerRef.clusterIssuer('vault');

describeWithCrds('what gives clusters their CA is accepted by the CRDs', (root) => {
  test.each([
    ['Certificate', MeshTrust.certManager({
      issuer, duration: Duration.days(90), renewBefore: Duration.days(30), algorithm: CaKeyAlgorithm.ECDSA_384, rootCertificate: ROOT,
    })],
    ['Certificate', MeshTrust.certManager({ issuer: IssuerRef.issuer('ca') })],
    ['ExternalSecret', MeshTrust.externalSecrets({
      store: SecretStoreRef.store('vault'), key: 'mesh/{cluster}', rootKey: 'mesh/root', refreshInterval: Duration.hours(1), properties: { root: 'root' },
    })],
  ])('%s', (kind, trust) => {
    const clusters = new Clusters(['east']).apply(trust);
    const { errors, judged } = validateAgainstCrds(clusters.objects('east'), { ossm: '3.4', openshift: '4.20' }, root);
    expect(errors).toEqual([]);
    expect(judged).toEqual([`${kind} istio-system/cacerts`]);
  });

  test.each([['with a root', ROOT], ['without a root', undefined]])('IstioCSR %s', (_, rootCertificate) => {
    const clusters = new Clusters(['east'], { revisions: ['prod-v1-30-1'] }).apply(MeshTrust.istioCsr({ issuer, rootCertificate }));
    const [crd] = parseCrds(readFileSync(join(root, 'cert-manager/operator/operator.openshift.io_istiocsrs.yaml'), 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true, formats: { int32: true, int64: true } });
    const validate = ajv.compile(closedSchema(crd.spec.versions[0].schema.openAPIV3Schema));
    validate(clusters.only('east', 'IstioCSR'));
    expect(validate.errors ?? []).toEqual([]);
    expect(`${crd.spec.group}/${crd.spec.versions[0].name} ${crd.spec.names.kind}`).toBe('operator.openshift.io/v1alpha1 IstioCSR');
    validate({ ...clusters.only('east', 'IstioCSR'), spec: { istioCSRConfig: { nonsense: true } } });
    expect(validate.errors).not.toEqual([]);
  });

  test('a literal CA is a Secret of Kubernetes itself', () => {
    const trust = MeshTrust.literal({ rootCertificate: ROOT, intermediates: { east: { certificate: pem('east.pem'), privateKey: pem('east.key') } }, contentInOutput: true });
    const { errors, notJudged } = validateAgainstCrds(new Clusters(['east']).apply(trust).objects('east'), { ossm: '3.4', openshift: '4.20' }, root);
    expect([errors, notJudged]).toEqual([[], ['Secret istio-system/cacerts']]);
  });
});
