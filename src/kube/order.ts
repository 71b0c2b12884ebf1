import { ApiObject, Chart } from 'cdk8s';
import { Construct, ConstructOrder, Dependable, type IConstruct } from 'constructs';
import { isWithheld } from './late-value';
import type { Manifest } from './manifest';
import { INSTALL_RANKS, installRank } from './stages';
import { Findings } from '../analysis/findings';

const ID = '$install-order';
const ORDERED = Symbol.for('cdk8s-ossm.InstallOrder');

/**
 * Puts the objects of a chart in install order, under a plain `App` too.
 *
 * cdk8s writes the objects of a chart in the order in which `chart.node.findAll()` lists them, unless constructs depend on each
 * other. So that list is in install order: free, and nothing else of the chart changes.
 *
 * Where constructs of the chart do depend on each other, cdk8s visits what one construct depends on in the order in which it says
 * so. Then this construct, which renders nothing, depends on every object of the chart, in install order: as many edges as
 * objects, no chain of edges to walk, none that leaves the chart, and a dependency of the user's own still comes first.
 * Edges between stages would do the same at a cost that grows with the product of their sizes.
 *
 * What is withheld is in neither: cdk8s renders what the list or an edge names, and leaves out what a user depends on and the list
 * does not have.
 */
class InstallOrder extends Construct {
  constructor(chart: Chart) {
    super(chart, ID);
    const everything = {};
    // asked at synth, when the chart is complete
    Dependable.implement(everything, {
      get dependencyRoots(): IConstruct[] {
        return Findings.of(chart).oncePerSynth(everything, () => edges(chart));
      },
    });
    this.node.addDependency(everything);
    listInInstallOrder(chart);
  }
}

/** Parents before their children, as ever; the objects, which are nobody's parents, at the end. */
function listInInstallOrder(chart: Chart): void {
  const { node } = chart;
  const inTreeOrder = node.findAll.bind(node);
  Object.defineProperty(node, 'findAll', {
    configurable: true,
    value: (order: ConstructOrder = ConstructOrder.PREORDER): IConstruct[] => {
      const all = inTreeOrder(order).filter((c) => !isWithheld(c));
      if (order !== ConstructOrder.PREORDER) return all;
      const others: IConstruct[] = [];
      const objects: ApiObject[] = [];
      for (const c of all) {
        if (ApiObject.isApiObject(c) && c.node.children.length === 0) objects.push(c as ApiObject);
        else others.push(c);
      }
      return [...others, ...inInstallOrder(objects)];
    },
  });
}

function edges(chart: Chart): ApiObject[] {
  const { objects, hasDependencies } = contentOf(chart);
  return hasDependencies ? inInstallOrder(objects.filter((object) => !isWithheld(object))) : [];
}

/** Has the chart that a manifest belongs to written in install order. */
export function orderChartOf(manifest: Manifest): void {
  const chart = Chart.of(manifest);
  if (ORDERED in chart) return;
  Object.defineProperty(chart, ORDERED, { value: true });
  new InstallOrder(chart);
}

/** Whether a construct is only there to order its chart. */
export function isInstallOrder(construct: IConstruct): boolean {
  return construct instanceof InstallOrder;
}

/** The objects sorted by install rank; those of one rank keep their order. */
export function inInstallOrder(objects: readonly ApiObject[]): ApiObject[] {
  const byRank: ApiObject[][] = Array.from({ length: INSTALL_RANKS }, () => []);
  for (const object of objects) byRank[installRank(object)].push(object);
  return byRank.flat();
}

/** The objects whose nearest chart is this one, in tree order, and whether anything among them depends on something. */
function contentOf(chart: Chart): { objects: ApiObject[]; hasDependencies: boolean } {
  const objects: ApiObject[] = [];
  let hasDependencies = false;
  const visit = (construct: IConstruct) => {
    if (ApiObject.isApiObject(construct)) objects.push(construct as ApiObject);
    for (const child of construct.node.children) {
      if (Chart.isChart(child) || isInstallOrder(child)) continue;
      hasDependencies ||= child.node.dependencies.length > 0;
      visit(child);
    }
  };
  visit(chart);
  return { objects, hasDependencies };
}
