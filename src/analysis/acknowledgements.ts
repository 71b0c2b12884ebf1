import type { IConstruct } from 'constructs';
import type { Problem } from './finding';
import { Findings } from './findings';
import type { Acknowledgement, Risk } from '../vocabulary/risk';

/** The risks that the props of one construct accept. One that nothing needed, or without a reason, is an error at synth. */
export class Acknowledgements {
  private readonly used = new Set<Risk>();

  public constructor(private readonly at: IConstruct, private readonly accepted: Acknowledgement[] = []) {
    Findings.of(at).checkAtSynth(at, () => this.problems());
  }

  /** Raises a problem that may be accepted: an error, or a line of the summary where it was accepted. */
  public raise(problem: Problem & { readonly risk: Risk }): void {
    this.used.add(problem.risk);
    const accepted = this.accepted.find((a) => a.risk === problem.risk);
    if (accepted) Findings.of(this.at).remark(this.at, 'accepted', `${problem.risk}: ${accepted.reason.trim()}`);
    else Findings.of(this.at).add(this.at, problem);
  }

  /** Whether a risk was accepted. Counts as a use of it: ask only where the answer decides something. */
  public accepts(risk: Risk): boolean {
    this.used.add(risk);
    return this.accepted.some((a) => a.risk === risk);
  }

  private problems(): Problem[] {
    return this.accepted.flatMap((a, index): Problem[] => {
      const problems: Problem[] = [];
      if (a.reason.trim() === '') {
        problems.push({
          code: 'analysis/acknowledgement-without-reason',
          what: `the acknowledgement of Risk.${a.risk} has no reason`,
          expected: 'a sentence that tells the next reader why the risk is fine here',
          fix: `write Acknowledgement.of(Risk.${a.risk}, '<why>')`,
        });
      }
      if (!this.used.has(a.risk) || this.accepted.findIndex((o) => o.risk === a.risk) !== index) {
        problems.push({
          code: 'analysis/unused-acknowledgement',
          what: `Risk.${a.risk} is acknowledged, but nothing here raises it${this.used.has(a.risk) ? ' a second time' : ''}`,
          expected: 'only acknowledgements that something needs',
          fix: `remove Acknowledgement.of(Risk.${a.risk}, ...) from \`acknowledge\``,
        });
      }
      return problems;
    });
  }
}
