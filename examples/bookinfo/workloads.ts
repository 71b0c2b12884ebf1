import type { MeshNamespace, MeshService } from 'cdk8s-ossm';
import { AppProtocol } from 'cdk8s-ossm';
import { k8s } from 'cdk8s-plus-28';

/** The services of Bookinfo. */
export interface Bookinfo {
  readonly productpage: MeshService;
  readonly details: MeshService;
  readonly reviews: MeshService;
  readonly ratings: MeshService;
}

/**
 * The Bookinfo application: four services, and a Deployment for each of their versions.
 *
 * The mesh gives the services and their identities; the pods stay ours, and take labels and ServiceAccount from the handle.
 */
export function bookinfo(namespace: MeshNamespace): Bookinfo {
  const service = (name: string) => namespace.addService(name, { port: 9080, protocol: AppProtocol.HTTP, serviceAccount: `bookinfo-${name}` });
  const services = { productpage: service('productpage'), details: service('details'), reviews: service('reviews'), ratings: service('ratings') };

  const metrics = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9080', 'prometheus.io/path': '/metrics' };
  deployment(services.productpage, 'v1', { writable: { tmp: '/tmp' }, annotations: metrics });
  deployment(services.details, 'v1');
  deployment(services.ratings, 'v1');
  for (const version of ['v1', 'v2', 'v3']) {
    deployment(services.reviews, version, { env: { LOG_DIR: '/tmp/logs' }, writable: { 'tmp': '/tmp', 'wlp-output': '/opt/ibm/wlp/output' } });
  }
  return services;
}

interface PodOptions {
  readonly annotations?: { [name: string]: string };
  readonly env?: { [name: string]: string };
  /** Empty folders that the container may write to, by volume name. */
  readonly writable?: { [volume: string]: string };
}

function deployment(service: MeshService, version: string, options: PodOptions = {}): void {
  const name = `${service.serviceName}-${version}`;
  const workload = service.workload({ version });
  const volumes = Object.keys(options.writable ?? {});
  new k8s.KubeDeployment(service, `deployment-${version}`, {
    metadata: { name, namespace: service.namespace.namespaceName, labels: { app: service.serviceName, version } },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: service.serviceName, version } },
      template: {
        metadata: { labels: workload.labels, annotations: options.annotations },
        spec: {
          serviceAccountName: workload.serviceAccountName,
          containers: [{
            name: service.serviceName,
            image: `docker.io/istio/examples-bookinfo-${name}:1.20.1`,
            imagePullPolicy: 'IfNotPresent',
            ports: [{ containerPort: 9080 }],
            env: orNone(Object.entries(options.env ?? {}).map(([key, value]) => ({ name: key, value }))),
            volumeMounts: orNone(volumes.map((volume) => ({ name: volume, mountPath: options.writable![volume] }))),
          }],
          volumes: orNone(volumes.map((volume) => ({ name: volume, emptyDir: {} }))),
        },
      },
    },
  });
}

function orNone<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}
