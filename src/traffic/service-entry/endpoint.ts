import type { IConstruct } from 'constructs';
import { TEXT, TEXTS_BY_KEY, WHOLE } from '../../analysis/kinds';
import { checkShape, type ShapeOf, structs } from '../../analysis/shape';
import { WHOLES_BY_KEY } from '../kinds';

/** Where a ServiceEntry leads: one address. */
export interface ServiceEntryEndpoint {
  /**
   * An IP address, a name where DNS is asked, or `unix:///path` of a socket.
   * @default - none: the gateway of `network`
   */
  readonly address?: string;
  /**
   * The port of the endpoint for each port of the entry, by its name.
   * @default - the target port, or the port itself
   */
  readonly ports?: { [name: string]: number };
  /**
   * Labels, by which subsets tell endpoints apart.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * The network that it is in: the proxy sends to that network's gateway.
   * @default - that of the proxy
   */
  readonly network?: string;
  /**
   * Where it is: `region`, `region/zone` or `region/zone/subzone`.
   * @default - that of the proxy
   */
  readonly locality?: string;
  /**
   * Its share of the traffic, in proportion to others.
   * @default - 1
   */
  readonly weight?: number;
  /**
   * The ServiceAccount that its proxy has, in the namespace of the entry.
   * @default - none: it has no proxy
   */
  readonly serviceAccount?: string;
}

const ENDPOINT: ShapeOf<ServiceEntryEndpoint> = {
  address: TEXT, ports: WHOLES_BY_KEY, labels: TEXTS_BY_KEY, network: TEXT, locality: TEXT, weight: WHOLE, serviceAccount: TEXT,
};

/** Fails at what is of a wrong type. */
export function checkEndpoints(at: IConstruct, code: string, endpoints: readonly ServiceEntryEndpoint[] | undefined): void {
  checkShape(at, code, 'the Resolution of the ServiceEntry', { endpoints }, { endpoints: structs(ENDPOINT) });
}

/** As the API has it. */
export function renderEndpoint({ address, ports, labels, network, locality, weight, serviceAccount }: ServiceEntryEndpoint): object {
  return { address, ports, labels, network, locality, weight, serviceAccount };
}
