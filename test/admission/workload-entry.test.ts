import { expectNoCrash, judge, testRows } from './support/judge';

describe('WorkloadEntry', () => {
  testRows('WorkloadEntry', [
    ['an address is right', { address: '10.0.0.1', ports: { http: 80 }, labels: { app: 'a' } }, []],
    ['a domain name is right', { address: 'a.example.com' }, []],
    ['an IPv6 address with a zone is right', { address: 'fe80::1%eth0' }, []],
    ['neither address nor network is refused', {}, ['error endpoint/no-address spec.address']],
    ['an empty address without network is refused', { address: '' }, ['error endpoint/no-address spec.address']],
    ['a network alone is warned of', { network: 'n' }, ['warning endpoint/network-without-address spec.address']],
    ['what is no name is refused', { address: 'a_b' }, ['error endpoint/invalid-address spec.address']],
    ['digits that are no address are refused', { address: '10.0.0.256' }, ['error endpoint/invalid-address spec.address']],
    ['a socket is right', { address: 'unix:///a' }, []],
    ['a socket beside ports is refused', { address: 'unix:///a', ports: { a: 1 } }, ['error endpoint/socket-with-ports spec.ports']],
    ['a socket beside an empty map of ports is right', { address: 'unix:///a', ports: {} }, []],
    ['a folder is no socket', { address: 'unix:///a/' }, ['error endpoint/invalid-socket spec.address']],
    ['the name of a port is checked', { address: '10.0.0.1', ports: { a_b: 80 } }, ['error port/invalid-name spec.ports.a_b']],
    ['the number of a port is checked', { address: '10.0.0.1', ports: { a: 0 } }, ['error port/number-out-of-range spec.ports.a']],
    ['a label is checked', { address: '10.0.0.1', labels: { 'a/b/c': 'd' } }, ['error label/invalid spec.labels["a/b/c"]']],
  ]);

  test('an address of a wrong type is left to the schema', () => expect(judge('WorkloadEntry', { address: 10 })).toEqual([]));
  test('values of wrong types bring no check down', () => expectNoCrash('WorkloadEntry', { address: '10.0.0.1', network: 'n', ports: { a: 1 }, labels: { a: 'b' } }));
});
