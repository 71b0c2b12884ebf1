import type { IConstruct } from 'constructs';
import { ExistingWay } from './existing-way';
import { type ExternalRemoteSecretsOptions, ExternalWay } from './external-way';
import { type LiteralRemoteSecretsOptions, LiteralWay } from './literal-way';
import { type ManagedServiceAccountsOptions, ManagedWay } from './managed-way';
import type { SecretRow, SecretsWay, SourceSide } from './rows';
import { ScriptWay } from './script-way';

/**
 * How each control plane gets the kubeconfigs of the clusters that it reads.
 *
 * A control plane finds the workloads of another cluster by reading its API server. It is let in by a Secret with a kubeconfig, in its own
 * namespace: `istio-remote-secret-<cluster>`, or `istio-kubeconfig` for the cluster that an external control plane is configured
 * by. Tokens exist only once clusters run, and have no place in output; so a Secret is made by a person, an operator, or somebody else.
 *
 * @see https://istio.io/latest/docs/setup/install/multicluster/
 */
export class RemoteSecrets {
  /**
   * A script that a person runs, once the ServiceAccounts and token Secrets are applied: `remote-secrets.sh` in the folder of each cluster that reads, with
   * `remote-secrets-<root namespace>.sh` where that is not `istio-system`. It reads tokens with `oc` or `kubectl`, one context for each
   * cluster, and applies the Secrets; `--help` tells its options. There is no secret in it. Only a `MeshApp` writes it.
   *
   * *Writes* in each cluster that is read: the Secret that gets the token, and the ServiceAccount where the operator does not make it.
   */
  public static script(): RemoteSecrets {
    return new RemoteSecrets(new ScriptWay());
  }

  /**
   * Secrets that the External Secrets Operator renders, from tokens in a store.
   *
   * *Writes* an `ExternalSecret` for each cluster that is read into the namespace of the control plane, once the URL of that cluster's API
   * server is known. With `publish` also, in each cluster that is read: the Secret that gets the token, and a `PushSecret` that brings it to
   * the store. The ServiceAccount where the operator does not make it.
   *
   * Errors: a `key` that is the same for every cluster.
   *
   * @param options the store, and where tokens are in it
   * @see https://external-secrets.io/latest/
   */
  public static externalSecrets(options: ExternalRemoteSecretsOptions): RemoteSecrets {
    return new RemoteSecrets(new ExternalWay(options));
  }

  /**
   * Tokens that Open Cluster Management, or Red Hat Advanced Cluster Management, makes and renews: its add-on `managed-serviceaccount` keeps
   * them as Secrets on the hub, and the External Secrets Operator of each cluster that reads fetches them there. Not for the cluster
   * that an external control plane is configured by.
   *
   * *Writes* on the hub a `ManagedServiceAccount` in the namespace of each cluster that is read; in that cluster a `ClusterRoleBinding` that
   * lets its ServiceAccount read; in the namespace of each control plane an `ExternalSecret`, once the URL of the API server is known.
   *
   * Errors: a store whose name is the same for every cluster; tokens that may end before the hub is read again.
   *
   * @param options the hub, and the store that points to it
   * @see https://open-cluster-management.io/docs/getting-started/integration/managed-serviceaccount/
   */
  public static managedServiceAccounts(options: ManagedServiceAccountsOptions): RemoteSecrets {
    return new RemoteSecrets(new ManagedWay(options));
  }

  /**
   * Secrets with tokens that the program knows. Whoever sees the output has them: for output that is encrypted before anybody does, or
   * for trying things out.
   *
   * *Writes* a `Secret` for each cluster that is read into the namespace of the control plane, once URL and CA of that cluster's API server are
   * known; and in each cluster that is read what `script()` writes there, for tokens to come from.
   *
   * Errors: no opt-in; a cluster without a token.
   *
   * @param options the tokens
   */
  public static literal(options: LiteralRemoteSecretsOptions): RemoteSecrets {
    return new RemoteSecrets(new LiteralWay(options));
  }

  /**
   * Secrets that somebody else makes. The summary says of each what it must be, and the `istioctl` command that makes it.
   *
   * *Writes* in each cluster that is read the ServiceAccount where the operator does not make it.
   */
  public static existing(): RemoteSecrets {
    return new RemoteSecrets(new ExistingWay());
  }

  private constructor(private readonly way: SecretsWay) {}

  /** Whether the Secrets of a reader are made beside the output, so that no object shows them. @internal */
  public get _isBesideOutput(): boolean {
    return this.way instanceof ScriptWay;
  }

  /**
   * Writes what a cluster that is read needs; once for each ServiceAccount that is read with, however many read it.
   *
   * @internal
   */
  public _writeSource(source: SourceSide): void {
    this.way.writeSource(source);
  }

  /**
   * Writes what a cluster that reads needs.
   *
   * @param rows all of one reader
   * @param at where findings are shown
   * @internal
   */
  public _writeReader(rows: SecretRow[], at: IConstruct): void {
    this.way.writeReader(rows, at);
  }
}
