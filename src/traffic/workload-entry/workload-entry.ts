import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { WORKLOAD_ADDRESS, type WorkloadAddress } from './workload-address';
import { checkIdentityNamespace, renderTemplate, WORKLOAD_TEMPLATE, type WorkloadTemplate } from './workload-template';
import { checkKinds, TEXTS_BY_KEY } from '../../analysis/kinds';
import { checkShape, withoutNulls } from '../../analysis/shape';
import type { ObjectProps } from '../../objects/object-props';
import { writeObject } from '../../objects/write';

/** A WorkloadEntry to make. It has `address`, or `network`, or both. */
export interface WorkloadEntryProps extends ObjectProps, WorkloadTemplate {
  /**
   * Where it is found, without a port.
   * @default - behind the gateway of `network`
   */
  readonly address?: WorkloadAddress;
  /**
   * The labels by which services, ServiceEntries and policies select it, as they do a pod.
   * @default - none: nothing selects it
   */
  readonly workloadLabels?: { [key: string]: string };
}

/**
 * A workload that is no pod: a virtual machine, a host outside. Services and ServiceEntries select it by its labels, as they do pods.
 *
 * *Writes* a `WorkloadEntry`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/workload-entry/
 */
export class WorkloadEntry extends Construct {
  /** The name of the WorkloadEntry. */
  public readonly workloadEntryName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The `WorkloadEntry`. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: WorkloadEntryProps) {
    super(scope, id);
    this.apiObject = writeObject(this, { group: 'networking.istio.io', version: 'v1', kind: 'WorkloadEntry' }, props, () => {
      const { address, workloadLabels, ...template } = withoutNulls(props);
      checkKinds(this, 'traffic/wrong-type', 'the WorkloadEntry', [['address', address, WORKLOAD_ADDRESS], ['workloadLabels', workloadLabels, TEXTS_BY_KEY]]);
      checkShape<WorkloadTemplate>(this, 'traffic/wrong-type', 'the WorkloadEntry', template, WORKLOAD_TEMPLATE);
      checkIdentityNamespace(this, 'WorkloadEntry', props, template.identity);
      return { address: address?.text, labels: workloadLabels, ...renderTemplate(template) };
    });
    this.workloadEntryName = this.apiObject.name;
    this.namespaceName = this.apiObject.metadata.namespace;
  }
}
