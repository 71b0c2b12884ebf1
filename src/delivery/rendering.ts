import { Chart } from 'cdk8s';
import type { ChartContent } from './content';
import { placeObjects } from './ordering';
import { isWithheld } from '../kube/late-value';
import { defaultStage } from '../kube/stages';
import type { Stage } from '../vocabulary/stage';

/** A manifest as plain JSON, and the step in which it is applied. */
export interface Document {
  readonly stage: Stage;
  readonly json: any;
}

/** The manifests of a chart in the order in which they are to be applied, without those that wait for a value. */
export function renderChart(content: ChartContent): Document[] {
  // what waits has its place in the order too: it moves nothing when its value is known
  const placed = placeObjects(content).filter(({ object }) => !isWithheld(object));
  if (!hasOwnToJson(content.chart)) return placed.map(({ object, stage }) => ({ stage, json: object.toJson() }));

  // whoever overrides `toJson` may change, add and leave out manifests: what comes out is found again by its name
  const stages = new Map(placed.map(({ object, stage }) => [`${object.kind}/${object.name}`, stage]));
  return content.chart.toJson().filter((json) => json !== undefined).map((json): Document => {
    const group = /^(.+)\//.exec(json.apiVersion)?.[1] ?? 'core';
    return { stage: stages.get(`${json.kind}/${json.metadata?.name}`) ?? defaultStage(`${group}/${json.kind}`), json };
  });
}

/** Whether a chart renders itself in another way than cdk8s' charts do. */
function hasOwnToJson(chart: Chart): boolean {
  return chart.toJson !== Chart.prototype.toJson;
}
