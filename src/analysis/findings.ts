import type { IConstruct } from 'constructs';
import { type Finding, type Problem, pathOf } from './finding';
import { formatGroup, groupFindings } from './report';
import { laterLocation } from './source-location';

const KEY = Symbol.for('cdk8s-ossm.findings');

/** A line of the summary that is no finding. */
export interface Remark {
  /**
   * `decided`: taken by default; `floats`: not pinned; `open`: asked of another owner; `unaccepted`: asked of us, and not accepted;
   * `accepted`: an acknowledged risk; `precondition`: what a person must see to.
   */
  readonly kind: 'decided' | 'floats' | 'open' | 'unaccepted' | 'accepted' | 'precondition';
  readonly path: string;
  readonly text: string;
  /** The name that tells it from others of the same kind, for instance that of a cluster: then they are shown as one line. */
  readonly subject?: string;
}

interface Check {
  readonly at: IConstruct;
  readonly source: () => string | undefined;
  readonly run: (found: readonly Finding[]) => Problem[];
}

function findingsOf({ at, source, run }: Check, found: readonly Finding[]): Finding[] {
  return run(found).map((p): Finding => ({ ...p, severity: p.severity ?? 'error', path: pathOf(at), source }));
}

/**
 * Everything that the constructs of one tree have to say, kept at its root until synth.
 *
 * Errors fail the synth in one report; warnings and remarks go to the summary.
 */
export class Findings {
  /** The collector of the tree that a construct is in. */
  public static of(construct: IConstruct): Findings {
    const root = construct.node.root as IConstruct & { [KEY]?: Findings };
    if (!root[KEY]) {
      const made = new Findings();
      Object.defineProperty(root, KEY, { value: made });
      made.judgeOncePerSynth(root);
    }
    return root[KEY]!;
  }

  private readonly found: Finding[] = [];
  private readonly checks: Check[] = [];
  private readonly judges: Check[] = [];
  private readonly remarks: Remark[] = [];
  private readonly remarked = new Set<string>();

  /** How many synths of the root are under way: `synth` may call `synthYaml`. */
  private synths = 0;
  private memo?: Finding[];
  private readonly memos = new Map<object, unknown>();
  private readonly renderings = new Map<object, unknown>();
  /** Whether the root has a summary of its own. */
  private summarized = false;

  private constructor() {}

  /** Keeps a problem until synth. */
  public add(at: IConstruct, problem: Problem): void {
    this.found.push({ ...problem, severity: problem.severity ?? 'error', path: pathOf(at), source: laterLocation() });
  }

  /** A check that needs the whole program: runs at synth, each time anew, and must not change anything. */
  public checkAtSynth(at: IConstruct, run: () => Problem[]): void {
    this.checks.push({ at, source: laterLocation(), run });
  }

  /**
   * A check of what comes out, after all others and with what they found: a problem that somebody has told already, in the words of the
   * program, is not told again in those of the object.
   */
  public judgeAtSynth(at: IConstruct, run: (found: readonly Finding[]) => Problem[]): void {
    this.judges.push({ at, source: laterLocation(), run });
  }

  /** A line for the summary. */
  public remark(at: IConstruct, kind: Remark['kind'], text: string, subject?: string): void {
    const path = pathOf(at);
    const key = `${kind}\n${path}\n${text}`;
    if (this.remarked.has(key)) return;
    this.remarked.add(key);
    this.remarks.push({ kind, path, text, subject });
  }

  /** All findings as they stand now, collected ones first. Inside one synth the checks run once. */
  public all(): Finding[] {
    return this.synths > 0 ? (this.memo ??= this.judge()) : this.judge();
  }

  private judge(): Finding[] {
    const late = this.checks.flatMap((check) => findingsOf(check, []));
    const found = [...this.found, ...late];
    return [...found, ...this.judges.flatMap((check) => findingsOf(check, found))];
  }

  /** A value that stays the same within one synth of the root, worked out once there; outside of one, each time. */
  public oncePerSynth<T>(key: object, compute: () => T): T {
    if (this.synths === 0) return compute();
    if (!this.memos.has(key)) this.memos.set(key, compute());
    return this.memos.get(key) as T;
  }

  /** Keeps what an object was rendered to for whoever asks next within the same synth: to judge it and to write it is one rendering. */
  public keepRendering(object: object, json: unknown): void {
    if (this.synths > 0) this.renderings.set(object, json);
  }

  /** What was kept. Given away once, since whoever gets it may change it. */
  public takeRendering(object: object): unknown {
    const json = this.renderings.get(object);
    this.renderings.delete(object);
    return json;
  }

  /** Said by a root that writes a summary: then warnings are not printed beside it. */
  public leaveWarningsToSummary(): void {
    this.summarized = true;
  }

  /** Warnings on standard error: a plain `App` has no other place for them. */
  private printWarnings(): void {
    const warnings = groupFindings(this.all().filter((f) => f.severity === 'warning'));
    if (warnings.length > 0) console.warn(['Warnings:', ...warnings.map(formatGroup)].join('\n'));
  }

  /** All lines for the summary. */
  public allRemarks(): Remark[] {
    return [...this.remarks];
  }

  /** One message a root cause, errors only. */
  public errorMessages(): string[] {
    return groupFindings(this.all().filter((f) => f.severity === 'error')).map(formatGroup);
  }

  /**
   * cdk8s calls a validation once for each chart and once more, in one `synth()`. The memo lives exactly as long as one `synth()` or
   * `synthYaml()` of the root, so that a later change is never judged by an older result.
   */
  private judgeOncePerSynth(root: IConstruct): void {
    const target = root as unknown as Record<string, unknown>;
    for (const method of ['synth', 'synthYaml']) {
      const own = target[method];
      if (typeof own !== 'function') continue;
      const enter = (): void => { this.synths += 1; };
      const done = (): void => {
        if (this.synths === 1 && method === 'synth' && !this.summarized) this.printWarnings();
      };
      const leave = (): void => {
        this.synths -= 1;
        if (this.synths > 0) return;
        this.memo = undefined;
        this.memos.clear();
        this.renderings.clear();
      };
      Object.defineProperty(target, method, {
        configurable: true,
        writable: true,
        value: function (this: unknown, ...args: unknown[]) {
          enter();
          try {
            const result = own.apply(this, args);
            done();
            return result;
          } finally {
            leave();
          }
        },
      });
    }
    root.node.addValidation({ validate: () => this.errorMessages() });
  }
}
