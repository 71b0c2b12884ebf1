import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { WorkloadProbe } from './workload-probe';
import { checkIdentityNamespace, renderTemplate, WORKLOAD_TEMPLATE, type WorkloadTemplate } from './workload-template';
import { checkKinds, made, MAP, TEXTS_BY_KEY } from '../../analysis/kinds';
import { checkShape, withoutNulls } from '../../analysis/shape';
import type { ObjectProps } from '../../objects/object-props';
import { writeObject } from '../../objects/write';

/** A WorkloadGroup to make. */
export interface WorkloadGroupProps extends ObjectProps {
  /**
   * What its workloads have in common. Where each of them is found, it tells itself.
   * @default - the ServiceAccount `default`, and nothing else
   */
  readonly template?: WorkloadTemplate;
  /**
   * The labels of its workloads, by which services, ServiceEntries and policies select them, as they do pods.
   * @default - none: nothing selects them
   */
  readonly workloadLabels?: { [key: string]: string };
  /**
   * Annotations of the WorkloadEntry of each of its workloads.
   * @default - none
   */
  readonly workloadAnnotations?: { [key: string]: string };
  /**
   * How the proxy of each workload finds out whether it is ready.
   * @default - as soon as the proxy is there
   */
  readonly probe?: WorkloadProbe;
}

const PROBE = made('WorkloadProbe', () => 'write WorkloadProbe.http(...) or another of its factories', (v) => typeof v?._check === 'function');

/**
 * Workloads that are no pods and join the mesh by themselves: a Deployment of virtual machines. istiod makes a WorkloadEntry of each.
 *
 * *Writes* a `WorkloadGroup`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/workload-group/
 */
export class WorkloadGroup extends Construct {
  /** The name of the WorkloadGroup. */
  public readonly workloadGroupName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The `WorkloadGroup`. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: WorkloadGroupProps) {
    super(scope, id);
    this.apiObject = writeObject(this, { group: 'networking.istio.io', version: 'v1', kind: 'WorkloadGroup' }, props, () => {
      const { template, workloadLabels, workloadAnnotations, probe } = withoutNulls(props);
      checkKinds(this, 'traffic/wrong-type', 'the WorkloadGroup', [
        ['template', template, MAP], ['workloadLabels', workloadLabels, TEXTS_BY_KEY], ['workloadAnnotations', workloadAnnotations, TEXTS_BY_KEY], ['probe', probe, PROBE],
      ]);
      if (template) checkShape(this, 'traffic/wrong-type', 'the WorkloadGroup', template, WORKLOAD_TEMPLATE, 'template.');
      probe?._check(this, 'the probe of the WorkloadGroup');
      checkIdentityNamespace(this, 'WorkloadGroup', props, template?.identity);
      return {
        metadata: (workloadLabels ?? workloadAnnotations) && { labels: workloadLabels, annotations: workloadAnnotations },
        // required, even with nothing in it
        template: renderTemplate(template ?? {}),
        probe: probe?._json,
      };
    });
    this.workloadGroupName = this.apiObject.name;
    this.namespaceName = this.apiObject.metadata.namespace;
  }
}
