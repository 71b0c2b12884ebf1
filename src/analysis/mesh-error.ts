import type { IConstruct } from 'constructs';
import { type Finding, type Problem, pathOf } from './finding';
import { formatFindings } from './report';
import { laterLocation, userFrames } from './source-location';

/** An error of the user's program: its stack shows that program's frames only. */
export class MeshError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'MeshError';
    this.stack = [`${this.name}: ${message}`, ...userFrames(this.stack)].join('\n');
  }
}

/** Throws at once. Only for what makes going on impossible; everything else is collected (`Findings`). */
export function fail(at: IConstruct, problem: Problem): never {
  const finding: Finding = { ...problem, severity: 'error', path: pathOf(at), source: laterLocation() };
  throw new MeshError(formatFindings([finding]));
}
