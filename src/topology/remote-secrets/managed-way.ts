import type { Duration } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { kubeconfigExternalSecret } from './external-secret';
import { STORE } from './external-way';
import type { ReadCluster, SecretRow, SecretsWay, SourceSide } from './rows';
import { usableRows } from './secret-names';
import { Findings } from '../../analysis/findings';
import { checkKinds, made, MAP, required, stated, TEXT, TIME_SPAN } from '../../analysis/kinds';
import { type CoreKind, coreObject } from '../../kube/core/object';
import { Manifest } from '../../kube/manifest';
import { dnsLabelProblem, pathSegmentProblem } from '../../kube/names';
import { goDuration } from '../../traffic/durations';
import { SecretStoreRef } from '../../vocabulary/secret-store';
import { Stage } from '../../vocabulary/stage';

/** Tokens that Open Cluster Management collects on its hub. */
export interface ManagedServiceAccountsOptions {
  /** The chart of the hub, or anything in it: a `Cluster` of the mesh, or a chart of its own. */
  readonly hub: Construct;
  /**
   * The store through which clusters read Secrets of the hub: one of the Kubernetes provider that points to the hub. Such a store has one
   * namespace; `{cluster}` in its name stands for the name of the managed cluster, which is that namespace.
   */
  readonly store: SecretStoreRef;
  /**
   * The names by which the hub manages clusters, by their names in the mesh; `local-cluster`, for instance.
   * @default - managed clusters are named as in the mesh
   */
  readonly managedClusterNames?: { [cluster: string]: string };
  /**
   * The namespace in managed clusters in which the add-on makes ServiceAccounts.
   * @default open-cluster-management-agent-addon
   */
  readonly addonNamespace?: string;
  /**
   * The name of the ManagedServiceAccounts, and so of the ServiceAccounts and of the Secrets on the hub.
   * @default - `istio-reader-` and the root namespace
   */
  readonly name?: string;
  /**
   * How long a token is valid. The add-on renews it in the last fifth of that time.
   * @default - the add-on's own default, 360 days
   */
  readonly validity?: Duration;
  /**
   * How often the hub is read for a renewed token.
   * @default - the External Secrets Operator's own default, an hour
   */
  readonly refresh?: Duration;
}

const CLUSTER_ROLE_BINDING: CoreKind = {
  apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', nameProblem: pathSegmentProblem, clusterScoped: true,
};
const HUB = made('construct of the hub', () => 'write the Cluster or the Chart of the hub', (v) => typeof v?.node?.path === 'string');
const HOUR = 3_600_000;
const DEFAULT_VALIDITY = 8640 * HOUR;

/**
 * ManagedServiceAccounts of Open Cluster Management. Its add-on makes a ServiceAccount of that name in each managed cluster, without
 * rights, and keeps token and `ca.crt` of it in a Secret of that name beside the ManagedServiceAccount (open-cluster-management-io/
 * managed-serviceaccount pkg/addon/agent/controller/token.go). It brings that Secret to no other cluster.
 */
export class ManagedWay implements SecretsWay {
  private readonly options: ManagedServiceAccountsOptions;

  public constructor(options: ManagedServiceAccountsOptions) {
    this.options = stated(options ?? {});
  }

  public writeSource(source: SourceSide): void {
    const { hub, addonNamespace, validity } = this.checked(source.scope);
    if (!this.isName(source, source.scope)) return;
    const name = this.nameOf(source);
    const id = `remote-access-${source.cluster}-${name}`;
    // meshes on one cluster may share an account
    if (!hub.node.tryFindChild(id)) {
      new Manifest(hub, id, {
        apiVersion: 'authentication.open-cluster-management.io/v1beta1',
        kind: 'ManagedServiceAccount',
        metadata: { name, namespace: this.managedName(source) },
        body: { spec: { rotation: { validity: validity && goDuration(validity) } } },
        stage: Stage.BASE,
      });
    }
    const body = {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: source.clusterRole },
      subjects: [{ kind: 'ServiceAccount', name, namespace: addonNamespace ?? 'open-cluster-management-agent-addon' }],
    };
    coreObject(source.scope, `remote-access-${source.clusterRole}`, CLUSTER_ROLE_BINDING, { name: `${source.clusterRole}-managed-service-account` }, body);
  }

  public writeReader(rows: readonly SecretRow[], at: IConstruct): void {
    const { store, refresh } = this.checked(at);
    const findings = Findings.of(at);
    if (!store.name.includes('{cluster}')) {
      findings.add(at, {
        code: 'topology/store-of-one-namespace',
        what: `\`store\` '${store.name}' is the same for every cluster that is read`,
        expected: 'a name with {cluster}: on the hub each managed cluster has a namespace of its own, and a store of the Kubernetes provider reads one',
        fix: `make a store for each namespace, and write '${store.name}-{cluster}'`,
      });
      return;
    }
    this.checkRefresh(at);
    for (const row of usableRows(rows, at)) {
      if (row.type === 'config') {
        findings.add(at, {
          code: 'topology/managed-account-for-istiod',
          what: `cluster '${row.reader.cluster}' would run its control plane on cluster '${row.source.cluster}' with a ManagedServiceAccount`,
          expected: `ServiceAccount ${row.source.serviceAccount}, to which the charts bind several roles`,
          fix: 'take RemoteSecrets.script() or RemoteSecrets.externalSecrets() for an external control plane',
        });
        continue;
      }
      if (!this.isName(row.source, at)) continue;
      const name = this.nameOf(row.source);
      const namespace = this.managedName(row.source);
      const ofNamespace = named(store, namespace);
      kubeconfigExternalSecret(row, { store: ofNamespace, key: name, tokenProperty: 'token', caProperty: 'ca.crt', refresh }, at);
      findings.remark(
        at,
        'precondition',
        `${ofNamespace.kind} '${ofNamespace.name}' in cluster '${row.reader.cluster}' reads namespace ${namespace} of the hub, `
        + `and add-on managed-serviceaccount is enabled for managed cluster '${namespace}'`,
        namespace,
      );
    }
  }

  private nameOf(source: ReadCluster): string {
    return this.options.name ?? `istio-reader-${source.namespace}`;
  }

  private managedName({ cluster }: ReadCluster): string {
    return this.options.managedClusterNames?.[cluster] ?? cluster;
  }

  /** The add-on writes the name into labels too. */
  private isName(source: ReadCluster, at: IConstruct): boolean {
    const name = this.nameOf(source);
    const problem = dnsLabelProblem(name);
    if (!problem) return true;
    Findings.of(at).add(at, {
      code: 'topology/managed-account-name',
      what: `the name '${name}' of the ManagedServiceAccounts is not usable: ${problem}`,
      expected: 'a DNS label',
      fix: 'state `name` of RemoteSecrets.managedServiceAccounts()',
    });
    return false;
  }

  /** A renewed token must be read before the one before it ends. */
  private checkRefresh(at: IConstruct): void {
    const validity = this.options.validity?.toMilliseconds() ?? DEFAULT_VALIDITY;
    const refresh = this.options.refresh?.toMilliseconds() ?? HOUR;
    if (refresh < validity / 5) return;
    Findings.of(at).add(at, {
      code: 'topology/refresh-too-slow',
      what: `tokens are valid for ${validity / 60_000} minutes, and the hub is read every ${refresh / 60_000}`,
      expected: 'reading at least once in the last fifth of the time that a token is valid: that is when it is renewed',
      fix: 'state a shorter `refresh`, or a longer `validity`',
    });
  }

  private checked(at: IConstruct): ManagedServiceAccountsOptions {
    const { hub, store, managedClusterNames, addonNamespace, name, validity, refresh } = this.options;
    checkKinds(at, 'topology/wrong-type', 'RemoteSecrets.managedServiceAccounts()', [
      ['hub', hub, required(HUB)],
      ['store', store, required(STORE)],
      ['managedClusterNames', managedClusterNames, MAP],
      ['addonNamespace', addonNamespace, TEXT],
      ['name', name, TEXT],
      ['validity', validity, TIME_SPAN],
      ['refresh', refresh, TIME_SPAN],
    ]);
    return this.options;
  }
}

/** The store of one namespace. */
function named({ kind, name }: SecretStoreRef, namespace: string): SecretStoreRef {
  const full = name.replaceAll('{cluster}', namespace);
  return kind === 'ClusterSecretStore' ? SecretStoreRef.clusterStore(full) : SecretStoreRef.store(full);
}
