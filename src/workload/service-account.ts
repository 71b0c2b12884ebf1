import { type ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { findServiceAccount, keepServiceAccount } from './account-registry';
import { pathOf } from '../analysis/finding';
import { Findings } from '../analysis/findings';
import { Manifest } from '../kube/manifest';
import { dnsSubdomainProblem } from '../kube/names';
import { Identity } from '../vocabulary/identity';
import type { IMeshNamespace } from '../vocabulary/interfaces';

/** How a ServiceAccount is to be. */
export interface ServiceAccountOptions {
  /**
   * Labels.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * Raw fields, laid over the whole object.
   * @default - none
   */
  readonly raw?: any;
}

/** A ServiceAccount to write. */
export interface ServiceAccountProps extends ServiceAccountOptions {
  /** Its namespace. */
  readonly namespace: IMeshNamespace;
  /** Its name: a DNS subdomain. */
  readonly name: string;
}

/**
 * A ServiceAccount: what the pods that run under it are to the mesh.
 *
 * *Writes* the ServiceAccount. Where its pods get a sidecar, and the mesh pulls images with Secrets, it names those Secrets.
 *
 * @see https://istio.io/latest/docs/concepts/security/#istio-identity
 */
export class MeshServiceAccount extends Construct {
  /** Its name. */
  public readonly accountName: string;
  /** Its namespace. */
  public readonly namespace: IMeshNamespace;
  /** Who its pods are to the mesh. */
  public readonly identity: Identity;
  /** The ServiceAccount. */
  public readonly account: ApiObject;

  private pullsProxies = false;

  public constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    super(scope, id);
    const { namespace, name } = props;
    const facts = namespace.mesh._facts;
    this.accountName = name;
    this.namespace = namespace;
    this.identity = Identity.of(facts.trustDomain, namespace.namespaceName, name);
    this.account = new Manifest(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace: namespace.namespaceName, labels: props.labels, annotations: props.annotations },
      // whether a pod of it gets a sidecar is known when the program is complete
      body: {
        imagePullSecrets: Lazy.any({ produce: () => (this.pullsProxies ? facts.imagePullSecrets.map((secret) => ({ name: secret })) : undefined) }),
      },
      raw: props.raw,
    });
    this.check(name);
    this.register();
  }

  /**
   * Told where pods of it get a sidecar.
   * @internal
   */
  public _pullProxies(): void {
    this.pullsProxies ||= this.namespace.mesh._facts.imagePullSecrets.length > 0;
  }

  private check(name: string): void {
    const problem = dnsSubdomainProblem(name);
    if (problem) {
      Findings.of(this).add(this, {
        code: 'workload/invalid-name',
        what: `the name '${name}' of the ServiceAccount is not usable: ${problem}`,
        expected: 'a DNS subdomain',
        fix: 'change the name',
      });
    }
    if (!this.namespace._internals.writable) {
      Findings.of(this).add(this, {
        code: 'workload/namespace-not-ours',
        what: `ServiceAccount '${name}' is to be written into namespace '${this.namespace.namespaceName}', which belongs to another program`,
        expected: 'a namespace that this program may write to',
        fix: 'refer to what its owner writes there instead',
        cause: this.namespace.namespaceName,
      });
    }
  }

  private register(): void {
    const first = findServiceAccount(this.namespace, this.accountName);
    if (!first) {
      keepServiceAccount(this);
      return;
    }
    Findings.of(this).add(this, {
      code: 'workload/account-twice',
      what: `ServiceAccount '${this.accountName}' of namespace '${this.namespace.namespaceName}' is written already, at ${pathOf(first)}`,
      expected: 'each ServiceAccount written once; services that share one write it once by themselves',
      fix: 'keep one of them; add the ServiceAccount before the services that use it',
    });
  }
}
