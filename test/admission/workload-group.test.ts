import { expectNoCrash, testRows } from './support/judge';

const probe = (values: object) => ({ template: {}, probe: values });
const HTTP = { port: 80, path: '/ready' };

describe('WorkloadGroup', () => {
  testRows('WorkloadGroup', [
    ['an empty template is right', { template: {} }, []],
    ['no template is refused', {}, ['error workload-group/no-template spec.template']],
    ['labels of the workloads are checked', { template: {}, metadata: { labels: { a: 'b c' } } }, ['error label/invalid spec.metadata.labels.a']],
    ['an address of the template is not judged', { template: { address: 'a_b' } }, []],
    ['a probe by HTTP is right', probe({ httpGet: HTTP, periodSeconds: 5 }), []],
    ['a probe by TCP is right', probe({ tcpSocket: { port: 80 } }), []],
    ['a probe by command is right', probe({ exec: { command: ['a'] } }), []],
    ['a probe without method is refused', probe({ periodSeconds: 5 }), ['error workload-group/no-probe-method spec.probe']],
    ['a probe by gRPC is refused', probe({ grpc: { port: 80 } }), ['error workload-group/no-probe-method spec.probe']],
    ['a negative number is refused', probe({ httpGet: HTTP, failureThreshold: -1 }), ['error workload-group/negative-probe-number spec.probe.failureThreshold']],
    ['a port is required', probe({ httpGet: {} }), ['error port/number-out-of-range spec.probe.httpGet.port']],
    ['a port that is none is refused', probe({ tcpSocket: { port: 70000 } }), ['error port/number-out-of-range spec.probe.tcpSocket.port']],
    ['a scheme in small letters is refused', probe({ httpGet: { ...HTTP, scheme: 'https' } }), ['error workload-group/probe-scheme spec.probe.httpGet.scheme']],
    ['a header that is none is refused', probe({ httpGet: { ...HTTP, httpHeaders: [{ name: 'a_b' }] } }), ['error workload-group/probe-header spec.probe.httpGet.httpHeaders[0].name']],
    ['a command is required', probe({ exec: { command: [] } }), ['error workload-group/no-probe-command spec.probe.exec.command']],
  ]);
  test('values of wrong types bring no check down', () => expectNoCrash('WorkloadGroup', {
    metadata: { labels: { a: 'b' } },
    template: { address: 'unix:///a', ports: { a: 1 } },
    probe: { periodSeconds: 1, httpGet: { ...HTTP, httpHeaders: [{ name: 'a' }] }, exec: { command: ['a'] }, tcpSocket: { port: 1 } },
  }));
});
