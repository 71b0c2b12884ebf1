import type { Construct } from 'constructs';
import { TEXTS_BY_KEY } from '../../analysis/kinds';
import { checkShape, type ShapeOf, structs } from '../../analysis/shape';
import type { ObjectProps } from '../../objects/object-props';
import { WORKLOAD_ADDRESS, type WorkloadAddress } from '../workload-entry/workload-address';
import { checkIdentityNamespace, renderTemplate, WORKLOAD_TEMPLATE, type WorkloadTemplate } from '../workload-entry/workload-template';

/** Where a ServiceEntry leads. It has `address`, or `network`, or both. */
export interface ServiceEntryEndpoint extends WorkloadTemplate {
  /**
   * Where it is found, without a port.
   * @default - behind the gateway of `network`
   */
  readonly address?: WorkloadAddress;
  /**
   * Labels, by which subsets tell endpoints apart.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
}

const ENDPOINT: ShapeOf<ServiceEntryEndpoint> = { ...WORKLOAD_TEMPLATE, address: WORKLOAD_ADDRESS, labels: TEXTS_BY_KEY };

/** Fails at what is of a wrong type, or names a ServiceAccount of another namespace. */
export function checkEndpoints(at: Construct, code: string, props: ObjectProps, endpoints: readonly ServiceEntryEndpoint[] | undefined): void {
  checkShape(at, code, 'the Resolution of the ServiceEntry', { endpoints }, { endpoints: structs(ENDPOINT) });
  for (const { identity } of endpoints ?? []) checkIdentityNamespace(at, 'ServiceEntry', props, identity);
}

/** As the API has it. */
export function renderEndpoint({ address, labels, ...template }: ServiceEntryEndpoint): object {
  return { address: address?.text, labels, ...renderTemplate(template) };
}
