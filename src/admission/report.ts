import type { Problem, Severity } from '../analysis/finding';
import type { ObjectPath, Violation } from '../analysis/violation';

/** What a check says, without where. */
export interface Said extends Problem {
  readonly severity?: Severity;
}

/**
 * Where the checks of one object put what they find.
 *
 * Checks go down an object with it: `report.in('http', 0)` is the same report one place further in.
 */
export class Report {
  public constructor(private readonly found: Violation[] = [], private readonly path: ObjectPath = [], private readonly isQuiet = false) {}

  /** The report of a place inside this one. */
  public in(...parts: ObjectPath): Report {
    return new Report(this.found, [...this.path, ...parts], this.isQuiet);
  }

  /** The report of the same place without what would only be warned of. */
  public withoutWarnings(): Report {
    return new Report(this.found, this.path, true);
  }

  /** The report of the object as a whole: some rules are about its name. */
  public ofObject(): Report {
    return new Report(this.found);
  }

  /** What Istio or the API server refuses. */
  public error(said: Said): void {
    this.found.push({ ...said, severity: 'error', at: this.path });
  }

  /** What is taken, and does not do what it says. */
  public warning(said: Said): void {
    if (!this.isQuiet) this.found.push({ ...said, severity: 'warning', at: this.path });
  }

  /** All that was found so far, by this report and those made of it. */
  public get violations(): readonly Violation[] {
    return this.found;
  }

  /** Whether something that is refused was found here or further in. */
  public get hasErrors(): boolean {
    return this.found.some(({ severity, at }) => severity === 'error' && this.path.every((part, i) => at[i] === part));
  }
}
