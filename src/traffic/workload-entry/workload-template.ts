import type { Construct } from 'constructs';
import type { WorkloadLocality } from './workload-locality';
import { type Kind, made, TEXT, WHOLE } from '../../analysis/kinds';
import { fail } from '../../analysis/mesh-error';
import type { ShapeOf } from '../../analysis/shape';
import type { ObjectProps } from '../../objects/object-props';
import type { Identity } from '../../vocabulary/identity';
import { WHOLES_BY_KEY } from '../kinds';

/** What workloads of a group have in common, and a single one has too. */
export interface WorkloadTemplate {
  /**
   * Who it is to the mesh, where it has a proxy: a ServiceAccount of its own namespace.
   * @default - the ServiceAccount `default` for one of a group; none for a single one
   */
  readonly identity?: Identity;
  /**
   * The port of the workload for each port of the service, by its name.
   * @default - the target port, or the port itself
   */
  readonly ports?: { [name: string]: number };
  /**
   * The network that it is in. What is in another network is reached through that network's gateway.
   * @default - that of the proxies that send to it
   */
  readonly network?: string;
  /**
   * Where it is.
   * @default - not stated
   */
  readonly locality?: WorkloadLocality;
  /**
   * Its share of the traffic, in proportion to others.
   * @default - 1
   */
  readonly weight?: number;
}

const IDENTITY: Kind = made(
  'Identity',
  (v) => `write Identity.of('cluster.local', '<namespace>', '${typeof v === 'string' ? v : '<service account>'}')`,
  (v) => typeof v?.serviceAccount === 'string' && typeof v.namespace === 'string',
);
const LOCALITY: Kind = made(
  'WorkloadLocality',
  (v) => `write WorkloadLocality.of(${(typeof v === 'string' ? v : 'us-east').split('/').map((part) => `'${part}'`).join(', ')})`,
  (v) => typeof v?.text === 'string',
);

/** What its properties must be. */
export const WORKLOAD_TEMPLATE: ShapeOf<WorkloadTemplate> = {
  identity: IDENTITY, ports: WHOLES_BY_KEY, network: TEXT, locality: LOCALITY, weight: WHOLE,
};

/** As a WorkloadEntry has it. */
export function renderTemplate({ identity, ports, network, locality, weight }: WorkloadTemplate): object {
  return { serviceAccount: identity?.serviceAccount, ports, network, locality: locality?.text, weight };
}

/** istiod looks for the ServiceAccount in the namespace of the object, whatever namespace was meant. */
export function checkIdentityNamespace(at: Construct, kind: string, { name, namespace }: ObjectProps, identity: Identity | undefined): void {
  if (!identity || !namespace || identity.namespace === namespace.namespaceName) return;
  fail(at, {
    code: 'traffic/identity-of-other-namespace',
    what: `the ${kind} '${name}' is in namespace '${namespace.namespaceName}', its ServiceAccount '${identity.serviceAccount}' in '${identity.namespace}'`,
    expected: 'a ServiceAccount of its own namespace',
    fix: `write the ${kind} in namespace '${identity.namespace}', or use a ServiceAccount of namespace '${namespace.namespaceName}'`,
  });
}
