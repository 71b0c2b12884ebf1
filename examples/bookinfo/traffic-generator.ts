import type { MeshNamespace } from 'cdk8s-ossm';
import { k8s } from 'cdk8s-plus-28';

/** Asks for a page once a second, so that there is something to see. */
export function trafficGenerator(namespace: MeshNamespace, url: string): void {
  const name = 'kiali-traffic-generator';
  const labels = { 'app': name, 'kiali-test': 'traffic-generator' };
  const config = new k8s.KubeConfigMap(namespace, 'traffic-config', {
    metadata: { name: 'traffic-generator-config', namespace: namespace.namespaceName, labels: { 'kiali-test': 'traffic-generator-config' } },
    data: { duration: '0s', route: url, rate: '1', silent: 'false' },
  });
  const variable = (key: string) => ({ name: key.toUpperCase(), valueFrom: { configMapKeyRef: { name: config.name, key } } });
  new k8s.KubeDeployment(namespace, 'traffic', {
    metadata: { name, namespace: namespace.namespaceName, labels },
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            name,
            image: 'quay.io/kiali/kiali-test-mesh-traffic-generator:latest',
            imagePullPolicy: 'IfNotPresent',
            env: ['duration', 'route', 'rate', 'silent'].map(variable),
          }],
        },
      },
    },
  });
}
