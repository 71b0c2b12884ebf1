import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { ChartContent, Dependency, TreeContent } from './content';
import { DepthFirst, type Vertex } from './depth-first';
import { fail } from '../analysis/mesh-error';
import { inInstallOrder } from '../kube/order';
import { stageOf } from '../kube/stages';
import type { Stage } from '../vocabulary/stage';

/** An object and the step in which it is applied. */
export interface PlacedObject {
  readonly object: ApiObject;
  /** The object's own stage, or an earlier one where something of that stage depends on it. */
  readonly stage: Stage;
}

/**
 * The objects of a chart in the order in which they are to be applied: by stage, then as constructs depend on each other,
 * then as they stand in the tree. Where the two disagree the dependency wins: what somebody needs early comes early.
 *
 * Takes time and space as constructs and dependencies, not as the pairs of objects that they mean.
 *
 * @throws on a cycle
 */
export function placeObjects(content: ChartContent): PlacedObject[] {
  const ordered = inInstallOrder(content.objects);
  if (content.dependencies.length === 0) return ordered.map((object) => ({ object, stage: stageOf(object) }));

  const placed: PlacedObject[] = [];
  const graph = new ObjectGraph(content);
  let stage: Stage;
  const search = new DepthFirst(
    (vertex) => {
      if (vertex instanceof ObjectVertex) placed.push({ object: vertex.object, stage });
    },
    (cycle) => failCycle(cycle.filter((vertex) => vertex instanceof ObjectVertex).map((vertex) => vertex.object)),
  );
  for (const object of ordered) {
    stage = stageOf(object);
    search.from(graph.vertexOf(object));
  }
  return placed;
}

/**
 * The charts in the order in which they are to be applied: as they depend on each other, then as they stand in the tree.
 *
 * @throws on a cycle
 */
export function orderCharts(content: TreeContent): ChartContent[] {
  const vertices = new Map(content.charts.map((c): [Chart, ChartVertex] => [c.chart, new ChartVertex(c)]));
  for (const { source, target } of content.chartDependencies) vertices.get(source)!.targets.push(vertices.get(target)!);

  const ordered: ChartContent[] = [];
  const search = new DepthFirst(
    (vertex) => ordered.push((vertex as ChartVertex).content),
    (cycle) => failCycle(cycle.map((vertex) => (vertex as ChartVertex).content.chart)),
  );
  for (const vertex of vertices.values()) search.from(vertex);
  return ordered;
}

/**
 * Objects, and two vertices for a construct that is depended on or depends: one that is past when all its objects are
 * written, one that is past when everything is that they wait for.
 */
class ObjectGraph {
  private readonly objects = new Map<ApiObject, ObjectVertex>();
  private readonly completions = new Map<IConstruct, Vertex>();
  private readonly conditions = new Map<IConstruct, Vertex>();
  private readonly dependencies = new Map<IConstruct, Dependency[]>();
  private readonly exempt = new Map<ApiObject, Set<Dependency>>();

  constructor(content: ChartContent) {
    for (const object of content.objects) this.objects.set(object, new ObjectVertex(object, () => this.conditionsOf(object)));
    for (const dependency of content.dependencies) this.add(dependency);
  }

  public vertexOf(object: ApiObject): ObjectVertex {
    return this.objects.get(object)!;
  }

  /** As in cdk8s no object waits for itself, though a dependency between two constructs of which one holds the other says so. */
  private add(dependency: Dependency): void {
    const { source, target } = dependency;
    const inner = source.node.scopes.includes(target) ? source : target.node.scopes.includes(source) ? target : undefined;
    if (inner) {
      const shared = objectsIn(inner);
      if (shared.length > 1) failOverlap(dependency, shared);
      for (const object of shared) this.exempt.set(object, (this.exempt.get(object) ?? new Set()).add(dependency));
    }
    const known = this.dependencies.get(source);
    if (known) known.push(dependency);
    else this.dependencies.set(source, [dependency]);
  }

  private *conditionsOf(object: ApiObject): Iterable<Vertex> {
    const exempt = this.exempt.get(object);
    if (!exempt) {
      yield this.condition(object);
      return;
    }
    for (const scope of object.node.scopes) {
      for (const dependency of this.dependencies.get(scope) ?? []) {
        if (!exempt.has(dependency)) yield this.completion(dependency.target);
        else for (const other of objectsIn(dependency.target)) if (other !== object) yield this.vertexOf(other);
      }
    }
  }

  private condition(construct: IConstruct): Vertex {
    let vertex = this.conditions.get(construct);
    if (!vertex) this.conditions.set(construct, vertex = { before: () => this.beforeConstruct(construct) });
    return vertex;
  }

  private *beforeConstruct(construct: IConstruct): Iterable<Vertex> {
    if (!Chart.isChart(construct)) yield this.condition(construct.node.scope!);
    for (const { target } of this.dependencies.get(construct) ?? []) yield this.completion(target);
  }

  private completion(construct: IConstruct): Vertex {
    let vertex = this.completions.get(construct);
    if (!vertex) this.completions.set(construct, vertex = { before: () => this.insideConstruct(construct) });
    return vertex;
  }

  private *insideConstruct(construct: IConstruct): Iterable<Vertex> {
    if (ApiObject.isApiObject(construct)) yield this.vertexOf(construct as ApiObject);
    for (const child of construct.node.children) if (!Chart.isChart(child)) yield this.completion(child);
  }
}

class ObjectVertex implements Vertex {
  constructor(public readonly object: ApiObject, public readonly before: () => Iterable<Vertex>) {}
}

class ChartVertex implements Vertex {
  public readonly targets: ChartVertex[] = [];
  constructor(public readonly content: ChartContent) {}
  public before(): Iterable<Vertex> {
    return this.targets;
  }
}

/** The objects of a construct that belong to the same chart. */
function objectsIn(construct: IConstruct): ApiObject[] {
  const own = ApiObject.isApiObject(construct) ? [construct as ApiObject] : [];
  return [...own, ...construct.node.children.filter((child) => !Chart.isChart(child)).flatMap(objectsIn)];
}

function failCycle(cycle: readonly IConstruct[]): never {
  const path = [...cycle, cycle[0]].map((construct) => construct.node.path);
  return fail(cycle[0], {
    code: 'delivery/dependency-cycle',
    what: `dependencies lead back to where they start: ${path.join(' => ')}`,
    expected: 'an order in which each comes after what it depends on',
    fix: 'remove one of these dependencies',
  });
}

function failOverlap({ source, target }: Dependency, shared: readonly ApiObject[]): never {
  const [first, second] = shared.map((object) => object.node.path);
  return fail(source, {
    code: 'delivery/dependency-cycle',
    what: `${source.node.path} depends on ${target.node.path}, and one holds the other: ${first} => ${second} => ${first}`,
    expected: 'dependencies between constructs that share no objects',
    fix: `let ${source.node.path} depend on the parts that it needs`,
  });
}
