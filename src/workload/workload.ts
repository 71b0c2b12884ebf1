import type { IConstruct } from 'constructs';
import { applyToObject } from './apply';
import { podEnrolmentLabels } from './pod-enrolment';
import { sidecarAnnotations } from './sidecar-annotations';
import { endingProblem, workloadProblems } from './workload-checks';
import type { WorkloadContext } from './workload-context';
import type { WorkloadOptions } from './workload-options';
import type { Problem } from '../analysis/finding';
import { Findings } from '../analysis/findings';
import { DataPlane } from '../vocabulary/data-plane';
import { Identity } from '../vocabulary/identity';
import { enrol } from '../waypoint/enrolment';
import { remarkPullSecrets } from '../waypoint/preconditions';

/**
 * What the pods of one workload carry to be in the mesh as they should: labels, annotations and ServiceAccount.
 *
 * Made by `workload` of a service or a namespace. It writes no object; `applyTo` puts it into the pod template of one,
 * or take `labels`, `annotations` and `serviceAccountName` and put them there yourself.
 */
export class MeshWorkload {
  /** @internal */
  public static _of(context: WorkloadContext, options: WorkloadOptions = {}): MeshWorkload {
    return new MeshWorkload(context, options);
  }

  /** How the pods are in the mesh. */
  public readonly dataPlane: DataPlane;
  /**
   * The name of the pods' ServiceAccount.
   * @default - undefined where none is known
   */
  public readonly serviceAccountName?: string;

  private readonly subject: string;
  /** What is the same whatever the Service says late. */
  private readonly ownLabels: { readonly [key: string]: string };
  private readonly ownAnnotations: { readonly [key: string]: string };
  private readonly endingStated?: boolean;

  private constructor(private readonly context: WorkloadContext, options: WorkloadOptions) {
    const { at, namespace } = context;
    const findings = Findings.of(at);
    this.subject = options.version ? `version '${options.version}' of ${context.subject}` : context.subject;
    this.dataPlane = options.dataPlane ?? namespace.dataPlane;
    this.serviceAccountName = context.serviceAccount;
    for (const problem of workloadProblems(this.subject, this.dataPlane, namespace, options)) findings.add(at, problem);

    const decided = {
      ...(options.version && { version: options.version }),
      ...podEnrolmentLabels(this.dataPlane, namespace.dataPlane, namespace.revision),
      ...(options.waypoint && enrol(options.waypoint, { at, kind: 'workload', subject: this.subject, namespace, dataPlane: this.dataPlane })),
    };
    const proxy = this.dataPlane === DataPlane.SIDECAR && options.proxy ? sidecarAnnotations(options.proxy) : {};
    this.reportDisagreements('labels', options.labels, decided);
    this.reportDisagreements('annotations', options.annotations, proxy);
    this.ownLabels = { ...options.labels, ...decided };
    this.ownAnnotations = { ...options.annotations, ...proxy };
    findings.checkAtSynth(at, () => this.selectorProblems());

    this.endingStated = options.endsByItself;
    if (this.dataPlane === DataPlane.SIDECAR) {
      context.account?._pullProxies();
      remarkPullSecrets(namespace);
    }
  }

  /** Labels for the pod template. */
  public get labels(): { [key: string]: string } {
    return { ...this.context.selector(), ...this.ownLabels };
  }

  /** Annotations for the pod template. */
  public get annotations(): { [key: string]: string } {
    return { ...this.ownAnnotations };
  }

  /**
   * Who the pods are to the mesh.
   * @default - undefined where their ServiceAccount is not known
   */
  public get identity(): Identity | undefined {
    const { namespace, serviceAccount } = this.context;
    return serviceAccount === undefined ? undefined : Identity.of(namespace.mesh._facts.trustDomain, namespace.namespaceName, serviceAccount);
  }

  /**
   * Puts labels, annotations and ServiceAccount into the pod template of an object of this program: a Deployment, StatefulSet,
   * DaemonSet, ReplicaSet, Job, CronJob, Pod, an Argo Rollout, or a construct around one, such as those of cdk8s-plus.
   *
   * They are put there as the object is rendered, after its own JSON patches. What stands there already stays; where it
   * disagrees, that is an error.
   *
   * @param target the object, or the construct whose default child it is
   * @throws if that is an object without a pod template
   */
  public applyTo(target: IConstruct): void {
    const { namespace, serviceAccount } = this.context;
    applyToObject(target, {
      subject: this.subject,
      namespace: namespace.namespaceName,
      dataPlane: this.dataPlane,
      wishes: () => ({ labels: this.labels, annotations: this.annotations, serviceAccountName: serviceAccount }),
      selector: () => this.context.renderedSelector(),
      // what was stated has been judged; a Job that says nothing may end its sidecar itself
      endingProblem: () => (this.endingStated === undefined ? endingProblem(this.subject, this.dataPlane, namespace, false) : undefined),
    });
  }

  private reportDisagreements(field: 'labels' | 'annotations', given: { [key: string]: string } = {}, decided: { [key: string]: string }): void {
    for (const key of Object.keys(given).filter((k) => decided[k] !== undefined && decided[k] !== given[k])) {
      Findings.of(this.context.at).add(this.context.at, {
        code: 'workload/said-twice',
        what: `\`${field}\` of ${this.subject} has ${key}: ${given[key]}, the other options make it ${decided[key]}`,
        expected: 'one of them',
        fix: `remove ${key} from \`${field}\``,
      });
    }
  }

  private selectorProblems(): Problem[] {
    return Object.entries(this.context.selector())
      .filter(([key, value]) => this.ownLabels[key] !== undefined && this.ownLabels[key] !== value)
      .map(([key, value]) => ({
        code: 'workload/selects-none-of-these-pods',
        what: `the pods of ${this.subject} have label ${key}: ${this.ownLabels[key]}, ${this.context.subject} selects ${key}: ${value}`,
        expected: 'every label of the selector on the pods',
        fix: `remove ${key} from the workload, or change the selector of ${this.context.subject}`,
      }));
  }
}
