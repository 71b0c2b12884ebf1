import { readFileSync } from 'fs';
import { ApiObject } from 'cdk8s';
import type { MeshNamespace, MeshService } from 'cdk8s-ossm';
import { k8s } from 'cdk8s-plus-28';

/** Pods of a service. */
export function pods(service: MeshService): void {
  const { serviceName: name, namespace: { namespaceName: namespace }, ports } = service;
  const workload = service.workload();
  const labels = { app: name };
  new k8s.KubeDeployment(service, 'deployment', {
    metadata: { name, namespace, labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: { ...labels, ...workload.labels }, annotations: workload.annotations },
        spec: {
          serviceAccountName: workload.serviceAccountName,
          containers: [{ name, image: `registry.example.com/shop/${name}:2.0.0`, ports: ports.map(({ port }) => ({ containerPort: port })) }],
        },
      },
    },
  });
}

/** A Certificate of cert-manager, which keeps it in a Secret of the same name. */
export function certificate(namespace: MeshNamespace, name: string, dnsNames: string[]): ApiObject {
  return new ApiObject(namespace, `certificate-${name}`, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, namespace: namespace.namespaceName },
    spec: { secretName: name, dnsNames, issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'public' } },
  });
}

/** A ConfigMap with the certificate of an authority; its name is returned. */
export function authority(namespace: MeshNamespace, name: string): string {
  new k8s.KubeConfigMap(namespace, name, {
    metadata: { name, namespace: namespace.namespaceName },
    data: { 'ca.crt': readFileSync('ca.pem', 'utf-8') },
  });
  return name;
}

/** What Istio lays over the Deployment and the Service that it makes of a gateway. A ConfigMap; its name is returned. */
export function settings(namespace: MeshNamespace, name: string): string {
  new k8s.KubeConfigMap(namespace, name, {
    metadata: { name, namespace: namespace.namespaceName },
    data: { deployment: 'spec: { replicas: 2 }\n', service: 'spec: { externalTrafficPolicy: Local }\n' },
  });
  return name;
}
