import { ApiObject, JsonPatch } from 'cdk8s';
import type { InjectedGateway, MeshNamespace, MeshService } from 'cdk8s-ossm';
import { k8s } from 'cdk8s-plus-28';

/** A Secret that a proxy has as files. */
export interface Mount {
  readonly secretName: string;
  /** The folder of the files. */
  readonly path: string;
}

/** A Certificate of cert-manager, which keeps it in a Secret of this name. */
export function certificate(namespace: MeshNamespace, name: string, dnsNames: string[], algorithm = 'RSA'): string {
  new ApiObject(namespace, `certificate-${name}`, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, namespace: namespace.namespaceName },
    spec: { secretName: name, dnsNames, privateKey: { algorithm }, issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'public' } },
  });
  return name;
}

/** A Secret of this name with keys that a vault holds. The External Secrets Operator makes it. */
export function fromVault(namespace: MeshNamespace, name: string, keys: string[]): string {
  new ApiObject(namespace, `external-secret-${name}`, {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name, namespace: namespace.namespaceName },
    spec: {
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
      target: { name },
      data: keys.map((key) => ({ secretKey: key, remoteRef: { key: `mesh/${name}`, property: key } })),
    },
  });
  return name;
}

/** Annotations of pods, by which a sidecar has Secrets as files. */
export function mounted(mounts: Mount[]): { [key: string]: string } | undefined {
  if (mounts.length === 0) return undefined;
  const each = (what: (mount: Mount) => object) => JSON.stringify(Object.fromEntries(mounts.map((mount) => [mount.secretName, what(mount)])));
  return {
    'sidecar.istio.io/userVolume': each(({ secretName }) => ({ secret: { secretName } })),
    'sidecar.istio.io/userVolumeMount': each(({ path }) => ({ mountPath: path, readOnly: true })),
  };
}

/** The pods of a gateway are one's own: what they are to have beside the proxy is laid over them. */
export function mountAt(gateway: InjectedGateway, { secretName, path }: Mount): void {
  gateway.deployment.addJsonPatch(
    JsonPatch.add('/spec/template/spec/volumes', [{ name: secretName, secret: { secretName } }]),
    JsonPatch.add('/spec/template/spec/containers/0/volumeMounts', [{ name: secretName, mountPath: path, readOnly: true }]),
  );
}

/** Lets the sidecars of a service have Secrets from istiod: it hands them to whoever may list those of the namespace. */
export function readsSecrets(service: MeshService): void {
  const namespace = service.namespace.namespaceName;
  const metadata = { name: `${service.serviceName}-secrets`, namespace };
  new k8s.KubeRole(service, 'role', { metadata, rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'watch', 'list'] }] });
  new k8s.KubeRoleBinding(service, 'role-binding', {
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
    subjects: [{ kind: 'ServiceAccount', name: service.workload().serviceAccountName ?? 'default', namespace }],
  });
}
