import type { IConstruct } from 'constructs';
import { renderCorsPolicy } from './cors-policy';
import { renderFault } from './http-fault';
import { checkHttpMatch, type RenderedMatch, renderHttpMatch } from './http-match';
import {
  DELEGATE_OPTIONS, DIRECT_RESPONSE_OPTIONS, type HttpMirror, REDIRECT_OPTIONS, ROUTE_OPTIONS, type VirtualServiceDelegateOptions,
  type VirtualServiceDirectResponseOptions, type VirtualServiceHttpOptions, type VirtualServicePassingOptions, type VirtualServiceRedirectOptions,
  type VirtualServiceRouteOptions,
} from './http-options';
import type { RouteDestination } from './route-destination';
import { checkDestinations, destinationsOf, renderDestinations } from './weighted-destination';
import { Findings } from '../../analysis/findings';
import { checkKinds, MAP, required } from '../../analysis/kinds';
import { checkShape, type ShapeOf, withoutNulls } from '../../analysis/shape';
import { istioDuration } from '../durations';

/** Any of the four, by what is used of it here. */
type Options = VirtualServicePassingOptions & Partial<VirtualServiceRouteOptions & VirtualServiceRedirectOptions & VirtualServiceDirectResponseOptions
& VirtualServiceDelegateOptions>;
type EntryKind = 'route' | 'redirect' | 'directResponse' | 'delegate';

const SHAPES: { readonly [kind in EntryKind]: ShapeOf<any> } = {
  route: ROUTE_OPTIONS, redirect: REDIRECT_OPTIONS, directResponse: DIRECT_RESPONSE_OPTIONS, delegate: DELEGATE_OPTIONS,
};

/**
 * An entry of HTTP in a VirtualService: which requests, and what becomes of them. The first one that matches decides.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRoute
 */
export class VirtualServiceHttp {
  /**
   * They go to a destination.
   *
   * @param options which, and where to
   */
  public static route(options: VirtualServiceRouteOptions): VirtualServiceHttp {
    return new VirtualServiceHttp('route', options);
  }

  /**
   * They are answered with another address.
   *
   * @param options which, and the address
   */
  public static redirect(options: VirtualServiceRedirectOptions): VirtualServiceHttp {
    return new VirtualServiceHttp('redirect', options);
  }

  /**
   * The proxy answers them by itself.
   *
   * @param options which, and the answer
   */
  public static directResponse(options: VirtualServiceDirectResponseOptions): VirtualServiceHttp {
    return new VirtualServiceHttp('directResponse', options);
  }

  /**
   * Another VirtualService decides about them.
   *
   * @param options which, and the other VirtualService
   */
  public static delegate(options: VirtualServiceDelegateOptions): VirtualServiceHttp {
    return new VirtualServiceHttp('delegate', options);
  }

  private readonly options: Options;

  private constructor(private readonly kind: EntryKind, options: VirtualServiceHttpOptions) {
    this.options = withoutNulls(options);
  }

  /** Whether another VirtualService decides. @internal */
  public get _delegates(): boolean {
    return this.kind === 'delegate';
  }

  /** Every place that it sends to. @internal */
  public get _destinations(): RouteDestination[] {
    return [...destinationsOf(this.options), ...this.options.mirrors ?? []].map((d) => d.destination);
  }

  /** Fails at what is of a wrong type; keeps what makes no sense together. @internal */
  public _check(at: IConstruct, code: string, subject: string): void {
    checkKinds(at, code, subject, [['options', this.options, required(MAP)]]);
    checkShape(at, code, subject, this.options, SHAPES[this.kind]);
    const { matches, rewrite, retries, fault, mirrors, corsPolicy } = this.options;
    for (const match of matches ?? []) checkHttpMatch(at, subject, match);
    if (this.kind === 'route') checkDestinations(at, code, subject, this.options);
    rewrite?._check(at, code, subject);
    retries?._check(at, code, subject);
    fault?.abort?._check(at, code, subject);
    for (const mirror of mirrors ?? []) mirror.destination._check(at, code, subject);
    if (matches?.length === 0) {
      Findings.of(at).add(at, {
        code: 'traffic/no-match', what: `${subject} has an empty list of \`matches\``, expected: 'at least one match', fix: 'leave `matches` out for every request',
      });
    }
    if (corsPolicy?.allowMethods && corsPolicy.allowAllMethods) {
      Findings.of(at).add(at, {
        code: 'traffic/cors-methods-said-twice', what: `the \`corsPolicy\` of ${subject} has \`allowMethods\` and \`allowAllMethods\``, expected: 'one of them', fix: 'remove one',
      });
    }
  }

  /** As the API has it: several entries where matches of it take rewrites of their own. @internal */
  public _json(at: IConstruct, namespace: string | undefined): object[] {
    const { matches, rewrite } = this.options;
    const rendered = matches?.flatMap((match) => renderHttpMatch(match, at, namespace));
    if (!rewrite || !rendered) return [this.entry(rendered, namespace, 'segments')];
    const runs = rewrite._isUniform ? [rendered] : runsOf(rendered);
    return runs.map((run) => this.entry(run, namespace, run[0].replaced));
  }

  private entry(matches: readonly RenderedMatch[] | undefined, namespace: string | undefined, replaced: RenderedMatch['replaced']): object {
    const { name, headers, corsPolicy, rewrite, timeout, retries, fault, mirrors } = this.options;
    return {
      name,
      match: matches?.map(({ json }) => json),
      ...this.outcome(namespace),
      rewrite: rewrite?._json(replaced),
      timeout: timeout && istioDuration(timeout),
      retries: retries?._json,
      fault: fault && renderFault(fault),
      mirrors: mirrors?.map(renderMirror),
      corsPolicy: corsPolicy && renderCorsPolicy(corsPolicy),
      headers,
    };
  }

  private outcome(namespace: string | undefined): object {
    const { uri, authority, scheme, port, redirectCode, status, body, delegate } = this.options;
    switch (this.kind) {
      case 'route': return { route: renderDestinations(this.options) };
      case 'redirect': return { redirect: { uri, authority: authority?.host, scheme, ...port?._json, redirectCode } };
      case 'directResponse': return { directResponse: { status, body: body && { ...body._json } } };
      case 'delegate': {
        const { delegateName, namespaceName } = delegate!;
        return { delegate: { name: delegateName, namespace: namespaceName === namespace ? undefined : namespaceName } };
      }
    }
  }
}

function renderMirror({ destination, percentage }: HttpMirror): object {
  return { destination: destination._json, percentage: percentage && { value: percentage.percent } };
}

/** Neighbours that take the same rewrite. They keep their order: a wide one may stand before a narrow one. */
function runsOf(matches: readonly RenderedMatch[]): RenderedMatch[][] {
  const runs: RenderedMatch[][] = [];
  for (const match of matches) {
    const last = runs[runs.length - 1];
    if (last && (last[0].replaced === 'segments') === (match.replaced === 'segments')) last.push(match);
    else runs.push([match]);
  }
  return runs;
}
