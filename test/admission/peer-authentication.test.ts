import { expectNoCrash, testRows } from './support/judge';

const SECURITY = { apiVersion: 'security.istio.io/v1' };
const selector = { matchLabels: { app: 'cart' } };
const ports = (...keys: string[]) => ({ selector, portLevelMtls: Object.fromEntries(keys.map((key) => [key, { mode: 'DISABLE' }])) });

describe('PeerAuthentication', () => {
  testRows('PeerAuthentication', [
    ['an empty one is right', {}, []],
    ['a mode for a namespace is right', { mtls: { mode: 'STRICT' } }, []],
    ['a mode for workloads is right', { selector, mtls: { mode: 'PERMISSIVE' } }, []],
    ['ports of workloads are right', ports('1', '8080', '65535'), []],
    ['a port without mode is right', { selector, portLevelMtls: { 80: {} } }, []],
    ['ports that are null are none', { portLevelMtls: null }, []],
    ['ports without selector are refused', { portLevelMtls: { 80: { mode: 'DISABLE' } } }, ['error peer-authentication/ports-without-selector spec']],
    [
      'ports of workloads that no label selects are refused', { selector: {}, portLevelMtls: { 80: { mode: 'DISABLE' } } },
      ['error peer-authentication/ports-without-selector spec', 'warning selector/no-labels spec.selector'],
    ],
    ['ports beside a selector of a wrong type are for the schema to tell', { selector: 'cart', portLevelMtls: { 80: {} } }, []],
    ['ports beside labels of a wrong type are for the schema to tell', { selector: { matchLabels: ['cart'] }, portLevelMtls: { 80: {} } }, []],
    ['no ports at all are refused', { selector, portLevelMtls: {} }, ['error peer-authentication/no-ports spec.portLevelMtls']],
    ['no ports without selector are no ports', { portLevelMtls: {} }, ['error peer-authentication/no-ports spec.portLevelMtls']],
    ['a port that is null is none', { selector, portLevelMtls: { 80: null } }, ['error peer-authentication/no-ports spec.portLevelMtls']],
    ['port 0 is refused', ports('0'), ['error peer-authentication/invalid-port spec.portLevelMtls["0"]']],
    ['a port that is too high is refused', ports('80', '65536'), ['error peer-authentication/invalid-port spec.portLevelMtls["65536"]']],
    ['a port with a leading zero is refused', ports('080'), ['error peer-authentication/invalid-port spec.portLevelMtls["080"]']],
    ['a negative port is refused', ports('-1'), ['error peer-authentication/invalid-port spec.portLevelMtls["-1"]']],
    ['a port with a sign is refused', ports('+80'), ['error peer-authentication/invalid-port spec.portLevelMtls["+80"]']],
    ['the name of a port is refused', ports('http'), ['error peer-authentication/invalid-port spec.portLevelMtls.http']],
    ['a selector without labels is warned of', { selector: {} }, ['warning selector/no-labels spec.selector']],
    ['a wildcard in a selector is refused', { selector: { matchLabels: { app: 'c*' } } }, ['error selector/wildcard spec.selector.matchLabels.app']],
    ['a label without key is refused', { selector: { matchLabels: { '': 'cart' } } }, ['error selector/empty-key spec.selector.matchLabels[""]']],
  ], SECURITY);

  test('values of wrong types bring no check down', () => expectNoCrash('PeerAuthentication', { ...ports('80'), mtls: { mode: 'STRICT' } }, SECURITY));
});
