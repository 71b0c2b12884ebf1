import { type ApiObject, type Duration, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ROUTE_BACKEND, type RouteBackend } from './backend';
import { HTTP_ROUTE_FILTER, type HttpRouteFilter } from './http-route-filter';
import { ROUTE_PARENT } from './parent';
import { pathValue } from './path-value';
import type { GatewayApiRouteProps } from './route-props';
import { textMatches, textMatchKinds } from './text-match';
import { checkKinds, type KindRow, listOf, MAP, PATH_MATCH, TEXT, TIME_SPAN } from '../../analysis/kinds';
import { type IMeshObject, referTo } from '../../objects/mesh-object';
import type { ObjectReference } from '../../objects/object-props';
import { writeObject } from '../../objects/write';
import { HttpMethod } from '../../vocabulary/http-method';
import type { PathMatch } from '../../vocabulary/path-match';
import type { StringMatch } from '../../vocabulary/string-match';
import { goDuration } from '../durations';
import { enumOf, TEXTS } from '../kinds';

/** What a request must be like: all that is given. */
export interface HttpRouteMatch {
  /**
   * Its path.
   * @default - every path
   */
  readonly path?: PathMatch;
  /**
   * Its path, by a regular expression of RE2 for the whole of it. Instead of `path`.
   * @default - every path
   */
  readonly pathRegex?: string;
  /**
   * Its headers, by their names. No match by prefix.
   * @default - whatever headers
   */
  readonly headers?: { [name: string]: StringMatch };
  /**
   * Its query parameters, by their names. No match by prefix.
   * @default - whatever parameters
   */
  readonly queryParams?: { [name: string]: StringMatch };
  /**
   * Its method.
   * @default - whatever method
   */
  readonly method?: HttpMethod;
}

/** How long requests of a rule may take. */
export interface HttpRouteTimeouts {
  /**
   * The whole request, all tries included.
   * @default - no limit
   */
  readonly request?: Duration;
  /**
   * One try of the backend. No longer than `request`.
   * @default - no limit of its own
   */
  readonly backendRequest?: Duration;
}

/** Which requests of a route go where. */
export interface HttpRouteRule {
  /**
   * The name of the rule. Needs OpenShift 4.22.
   * @default - none
   */
  readonly name?: string;
  /**
   * What requests must be like: any of these. The more specific match wins, whatever the order of rules.
   * @default - whatever they are like
   */
  readonly matches?: HttpRouteMatch[];
  /**
   * What is done to them, in this order.
   * @default - nothing
   */
  readonly filters?: HttpRouteFilter[];
  /**
   * Who gets them, by weight.
   * @default - nobody: without a redirect the answer is 404 or 500
   */
  readonly backends?: RouteBackend[];
  /**
   * How long they may take.
   * @default - no limits
   */
  readonly timeouts?: HttpRouteTimeouts;
}

/** An HTTPRoute to make. */
export interface HttpRouteProps extends GatewayApiRouteProps {
  /**
   * Its rules; `addRule` adds more.
   * @default - none yet
   */
  readonly rules?: HttpRouteRule[];
}

const KIND = { group: 'gateway.networking.k8s.io', version: 'v1', kind: 'HTTPRoute' };

/**
 * Where requests over HTTP go, at a gateway of Gateway API or in the mesh.
 *
 * *Writes* an `HTTPRoute`.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httproute
 */
export class HttpRoute extends Construct implements IMeshObject {
  /**
   * An `HTTPRoute` that another program makes. Writes nothing.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param reference its name and namespace
   */
  public static fromName(scope: Construct, id: string, reference: ObjectReference): IMeshObject {
    return referTo(scope, id, KIND, reference);
  }

  /** The API group of the object. */
  public readonly objectGroup: string = KIND.group;
  /** The kind of the object. */
  public readonly objectKind: string = KIND.kind;
  /** The name of the object. */
  public readonly objectName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The name of the `HTTPRoute`. */
  public readonly httpRouteName: string;
  /** The `HTTPRoute`. */
  public readonly apiObject: ApiObject;
  private readonly rules: HttpRouteRule[] = [];
  private readonly from?: string;

  public constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(scope, id);
    this.from = props?.namespace?.namespaceName;
    this.apiObject = writeObject(this, KIND, props, () => {
      const { parents, hostnames, rules } = props;
      checkKinds(this, 'traffic/wrong-type', 'the HTTPRoute', [
        ['parents', parents, listOf('parents', ROUTE_PARENT)], ['hostnames', hostnames, TEXTS], ['rules', rules, listOf('rules', MAP)],
      ]);
      return {
        parentRefs: parents?.map((parent) => parent._render(this.from)),
        hostnames,
        rules: Lazy.any({ produce: () => (this.rules.length > 0 ? this.rules.map((rule) => this.render(rule)) : undefined) }),
      };
    });
    this.httpRouteName = this.apiObject.name;
    this.objectName = this.apiObject.name;
    this.namespaceName = props.namespace?.namespaceName;
    props.rules?.forEach((rule) => this.addRule(rule));
  }

  /**
   * Adds a rule.
   *
   * @param rule which requests go where
   */
  public addRule(rule: HttpRouteRule): void {
    checkKinds(this, 'traffic/wrong-type', 'the HTTPRoute', kindsOf(rule, `rules[${this.rules.length}]`));
    this.rules.push(rule);
  }

  private render({ name, matches, filters, backends, timeouts }: HttpRouteRule): object {
    return {
      name,
      matches: matches?.map(renderMatch),
      filters: filters?.map((filter) => filter._render(this.from)),
      backendRefs: backends?.map((backend) => backend._render(this.from)),
      timeouts: timeouts && {
        request: timeouts.request && gatewayDuration(timeouts.request),
        backendRequest: timeouts.backendRequest && gatewayDuration(timeouts.backendRequest),
      },
    };
  }
}

function renderMatch({ path, pathRegex, headers, queryParams, method }: HttpRouteMatch): object {
  return {
    path: path ? pathValue(path) : pathRegex === undefined ? undefined : { type: 'RegularExpression', value: pathRegex },
    headers: textMatches('header', headers),
    queryParams: textMatches('query parameter', queryParams),
    method,
  };
}

/** Whole numbers with units only (GEP-2257). */
function gatewayDuration(duration: Duration): string {
  const ms = duration.toMilliseconds();
  return ms % 1000 === 0 ? goDuration(duration) : `${ms}ms`;
}

function kindsOf(rule: HttpRouteRule, at: string): KindRow[] {
  if (!MAP.is(rule)) return [[at, rule, { ...MAP, isRequired: true }]];
  const { name, matches, filters, backends, timeouts } = rule;
  return [
    [`${at}.name`, name, TEXT], [`${at}.matches`, matches, listOf('matches', MAP)], [`${at}.filters`, filters, listOf('filters', HTTP_ROUTE_FILTER)],
    [`${at}.backends`, backends, listOf('backends', ROUTE_BACKEND)], [`${at}.timeouts`, timeouts, MAP],
    [`${at}.timeouts.request`, timeouts?.request, TIME_SPAN], [`${at}.timeouts.backendRequest`, timeouts?.backendRequest, TIME_SPAN],
    ...(Array.isArray(matches) ? matches.filter(MAP.is) : []).flatMap((match, i): KindRow[] => [
      [`${at}.matches[${i}].path`, match.path, PATH_MATCH], [`${at}.matches[${i}].pathRegex`, match.pathRegex, TEXT],
      ...textMatchKinds(`${at}.matches[${i}].headers`, match.headers), ...textMatchKinds(`${at}.matches[${i}].queryParams`, match.queryParams),
      [`${at}.matches[${i}].method`, match.method, enumOf('HttpMethod', HttpMethod)],
    ]),
  ];
}
