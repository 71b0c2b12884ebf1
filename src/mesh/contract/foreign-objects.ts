import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { ContractData, TenantData } from './contract-data';
import type { Problem } from '../../analysis/finding';
import { findCluster } from '../../cluster/cluster';
import { registryOf } from '../cluster-registry';

/** An object of this program, as far as its owner matters. */
interface Emitted {
  readonly path: string;
  readonly group: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Objects of this program that belong to others: a contract names their owner, or the namespace they are in is somebody else's. */
export function foreignObjectProblems(at: IConstruct, contract: ContractData, tenants: readonly TenantData[]): Problem[] {
  const ours = new Set(tenants.flatMap((t) => t.namespaces));
  return emittedBeside(at).flatMap((object): Problem[] => {
    const why = ownerOf(object, contract, ours);
    if (why === undefined) return [];
    const where = object.namespace === undefined ? '' : ` of namespace '${object.namespace}'`;
    return [{
      code: 'mesh/object-of-another-owner',
      what: `this program writes ${object.kind} '${object.name}'${where}, at ${object.path}, but ${why}`,
      expected: `objects of your own, in ${ours.size === 0 ? 'your own namespaces' : [...ours].sort().map((n) => `'${n}'`).join(', ')}`,
      fix: object.kind === 'Namespace' || object.kind === 'Project'
        ? `remove it, and refer to the namespace: mesh.namespace('${object.name}')`
        : 'remove it, and have its owner change what is there',
    }];
  });
}

function ownerOf({ group, kind, namespace, name }: Emitted, contract: ContractData, ours: ReadonlySet<string>): string | undefined {
  const { mesh, namespaces, reservedNamespaces, ownedObjects, tenants } = contract;
  const byContract = `the contract of mesh '${mesh.name}' `;
  if ((group === 'core' && kind === 'Namespace') || (group === 'project.openshift.io' && /^Project(Request)?$/.test(kind))) {
    const isOwned = namespaces.some((n) => n.name === name && n.owned) || reservedNamespaces.includes(name);
    return isOwned ? `${byContract}says that its owner does` : undefined;
  }
  // a chart stamps its namespace on objects that have none by kind, too
  const same = ownedObjects.find((o) => o.group === group && o.kind === kind && o.name === name && (o.namespace ?? namespace) === namespace);
  if (same) return `${byContract}names it as its owner's`;
  if (namespace === undefined || ours.has(namespace)) return undefined;
  if (reservedNamespaces.includes(namespace)) return `${byContract}reserves the namespace for its owner`;
  const tenant = tenants.find((t) => t.namespaces.includes(namespace));
  if (tenant) return `${byContract}has granted the namespace to tenant '${tenant.name}'`;
  return namespaces.some((n) => n.name === namespace && n.owned) ? `${byContract}says that the namespace is its owner's` : undefined;
}

/**
 * The objects that this program writes into the cluster that a construct is in: those of its `Cluster`; without one, those of
 * every chart that is in no `Cluster` and holds no mesh itself.
 */
function emittedBeside(at: IConstruct): Emitted[] {
  const cluster = findCluster(at);
  const found: Emitted[] = [];
  const visit = (construct: IConstruct): void => {
    if (ApiObject.isApiObject(construct)) found.push(emitted(construct as ApiObject));
    construct.node.children.forEach(visit);
  };
  if (cluster) {
    visit(cluster);
    return found;
  }
  const own = outermostChart(at);
  for (const child of at.node.root === own ? [own] : at.node.root.node.children) {
    if (child === own || !isOtherCluster(child)) visit(child);
  }
  return found;
}

const PLACE = Symbol.for('cdk8s-ossm.contractedMeshes');

/** The handles of contracted meshes of one chart outside of any `Cluster`, or of one `Cluster`. */
export function contractedMeshesBeside<T extends IConstruct>(at: T): T[] {
  const place = (findCluster(at) ?? outermostChart(at) ?? at.node.root) as IConstruct & { [PLACE]?: T[] };
  if (!place[PLACE]) Object.defineProperty(place, PLACE, { value: [] });
  return place[PLACE]!;
}

function isOtherCluster(construct: IConstruct): boolean {
  return findCluster(construct) !== undefined || PLACE in construct || registryOf(construct).meshes.length > 0;
}

function outermostChart(construct: IConstruct): IConstruct | undefined {
  return construct.node.scopes.find((c) => Chart.isChart(c));
}

function emitted(object: ApiObject): Emitted {
  return { path: object.node.path, group: object.apiGroup, kind: object.kind, namespace: object.metadata.namespace || undefined, name: object.name };
}
