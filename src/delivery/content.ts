import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isInstallOrder } from '../kube/order';

/** One construct that is to come after another; either may hold any number of objects. */
export interface Dependency<T extends IConstruct = IConstruct> {
  readonly source: T;
  readonly target: T;
}

/** A chart with the objects that have no nearer one. */
export interface ChartContent {
  readonly chart: Chart;
  /** In tree order, with those that are not written because they wait for a value. */
  readonly objects: readonly ApiObject[];
  /** Those between constructs of this chart. */
  readonly dependencies: readonly Dependency[];
}

/** What is in a tree. */
export interface TreeContent {
  /** In tree order: a chart before those nested in it. */
  readonly charts: readonly ChartContent[];
  /** Those that lead from chart to chart. */
  readonly chartDependencies: readonly Dependency<Chart>[];
  /** What the validations of the constructs say, as cdk8s words it. */
  readonly errors: readonly string[];
}

/** Everything there is to know of a tree, in one walk. */
export function contentOf(root: IConstruct): TreeContent {
  const charts = new Map<Chart, { chart: Chart; objects: ApiObject[]; dependencies: Dependency[] }>();
  const dependencies: Dependency[] = [];
  const errors: string[] = [];

  const visit = (construct: IConstruct, outer: Chart | undefined) => {
    if (isInstallOrder(construct)) return;
    const chart = Chart.isChart(construct) ? construct as Chart : outer;
    if (chart === construct) charts.set(chart, { chart, objects: [], dependencies: [] });
    if (ApiObject.isApiObject(construct)) charts.get(chart!)!.objects.push(construct as ApiObject);
    const { path } = construct.node;
    // findings are kept at the root, and name their construct themselves
    for (const error of construct.node.validate()) errors.push(path === '' ? error : `[${path}] ${error}`);
    for (const target of construct.node.dependencies) dependencies.push({ source: construct, target });
    for (const child of construct.node.children) visit(child, chart);
  };
  visit(root, undefined);

  const chartDependencies: Dependency<Chart>[] = [];
  for (const dependency of dependencies) {
    const sources = chartsOf(dependency.source);
    const targets = chartsOf(dependency.target);
    if (sources.length === 1 && sources[0] === targets[0] && targets.length === 1) {
      charts.get(sources[0])?.dependencies.push(dependency);
      continue;
    }
    for (const source of sources) {
      for (const target of targets) {
        if (source !== target && charts.has(target) && !isNesting(source, target)) chartDependencies.push({ source, target });
      }
    }
  }
  return { charts: [...charts.values()], chartDependencies, errors };
}

/** The nearest chart of a construct; of a construct above all charts, those below it. */
function chartsOf(construct: IConstruct): Chart[] {
  const nearest = [...construct.node.scopes].reverse().find((scope) => Chart.isChart(scope));
  if (nearest) return [nearest as Chart];
  return construct.node.findAll().filter((c): c is Chart => Chart.isChart(c));
}

/**
 * cdk8s makes a chart depend on the charts nested in it, as soon as anybody calls `toJson()` on any chart of the tree. Here
 * an outer chart comes first, whether or not somebody did.
 */
function isNesting(source: Chart, target: Chart): boolean {
  return target.node.scope === source;
}
