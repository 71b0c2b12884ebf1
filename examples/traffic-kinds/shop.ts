import type { MeshNamespace, MeshService } from 'cdk8s-ossm';
import { AppProtocol } from 'cdk8s-ossm';
import { k8s } from 'cdk8s-plus-28';
import { fromVault, type Mount, mounted, readsSecrets } from './secrets';

/** The services of the shop. */
export interface Shop {
  readonly namespace: MeshNamespace;
  readonly web: MeshService;
  readonly cart: MeshService;
  /** In three versions, and a fourth that nobody sees. */
  readonly reviews: MeshService;
  readonly search: MeshService;
  /** Speaks gRPC. */
  readonly prices: MeshService;
  /** TLS of its own. */
  readonly vault: MeshService;
  /** MongoDB, in two versions. */
  readonly catalogue: MeshService;
}

/** The services of the shop, with pods for each of their versions. */
export function shop(namespace: MeshNamespace): Shop {
  const service = (name: string, port: number, protocol: AppProtocol) => namespace.addService(name, { port, protocol });
  const made = {
    namespace,
    web: service('web', 8080, AppProtocol.HTTP),
    cart: service('cart', 8080, AppProtocol.HTTP),
    reviews: service('reviews', 9080, AppProtocol.HTTP),
    search: service('search', 9080, AppProtocol.HTTP),
    prices: service('prices', 50051, AppProtocol.GRPC),
    vault: service('vault', 8200, AppProtocol.TLS),
    catalogue: service('catalogue', 27017, AppProtocol.MONGO),
  };
  for (const one of [made.cart, made.search, made.prices, made.vault]) pods(one, 'v1');
  // The web's sidecars show and check certificates of others; those of reviews take TLS from outside the mesh, for a process at another port.
  const supplier = fromVault(namespace, 'supplier-ca', ['ca.crt', 'ca.crl']);
  pods(made.web, 'v1', { mounts: [{ secretName: supplier, path: '/etc/supplier' }] });
  readsSecrets(made.web);
  const reviews = fromVault(namespace, 'reviews-tls', ['tls.crt', 'tls.key', 'ca.crt']);
  for (const version of ['v1', 'v2', 'v3', 'shadow']) pods(made.reviews, version, { port: 8080, mounts: [{ secretName: reviews, path: '/etc/reviews' }] });
  for (const version of ['v6', 'v7']) pods(made.catalogue, version);
  return made;
}

/** What pods have that is not usual. */
export interface PodOptions {
  /**
   * The port of the process.
   * @default - that of the service
   */
  readonly port?: number;
  /**
   * Files of the sidecar.
   * @default - none
   */
  readonly mounts?: Mount[];
}

/** Pods of one version of a service. */
export function pods(service: MeshService, version: string, { port = service.ports[0].port, mounts = [] }: PodOptions = {}): void {
  const name = `${service.serviceName}-${version}`;
  const labels = { ...service.selector, version };
  const workload = service.workload({ version });
  new k8s.KubeDeployment(service, `deployment-${version}`, {
    metadata: { name, namespace: service.namespace.namespaceName },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: workload.labels, annotations: { ...workload.annotations, ...mounted(mounts) } },
        spec: {
          serviceAccountName: workload.serviceAccountName,
          containers: [{ name: service.serviceName, image: `registry.example.com/shop/${name}:1`, ports: [{ containerPort: port }] }],
        },
      },
    },
  });
}
