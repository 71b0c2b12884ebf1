import { type ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ROUTE_BACKEND, type RouteBackend } from './backend';
import { GRPC_ROUTE_FILTER, type GrpcRouteFilter } from './grpc-route-filter';
import { ROUTE_PARENT } from './parent';
import type { GatewayApiRouteProps } from './route-props';
import { textMatches, textMatchKinds } from './text-match';
import { checkKinds, type KindRow, listOf, made, MAP, TEXT } from '../../analysis/kinds';
import { type IMeshObject, referTo } from '../../objects/mesh-object';
import type { ObjectReference } from '../../objects/object-props';
import { writeObject } from '../../objects/write';
import type { StringMatch } from '../../vocabulary/string-match';
import { TEXTS } from '../kinds';

/** Which calls of gRPC are meant. */
export class GrpcMethodMatch {
  /**
   * Every method of a service.
   *
   * @param service its name with its package: `com.example.User`
   */
  public static service(service: string): GrpcMethodMatch {
    return new GrpcMethodMatch({ service });
  }

  /**
   * One method of a service.
   *
   * @param service its name with its package: `com.example.User`
   * @param method the name of the method
   */
  public static method(service: string, method: string): GrpcMethodMatch {
    return new GrpcMethodMatch({ service, method });
  }

  /**
   * By regular expressions of RE2.
   *
   * @param service an expression for the service
   * @param method an expression for the method; left out: every method
   */
  public static regex(service: string, method?: string): GrpcMethodMatch {
    return new GrpcMethodMatch({ type: 'RegularExpression', service, method });
  }

  private constructor(
    /** @internal */
    public readonly _method: object,
  ) {}
}

/** What a call must be like: all that is given. */
export interface GrpcRouteMatch {
  /**
   * Its service and method.
   * @default - every call
   */
  readonly method?: GrpcMethodMatch;
  /**
   * Its headers, by their names. No match by prefix.
   * @default - whatever headers
   */
  readonly headers?: { [name: string]: StringMatch };
}

/** Which calls of a route go where. */
export interface GrpcRouteRule {
  /**
   * The name of the rule. Needs OpenShift 4.22.
   * @default - none
   */
  readonly name?: string;
  /**
   * What calls must be like: any of these.
   * @default - whatever they are like
   */
  readonly matches?: GrpcRouteMatch[];
  /**
   * What is done to them, in this order.
   * @default - nothing
   */
  readonly filters?: GrpcRouteFilter[];
  /**
   * Who gets them, by weight.
   * @default - nobody: the answer is UNAVAILABLE
   */
  readonly backends?: RouteBackend[];
}

/** A GRPCRoute to make. */
export interface GrpcRouteProps extends GatewayApiRouteProps {
  /**
   * Its rules; `addRule` adds more.
   * @default - none yet
   */
  readonly rules?: GrpcRouteRule[];
}

const KIND = { group: 'gateway.networking.k8s.io', version: 'v1', kind: 'GRPCRoute' };
const METHOD = made('GrpcMethodMatch', () => "write GrpcMethodMatch.service('...')", (v) => typeof v?._method === 'object');

/**
 * Where calls of gRPC go, at a gateway of Gateway API or in the mesh.
 *
 * *Writes* a `GRPCRoute`.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#grpcroute
 */
export class GrpcRoute extends Construct implements IMeshObject {
  /**
   * A `GRPCRoute` that another program makes. Writes nothing.
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
  /** The name of the `GRPCRoute`. */
  public readonly grpcRouteName: string;
  /** The `GRPCRoute`. */
  public readonly apiObject: ApiObject;
  private readonly rules: GrpcRouteRule[] = [];
  private readonly from?: string;

  public constructor(scope: Construct, id: string, props: GrpcRouteProps) {
    super(scope, id);
    this.from = props?.namespace?.namespaceName;
    this.apiObject = writeObject(this, KIND, props, () => {
      const { parents, hostnames, rules } = props;
      checkKinds(this, 'traffic/wrong-type', 'the GRPCRoute', [
        ['parents', parents, listOf('parents', ROUTE_PARENT)], ['hostnames', hostnames, TEXTS], ['rules', rules, listOf('rules', MAP)],
      ]);
      return {
        parentRefs: parents?.map((parent) => parent._render(this.from)),
        hostnames,
        rules: Lazy.any({ produce: () => (this.rules.length > 0 ? this.rules.map((rule) => this.render(rule)) : undefined) }),
      };
    });
    this.grpcRouteName = this.apiObject.name;
    this.objectName = this.apiObject.name;
    this.namespaceName = props.namespace?.namespaceName;
    props.rules?.forEach((rule) => this.addRule(rule));
  }

  /**
   * Adds a rule.
   *
   * @param rule which calls go where
   */
  public addRule(rule: GrpcRouteRule): void {
    checkKinds(this, 'traffic/wrong-type', 'the GRPCRoute', kindsOf(rule, `rules[${this.rules.length}]`));
    this.rules.push(rule);
  }

  private render({ name, matches, filters, backends }: GrpcRouteRule): object {
    return {
      name,
      matches: matches?.map(({ method, headers }) => ({ method: method?._method, headers: textMatches('header', headers) })),
      filters: filters?.map((filter) => filter._render(this.from)),
      backendRefs: backends?.map((backend) => backend._render(this.from)),
    };
  }
}

function kindsOf(rule: GrpcRouteRule, at: string): KindRow[] {
  if (!MAP.is(rule)) return [[at, rule, { ...MAP, isRequired: true }]];
  const { name, matches, filters, backends } = rule;
  return [
    [`${at}.name`, name, TEXT], [`${at}.matches`, matches, listOf('matches', MAP)], [`${at}.filters`, filters, listOf('filters', GRPC_ROUTE_FILTER)],
    [`${at}.backends`, backends, listOf('backends', ROUTE_BACKEND)],
    ...(Array.isArray(matches) ? matches.filter(MAP.is) : []).flatMap((match, i): KindRow[] => [
      [`${at}.matches[${i}].method`, match.method, METHOD], ...textMatchKinds(`${at}.matches[${i}].headers`, match.headers),
    ]),
  ];
}
