import { expectNoCrash, testRows } from './support/judge';

describe('ProxyConfig', () => {
  testRows('ProxyConfig', [
    ['an empty one is right', {}, []],
    ['threads for each core are right', { concurrency: 0, selector: { matchLabels: { app: 'a' } } }, []],
    ['less than no threads are refused', { concurrency: -1 }, ['error proxy-config/negative-concurrency spec.concurrency']],
    ['a selector without labels is warned of', { selector: {} }, ['warning selector/no-labels spec.selector']],
    ['a wildcard in a selector is refused', { selector: { matchLabels: { 'a*': 'b' } } }, ['error selector/wildcard spec.selector.matchLabels["a*"]']],
    ['a selector without key is refused', { selector: { matchLabels: { '': 'b' } } }, ['error selector/empty-key spec.selector.matchLabels[""]']],
  ], { apiVersion: 'networking.istio.io/v1beta1' });
  test('values of wrong types bring no check down', () => expectNoCrash('ProxyConfig', { concurrency: 1, selector: { matchLabels: { a: 'b' } } }));
});
