import type { Identity, MeshNamespace, MeshService } from 'cdk8s-ossm';
import { k8s } from 'cdk8s-plus-28';

const COLLECTOR = `
receivers: { otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317 } } } }
exporters: { debug: {} }
service: { pipelines: { traces: { receivers: [otlp], exporters: [debug] } } }
`.trim();
/** What the authoriser decides by. */
const BUNDLE = 'https://registry.example.com/policies/shop.tar.gz';

/** Pods of an application of the shop. */
export function pods(service: MeshService): void {
  deployment(service, { image: `registry.example.com/shop/${service.serviceName}:1.4.0` });
}

/** Open Policy Agent with the plugin that answers Envoy. */
export function authoriser(service: MeshService): void {
  deployment(service, {
    image: 'docker.io/openpolicyagent/opa:1.8.0-envoy',
    args: [
      'run', '--server', '--addr=localhost:8181', '--diagnostic-addr=0.0.0.0:8282',
      '--set=plugins.envoy_ext_authz_grpc.addr=:9191', '--set=plugins.envoy_ext_authz_grpc.path=shop/allow', BUNDLE,
    ],
  });
}

/** A collector of OpenTelemetry that prints the spans. */
export function collector(service: MeshService): void {
  deployment(service, {
    image: 'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector:0.135.0',
    args: ['--config=env:CONFIG'],
    env: [{ name: 'CONFIG', value: COLLECTOR }],
  });
}

/** A job that copies the database each night, from its pods. */
export function backupJob(namespace: MeshNamespace, database: MeshService): Identity {
  const name = 'backup';
  namespace.addServiceAccount(name);
  const workload = namespace.workload({ serviceAccount: name });
  new k8s.KubeCronJob(namespace, 'backup-job', {
    metadata: { name, namespace: namespace.namespaceName },
    spec: {
      schedule: '0 2 * * *',
      jobTemplate: {
        spec: {
          template: {
            metadata: { labels: workload.labels, annotations: workload.annotations },
            spec: {
              serviceAccountName: workload.serviceAccountName,
              restartPolicy: 'Never',
              containers: [{ name, image: `registry.example.com/shop/${name}:1.4.0`, args: [`--pods=app=${database.serviceName}`] }],
            },
          },
        },
      },
    },
  });
  return namespace.identityOf(name);
}

function deployment(service: MeshService, container: Omit<k8s.Container, 'name'>): void {
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
          containers: [{ name, ports: ports.map(({ port }) => ({ containerPort: port })), ...container }],
        },
      },
    },
  });
}
