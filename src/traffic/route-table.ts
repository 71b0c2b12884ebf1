import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { destinationOf, type PortDestination } from './destination';
import { istioDuration, longer } from './durations';
import { HostRoute, type HostRouteOptions } from './host-route';
import { compareSpecificity, covers, matchKey, uriMatches, type UriMatch } from './path-order';
import type { Problem } from '../analysis/finding';
import { Findings } from '../analysis/findings';
import { stated } from '../analysis/kinds';
import { labelValueProblem } from '../kube/names';
import type { MeshFacts } from '../vocabulary/mesh-facts';
import { PathMatch } from '../vocabulary/path-match';

/** Another VirtualService, without hosts and gateways, that decides about a part of the paths. */
export interface Delegate {
  readonly name: string;
  readonly namespace: string;
}

/** An entry of `spec.http` of a VirtualService. */
export interface HttpEntry {
  readonly name?: string;
  readonly match: { readonly uri: UriMatch }[];
  readonly route?: { readonly destination: PortDestination }[];
  readonly delegate?: Delegate;
  readonly timeout?: string;
}

/** A route in the order of writing. */
interface Entry {
  readonly name: string;
  readonly matches: readonly PathMatch[];
  readonly action: Omit<HttpEntry, 'match'>;
}

/** The routes of one host, or of the prefix of a host that was delegated. */
export class RouteTable {
  private readonly entries: Entry[] = [];
  private longest?: Duration;

  /**
   * @param at where problems are reported
   * @param subject what the routes belong to, for messages
   * @param within what was delegated; every match must be inside
   */
  public constructor(
    private readonly at: IConstruct,
    private readonly subject: string,
    private readonly mesh: MeshFacts,
    private readonly within?: PathMatch,
  ) {}

  /** Whether there is a route. */
  public get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** The longest timeout of any route. */
  public get longestTimeout(): Duration | undefined {
    return this.longest;
  }

  /** Adds a route to a service. */
  public addRoute(name: string, given: HostRouteOptions): HostRoute {
    const options = stated(given);
    const matches = this.matchesOf(name, options);
    const { destination, problems } = destinationOf(options.backend, options.port, this.mesh);
    this.report([...problems, ...this.nameProblems(name), ...this.timeoutProblems(name, options.timeout)]);
    const { timeout } = options;
    this.add({ name, matches, action: { name, route: [{ destination }], timeout: timeout && istioDuration(timeout) } });
    this.longest = longer(this.longest, timeout);
    return HostRoute._of(name, [...matches], options);
  }

  /** Adds a part of the paths that another VirtualService decides about. It has no name: the delegate's routes keep theirs. */
  public addDelegate(match: PathMatch, delegate: Delegate): void {
    this.add({ name: `delegate ${delegate.namespace}/${delegate.name}`, matches: [match], action: { delegate } });
  }

  /** The routes as a VirtualService has them, the most specific match first. */
  public render(): HttpEntry[] {
    return orderedRuns(this.entries).map(({ entry, matches }) => {
      const { name, ...action } = entry.action;
      return { ...(name !== undefined && { name }), match: matches.flatMap(uriMatches).map((uri) => ({ uri })), ...action };
    });
  }

  private add(entry: Entry): void {
    const taken = new Map(this.entries.flatMap((e) => e.matches.map((m) => [matchKey(m), e] as const)));
    for (const match of entry.matches) {
      const first = taken.get(matchKey(match));
      taken.set(matchKey(match), entry);
      if (!first) continue;
      this.report([{
        code: 'traffic/match-twice',
        what: `${this.subject}: ${first === entry ? `route '${entry.name}' has` : `routes '${first.name}' and '${entry.name}' both have`} the match '${match}'`,
        expected: 'each match once: of two equal ones the second is never reached',
        fix: 'change one of them, or leave it out',
      }]);
    }
    this.entries.push(entry);
  }

  private matchesOf(name: string, { match, matches }: HostRouteOptions): PathMatch[] {
    const report = (what: string, expected: string, fix: string) =>
      this.report([{ code: 'traffic/invalid-match', what: `route '${name}' of ${this.subject} ${what}`, expected, fix }]);
    if (match && matches) report('has `match` and `matches`', 'one of them', 'put the match into `matches`');
    if (matches?.length === 0) report('has an empty list of `matches`', 'at least one match', 'leave `matches` out for every path');
    const chosen = matches?.length ? matches : [match ?? this.within ?? PathMatch.prefix('/')];
    for (const m of chosen) {
      if (!this.within || covers(this.within, m)) continue;
      report(`matches '${m}', outside of the prefix '${this.within.path}' that was delegated`, `paths at or below '${this.within.path}'`,
        'change the match, or have the owner of the host delegate the other prefix too');
    }
    return chosen;
  }

  private nameProblems(name: string): Problem[] {
    const wrong = name === '' ? 'it is empty' : labelValueProblem(name);
    const twice = this.entries.some((e) => e.action.name === name);
    if (!wrong && !twice) return [];
    return [{
      code: wrong ? 'traffic/invalid-route-name' : 'traffic/route-twice',
      what: wrong ? `the route name '${name}' of ${this.subject} is not usable: ${wrong}` : `${this.subject} has two routes named '${name}'`,
      expected: 'a short name, different from those of the other routes: metrics and access logs tell routes apart by it',
      fix: wrong ? 'change the name' : 'rename one of them; several matches of one route go into `matches`',
    }];
  }

  private timeoutProblems(name: string, timeout: Duration | undefined): Problem[] {
    if (!timeout || timeout.toMilliseconds() >= 1) return [];
    return [{
      code: 'traffic/invalid-timeout',
      what: `route '${name}' of ${this.subject} has the timeout ${istioDuration(timeout)}`,
      expected: 'at least a millisecond',
      fix: 'leave `timeout` out for no limit',
    }];
  }

  private report(problems: Problem[]): void {
    for (const problem of problems) Findings.of(this.at).add(this.at, problem);
  }
}

/**
 * All matches in order of specificity; neighbours that belong to one route stay together, in the order in which the route has
 * them. A route is cut only where a match of another one has to come between.
 */
function orderedRuns(entries: readonly Entry[]): { entry: Entry; matches: PathMatch[] }[] {
  const items = entries.flatMap((entry) => entry.matches.map((match, i) => ({ entry, match, i })));
  items.sort((a, b) => compareSpecificity(a.match, b.match));
  const runs: { entry: Entry; items: typeof items }[] = [];
  for (const item of items) {
    const last = runs[runs.length - 1];
    if (last?.entry === item.entry) last.items.push(item);
    else runs.push({ entry: item.entry, items: [item] });
  }
  return runs.map((run) => ({ entry: run.entry, matches: run.items.sort((a, b) => a.i - b.i).map((item) => item.match) }));
}
