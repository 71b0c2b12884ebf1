import { pem, ROOT } from './support';
import { certificateIn, certificateProblem, certificatesIn, fingerprintOf, isIssuedBy, isKeyOf, pemOf, rootProblem } from '../../src/security/certificates';

const of = (file: string) => certificateIn(pem(file))!;

describe('a PEM text', () => {
  test('is read as its certificates, in their order', () => {
    expect(certificatesIn(`east:\n${pem('east.pem')}\n${ROOT}`)!.map((c) => c.subject)).toEqual(['O=east\nCN=east', 'O=root\nCN=root']);
    expect(certificatesIn('nothing')).toBeUndefined();
    expect(certificatesIn('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toBeUndefined();
  });

  test('of one certificate has a fingerprint, as openssl shows it', () => {
    expect(fingerprintOf(ROOT)).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(fingerprintOf(`# a comment\r\n${ROOT}`)).toBe(fingerprintOf(ROOT));
    expect(fingerprintOf(ROOT + pem('east.pem'))).toBeUndefined();
    expect(fingerprintOf(undefined)).toBeUndefined();
  });

  test('comes out without what stood around the certificate', () => {
    expect(pemOf(certificateIn(`secret\n${ROOT}secret`)!)).toBe(ROOT);
  });

  test('with a private key beside the certificate is refused, and not shown', () => {
    const problem = certificateProblem(pem('east.pem') + pem('east.key'), 'it')!;
    expect(problem.code).toBe('security/key-beside-certificate');
    expect(JSON.stringify(problem)).not.toContain(pem('east.key').split('\n')[1]);
    expect(certificateProblem(pem('east.key'), 'it')!.code).toBe('security/key-beside-certificate');
  });

  test('without a certificate, or with several, is refused where one is wanted', () => {
    expect(certificateProblem(ROOT, 'it')).toBeUndefined();
    expect(certificateProblem('nothing', 'it')).toMatchObject({ code: 'security/invalid-certificate', what: 'it is no certificate that can be read' });
    expect(certificateProblem(ROOT + ROOT, 'it')).toMatchObject({ code: 'security/invalid-certificate', what: 'it has 2 certificates' });
  });
});

describe('a root', () => {
  test('is a CA that is signed by itself', () => {
    expect(rootProblem(ROOT, 'it')).toBeUndefined();
    expect(rootProblem(pem('east.pem'), 'it')).toMatchObject({ code: 'security/not-a-root', what: expect.stringContaining('signed by O=root, CN=root') });
    expect(rootProblem(pem('leaf.pem'), 'it')!.code).toBe('security/not-a-ca');
    expect(rootProblem('x', 'it')!.code).toBe('security/invalid-certificate');
  });
});

test('a certificate is issued by the one that signed it, and by no other', () => {
  expect(isIssuedBy(of('east.pem'), of('root.pem'))).toBe(true);
  expect(isIssuedBy(of('stranger.pem'), of('root.pem'))).toBe(false);
  expect(isIssuedBy(of('expired.pem'), of('root.pem'))).toBe(true);
});

test('a private key is that of its certificate, or of another, or cannot be read', () => {
  expect(isKeyOf(pem('east.key'), of('east.pem'))).toBe(true);
  expect(isKeyOf(pem('west.key'), of('east.pem'))).toBe(false);
  expect(isKeyOf('x', of('east.pem'))).toBeUndefined();
});
