import type { IMeshNamespace, MeshNamespace, MeshService, MeshWorkload } from 'cdk8s-ossm';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

/** Pods of one version of helloworld, which answers with that version and the name of its pod. */
export function helloworld(service: MeshService, version: string): void {
  const container = { name: 'helloworld', image: `docker.io/istio/examples-helloworld-${version}:1.0`, ports: [{ containerPort: 5000 }] };
  pods(service, service.namespace, { app: service.serviceName, version }, service.workload({ version }), container);
}

/** Pods to call other services from. */
export function client(namespace: MeshNamespace): void {
  namespace.addServiceAccount('client');
  const container = { name: 'curl', image: 'docker.io/curlimages/curl:8.16.0', command: ['sleep', 'infinity'] };
  pods(namespace, namespace, { app: 'client' }, namespace.workload({ serviceAccount: 'client' }), container);
}

function pods(scope: Construct, namespace: IMeshNamespace, labels: { [key: string]: string }, workload: MeshWorkload, container: k8s.Container) {
  const name = Object.values(labels).join('-');
  new k8s.KubeDeployment(scope, `deployment-${name}`, {
    metadata: { name, namespace: namespace.namespaceName, labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: { ...labels, ...workload.labels } },
        spec: { serviceAccountName: workload.serviceAccountName, containers: [container] },
      },
    },
  });
}
