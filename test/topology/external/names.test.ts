import { controlPlaneNames } from '../../../src/topology/external/external-names';

test('objects of a control plane are named by its revision, webhooks by its namespace too', () => {
  expect(controlPlaneNames('external-istiod', 'external-istiod')).toEqual({
    istiod: 'istiod-external-istiod',
    meshConfig: 'istio-external-istiod',
    injector: 'istio-sidecar-injector-external-istiod',
    injectorWebhook: 'istio-sidecar-injector-external-istiod-external-istiod',
    validatorWebhook: 'istio-validator-external-istiod-external-istiod',
    clusterRole: 'istiod-clusterrole-external-istiod-external-istiod',
  });
});

test('the default revision has no name in them, and the usual namespace none in the webhook that injects', () => {
  expect(controlPlaneNames('default', 'istio-system')).toEqual({
    istiod: 'istiod',
    meshConfig: 'istio',
    injector: 'istio-sidecar-injector',
    injectorWebhook: 'istio-sidecar-injector',
    validatorWebhook: 'istio-validator-istio-system',
    clusterRole: 'istiod-clusterrole-istio-system',
  });
});
