import type { IConstruct } from 'constructs';
import type { RouteGateway } from './route-gateway';
import { Findings } from '../../analysis/findings';
import { FLAG, NAMESPACE, PATH_MATCH, TEXT, WHOLE } from '../../analysis/kinds';
import { byKey, type ShapeOf } from '../../analysis/shape';
import { WORKLOAD_SELECTOR } from '../../objects/policy-props';
import type { IMeshNamespace } from '../../vocabulary/interfaces';
import { type PathMatch, PathMatchKind } from '../../vocabulary/path-match';
import type { StringMatch } from '../../vocabulary/string-match';
import type { WorkloadSelector } from '../../vocabulary/workload-selector';
import { STRING_MATCH, TEXTS } from '../kinds';
import { ROUTE_GATEWAYS } from './kinds';
import { uriMatches } from '../path-order';

/** Whose traffic, and where it comes in: what matches of every protocol have. */
export interface RouteSource {
  /**
   * The port that the client has asked for: of the host, or of the gateway.
   * @default - any
   */
  readonly port?: number;
  /**
   * The workloads that it comes from, by their labels. Not for gateways.
   * @default - any
   */
  readonly source?: WorkloadSelector;
  /**
   * The namespace that it comes from. Not for gateways.
   * @default - any
   */
  readonly sourceNamespace?: IMeshNamespace;
  /**
   * The proxies that heed the route.
   * @default - those of the VirtualService
   */
  readonly gateways?: RouteGateway[];
}

/**
 * What a request of HTTP must be like: all that is said holds.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPMatchRequest
 */
export interface HttpMatch extends RouteSource {
  /**
   * The name of the match. Access logs show it behind that of the route.
   * @default - none
   */
  readonly name?: string;
  /**
   * The path.
   * @default - any
   */
  readonly path?: PathMatch;
  /**
   * The path as a whole, by an RE2 regular expression. Not beside `path`.
   * @default - any
   */
  readonly pathRegex?: string;
  /**
   * Whether the path is compared without regard to case. Not for expressions.
   * @default false
   */
  readonly ignorePathCase?: boolean;
  /**
   * The method.
   * @default - any
   */
  readonly method?: StringMatch;
  /**
   * The host that the client has asked for, port included.
   * @default - any of the VirtualService
   */
  readonly authority?: StringMatch;
  /**
   * The scheme.
   * @default - any
   */
  readonly scheme?: StringMatch;
  /**
   * Headers by their names in lower case. At gateways, `@request.auth.claims.groups` is a claim of a token that a RequestAuthentication has
   * verified.
   * @default - any
   */
  readonly headers?: { [name: string]: StringMatch };
  /**
   * Headers that the request has, whatever is in them.
   * @default - any
   */
  readonly presentHeaders?: string[];
  /**
   * Headers that are not like this. A request without the header matches.
   * @default - any
   */
  readonly withoutHeaders?: { [name: string]: StringMatch };
  /**
   * Headers that the request has not.
   * @default - any
   */
  readonly absentHeaders?: string[];
  /**
   * Parameters of the query.
   * @default - any
   */
  readonly queryParams?: { [name: string]: StringMatch };
  /**
   * Parameters that the query has, whatever is in them.
   * @default - any
   */
  readonly presentQueryParams?: string[];
  /**
   * Statistics of the proxy for these requests alone: their names begin with `route.<this>`.
   * @default - there are none
   */
  readonly statPrefix?: string;
}

/** What its properties must be. */
export const ROUTE_SOURCE: ShapeOf<RouteSource> = { port: WHOLE, source: WORKLOAD_SELECTOR, sourceNamespace: NAMESPACE, gateways: ROUTE_GATEWAYS };

/** What its properties must be. */
export const HTTP_MATCH: ShapeOf<HttpMatch> = {
  ...ROUTE_SOURCE,
  name: TEXT,
  path: PATH_MATCH,
  pathRegex: TEXT,
  ignorePathCase: FLAG,
  method: STRING_MATCH,
  authority: STRING_MATCH,
  scheme: STRING_MATCH,
  headers: byKey(STRING_MATCH),
  presentHeaders: TEXTS,
  withoutHeaders: byKey(STRING_MATCH),
  absentHeaders: TEXTS,
  queryParams: byKey(STRING_MATCH),
  presentQueryParams: TEXTS,
  statPrefix: TEXT,
};

/** A match in the API's form, and the path that it compares with. */
export interface RenderedMatch {
  readonly json: object;
  /** What a rewrite replaces: the whole path, or a prefix of it. */
  readonly replaced: 'whole' | 'characters' | 'segments';
}

/** Keeps what makes no sense together. */
export function checkHttpMatch(at: IConstruct, subject: string, match: HttpMatch): void {
  const conflict = (what: string, fix: string) => Findings.of(at).add(at, {
    code: 'traffic/match-said-twice', what: `a match of ${subject} has ${what}`, expected: 'each thing said once', fix,
  });
  if (match.path && match.pathRegex !== undefined) conflict('`path` and `pathRegex`', 'remove one; for both make two matches');
  for (const name of match.presentHeaders ?? []) {
    if (match.headers?.[name]) conflict(`header '${name}' in \`headers\` and in \`presentHeaders\``, 'remove the latter');
  }
  for (const name of match.absentHeaders ?? []) {
    if (match.withoutHeaders?.[name]) conflict(`header '${name}' in \`withoutHeaders\` and in \`absentHeaders\``, 'remove one of them');
  }
  for (const name of match.presentQueryParams ?? []) {
    if (match.queryParams?.[name]) conflict(`parameter '${name}' in \`queryParams\` and in \`presentQueryParams\``, 'remove the latter');
  }
}

/** As the API has it: several where a prefix goes by segments, which the API does not know. */
export function renderHttpMatch(match: HttpMatch, at: IConstruct, namespace: string | undefined): RenderedMatch[] {
  const { name, path, pathRegex, ignorePathCase, method, authority, scheme, statPrefix } = match;
  const rest = {
    ...renderSource(match, at, namespace),
    name,
    ignoreUriCase: ignorePathCase,
    method: method?._istio,
    authority: authority?._istio,
    scheme: scheme?._istio,
    headers: renderTexts(match.headers, match.presentHeaders),
    withoutHeaders: renderTexts(match.withoutHeaders, match.absentHeaders),
    queryParams: renderTexts(match.queryParams, match.presentQueryParams),
    statPrefix,
  };
  if (pathRegex !== undefined) return [{ json: { uri: { regex: pathRegex }, ...rest }, replaced: 'whole' }];
  if (!path) return [{ json: rest, replaced: 'segments' }];
  const bySegments = path.kind === PathMatchKind.PREFIX;
  return uriMatches(path).map((uri) => ({
    json: { uri, ...rest },
    replaced: uri.exact !== undefined ? 'whole' as const : bySegments || path.path === '/' ? 'segments' as const : 'characters' as const,
  }));
}

/** As the API has it. */
export function renderSource({ port, source, sourceNamespace, gateways }: RouteSource, at: IConstruct, namespace: string | undefined): object {
  return {
    port,
    sourceLabels: source && { ...source.matchLabels },
    sourceNamespace: sourceNamespace?.namespaceName,
    gateways: gateways?.map((gateway) => gateway._reference(at, namespace)),
  };
}

/** No condition on the text means that it is there (istio/istio pilot/pkg/networking/core/route, canBeConvertedToPresentMatch). */
function renderTexts(matches: { [name: string]: StringMatch } | undefined, present: readonly string[] | undefined): object | undefined {
  if (!matches && !present) return undefined;
  return {
    ...Object.fromEntries((present ?? []).map((name) => [name, {}])),
    ...Object.fromEntries(Object.entries(matches ?? {}).map(([name, match]) => [name, match._istio])),
  };
}
