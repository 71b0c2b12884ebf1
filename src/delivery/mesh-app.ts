import { dirname, join } from 'path';
import { App, type IResolver } from 'cdk8s';
import type { ChartContent } from './content';
import { contentOf } from './content';
import { foldersOf } from './folders';
import { orderCharts } from './ordering';
import { OutputFolder } from './output-folder';
import { OutputTexts } from './output-texts';
import { PENDING_DATA, PENDING_TEXT, type PendingChart, pendingData, pendingOf, pendingText } from './pending';
import { type Document, renderChart } from './rendering';
import { reportSynth } from './summary';
import { Findings } from '../analysis/findings';
import { MeshError } from '../analysis/mesh-error';
import { isWithheld } from '../kube/late-value';
import { willWriteFiles } from '../kube/output-files';
import { runSynthHooks, type WrittenFile } from '../kube/synth-hooks';
import { toYaml } from '../kube/yaml-writer';
import { writeExchange } from '../mesh/contract/exchange';
import { STAGES, stageIndex } from '../vocabulary/stage';

/** Options of a `MeshApp`. */
export interface MeshAppProps {
  /**
   * The folder that manifests are written into.
   * @default - the environment variable `CDK8S_OUTDIR`, which `cdk8s synth` sets; otherwise `dist`
   */
  readonly outdir?: string;
  /**
   * What the names of files end with. `cdk8s synth` reads files that end with `.yaml` only.
   * @default .k8s.yaml
   */
  readonly outputFileExtension?: string;
  /**
   * Resolvers that replace values of manifests, before those that cdk8s brings.
   * @default - no resolvers
   */
  readonly resolvers?: IResolver[];
  /**
   * Whether to write `construct-metadata.json`, which tells validation plugins of `cdk8s synth` which construct made an object.
   * @default - true where the environment variable `CDK8S_RECORD_CONSTRUCT_METADATA` is `true`, which `cdk8s synth` sets when it
   * has plugins to run; otherwise false
   */
  readonly recordConstructMetadata?: boolean;
  /**
   * The folder for what this program hands to other programs: the contract of each mesh that has tenants, the requests of a team to
   * the owner of its mesh. Not inside the output folder, which `cdk8s synth` empties.
   * @default - the folder `contracts` beside the output folder
   */
  readonly contractsDir?: string;
}

/**
 * An `App` that writes manifests in the order in which they are applied: a folder for each chart, a file for each stage.
 *
 * A chart's folder is named after its cluster, `out/east/02-control-plane.k8s.yaml`; a chart that is no `Cluster` after its id, one
 * nested in another has its folder inside the other's. Also the only chart of a program has its folder, so that a second
 * one moves no file. Every file starts with `---`; stages without objects and charts without objects have none.
 *
 * Inside a chart objects come by stage, then as `addDependency` says, then as they stand in the tree. A dependency beats the
 * stage: what an object depends on is written into that object's stage at the latest. Nested charts come after the chart
 * around them. Charts that depend on each other come in that order where there is one text (`synthYaml`); their files
 * are in folders of their own.
 *
 * An object that holds a value which is not known yet (the address of a load balancer, the CA of an API server) is not written. Then the
 * folder has a `PENDING.md`, and `pending.json` for programs, with the command that reads the value and the place to put it.
 *
 * Files that an earlier synth of a `MeshApp` wrote and this one does not are removed, others in the folder are left alone.
 * `chart.toJson()` and `Testing.synth(chart)` work as in cdk8s, and so does a chart with a `toJson` of its own.
 */
export class MeshApp extends App {
  /** The folder for what this program hands to other programs. */
  public readonly contractsDir: string;
  private readonly recordsMetadata: boolean;

  /**
   * @param props options
   */
  public constructor(props: MeshAppProps = {}) {
    super(props);
    this.contractsDir = props.contractsDir ?? join(dirname(this.outdir), 'contracts');
    Findings.of(this).leaveWarningsToSummary();
    willWriteFiles(this);
    this.recordsMetadata = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
  }

  /**
   * Validates the tree once and writes all manifests.
   *
   * @throws if a validation finds an error, if dependencies form a cycle, or if two charts would share a folder; nothing is
   * written then
   */
  public override synth(): void {
    const charts = this.validCharts();
    const folders = foldersOf(charts.map(({ chart }) => chart));

    const output = new OutputTexts();
    const pending: PendingChart[] = [];
    const files: WrittenFile[] = [];
    for (const content of charts) {
      const documents = renderChart(content);
      for (const stage of STAGES) {
        const ofStage = documents.filter((document) => document.stage === stage);
        if (ofStage.length === 0) continue;
        const number = `${stageIndex(stage)}`.padStart(2, '0');
        const path = `${folders.get(content.chart)}/${number}-${stage}${this.outputFileExtension}`;
        output.add(path, toYaml(ofStage.map(({ json }) => json)), content.chart);
        files.push({ path, chart: content.chart, stage, objects: ofStage.length });
      }
      const waiting = pendingOf(content, folders.get(content.chart)!);
      if (!waiting) continue;
      pending.push(waiting);
      output.add(`${waiting.folder}/${PENDING_TEXT}`, pendingText(waiting), content.chart);
      output.add(`${waiting.folder}/${PENDING_DATA}`, pendingData(waiting), content.chart);
    }
    if (this.recordsMetadata) output.add('construct-metadata.json', constructMetadata(charts), this);
    output.addRequested(this, folders);

    const removed = new OutputFolder(this.outdir).write(output.texts, output.executables);
    const result = { outdir: this.outdir, files, removed };
    const exchanged = writeExchange(this, this.contractsDir);
    runSynthHooks(this, result);
    reportSynth(this, result, exchanged, pending);
  }

  /**
   * Validates the tree once and returns all manifests as one text, in the order in which they are to be applied.
   *
   * @throws if a validation finds an error, or if dependencies form a cycle
   */
  public override synthYaml(): string {
    const documents = this.validCharts().flatMap((content): Document[] => {
      const rendered = renderChart(content);
      return STAGES.flatMap((stage) => rendered.filter((document) => document.stage === stage));
    });
    // as cdk8s has it: lines of dashes between documents only
    return toYaml(documents.map(({ json }) => json)).replace(/^---\n/, '');
  }

  private validCharts(): ChartContent[] {
    const content = contentOf(this);
    if (content.errors.length > 0) {
      throw new MeshError(`Validation failed with the following errors:\n  ${content.errors.join('\n  ')}`);
    }
    return orderCharts(content);
  }
}

/** The file that validation plugins read; its form is cdk8s'. */
function constructMetadata(charts: readonly ChartContent[]): string {
  const objects = charts.flatMap((content) => content.objects).filter((object) => !isWithheld(object));
  const resources = Object.fromEntries(objects.map((object) => [object.name, { path: object.node.path }]));
  return JSON.stringify({ version: '1.0.0', resources });
}
