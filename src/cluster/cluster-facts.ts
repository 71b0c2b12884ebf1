import { readFileSync, statSync } from 'fs';
import { type FactsData, factsProblems } from './facts-data';
import type { Problem } from '../analysis/finding';
import { MeshError } from '../analysis/mesh-error';
import { formatFindings } from '../analysis/report';

/**
 * What is known of a cluster only once it runs: the URL and CA of its API server, the addresses of its load balancers.
 *
 * Facts come as JSON, from a file that is committed beside the program. It holds no secret:
 *
 * `{ "cluster": "east", "apiServer": { "url": "https://api.east.example.com:6443", "ca": "<PEM>" },
 * "addresses": { "istio-system/istio-eastwestgateway": "203.0.113.7" } }`
 *
 * All but `cluster` may be left out. While a value is missing, what needs it is not written, and `MeshApp` writes a `PENDING.md` that
 * has the command to read it, and what to put into the file.
 */
export class ClusterFacts {
  /**
   * The facts of a file, read while the program runs.
   *
   * @param path absolute, or relative to the directory in which the program runs
   * @throws if there is no such file, if it is no JSON, if it holds a key that is no fact, a value that cannot be one, or a secret;
   *   the error lists everything that is wrong in it
   */
  public static fromFile(path: string): ClusterFacts {
    if (typeof path !== 'string' || path === '') refuse('cluster facts', [notText('the path of the file', path)]);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
      refuse(path, [{
        code: 'cluster/facts-missing',
        what: 'there is no such file',
        expected: 'the path of a facts file, absolute or relative to the directory in which the program runs',
        fix: 'begin one with { "cluster": "<name of the cluster>" }; PENDING.md in the output folder says what belongs into it',
      }]);
    }
    return new ClusterFacts(factsOf(readFileSync(path, 'utf8'), path), path);
  }

  /**
   * The facts of a text.
   *
   * @param text JSON
   * @throws as `fromFile` does
   */
  public static fromJson(text: string): ClusterFacts {
    const where = 'cluster facts';
    if (typeof text !== 'string') refuse(where, [notText('the text', text)]);
    return new ClusterFacts(factsOf(text, where), where);
  }

  /** The name of the cluster that the facts are of. */
  public readonly clusterName: string;

  private constructor(
    /** @internal */
    public readonly _data: FactsData,
    /** How messages name them. @internal */
    public readonly _where: string,
  ) {
    this.clusterName = _data.cluster;
  }
}

function factsOf(content: string, where: string): FactsData {
  let document: unknown;
  try {
    document = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (e) {
    refuse(where, [{
      code: 'cluster/facts-not-json',
      // without what the parser quotes of the text: that may be anything
      what: `this is not JSON: ${(e as Error).message.replace(/, (\.\.\.)?".*is not valid JSON$/s, '')}`,
      expected: 'JSON like { "cluster": "east", "addresses": { ... } }',
      fix: 'correct it; a line break inside a string is written \\n',
    }]);
  }
  const problems = factsProblems(document);
  if (problems.length > 0) refuse(where, problems);
  return document as FactsData;
}

/** A compiler refuses such a value, JavaScript does not. */
function notText(what: string, value: unknown): Problem {
  return {
    code: 'cluster/facts-not-text',
    what: `${what} is ${value === undefined || value === null ? 'not given' : value === '' ? 'empty' : `a ${typeof value}`}`,
    expected: 'a string that is not empty',
    fix: "write ClusterFacts.fromFile('facts/<cluster>.json')",
  };
}

function refuse(where: string, problems: readonly Problem[]): never {
  throw new MeshError(formatFindings(problems.map((p) => ({ ...p, severity: 'error', path: where }))));
}
