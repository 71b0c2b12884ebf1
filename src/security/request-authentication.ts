import type { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { Jwks } from './jwks';
import { checkKinds, FLAG, type Kind, type KindRow, listOf, made, MAP, required, TEXT, TIME_SPAN } from '../analysis/kinds';
import { type IMeshObject, referTo } from '../objects/mesh-object';
import type { ObjectReference } from '../objects/object-props';
import { policyAttachment, type PolicyProps } from '../objects/policy-props';
import { writeObject } from '../objects/write';
import { istioDuration } from '../traffic/durations';

/** A header that a token is taken from. */
export interface JwtHeader {
  /** The name of the header. */
  readonly name: string;
  /**
   * What stands before the token, a blank at its end included: `Bearer `.
   * @default - nothing
   */
  readonly prefix?: string;
}

/** A header that a claim of the token is copied to. */
export interface JwtClaimHeader {
  /** The claim, by its name or, inside others, with dots: `nested.key`. Texts, numbers and truth values only. */
  readonly claim: string;
  /** The name of the header, which is removed from requests that bring it along. */
  readonly header: string;
}

/**
 * Tokens of one issuer.
 *
 * @see https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule
 */
export interface JwtRule {
  /**
   * Who issues the tokens: their claim `iss`, to the letter.
   * @default - any; then `keys` must say where they are
   */
  readonly issuer?: string;
  /**
   * Where the public keys are.
   * @default Jwks.DISCOVERY
   */
  readonly keys?: Jwks;
  /**
   * Whom the tokens are for: their claim `aud` holds one of these.
   * @default - what the token says is taken
   */
  readonly audiences?: string[];
  /**
   * Headers that the token is looked for in.
   * @default - `Authorization` with `Bearer `, unless parameters or cookies are given
   */
  readonly fromHeaders?: JwtHeader[];
  /**
   * Query parameters that the token is looked for in.
   * @default - `access_token`, unless headers or cookies are given
   */
  readonly fromParams?: string[];
  /**
   * Cookies that the token is looked for in.
   * @default - none
   */
  readonly fromCookies?: string[];
  /**
   * Whether the token stays in the request that the workload gets.
   * @default false
   */
  readonly forwardOriginalToken?: boolean;
  /**
   * A header for the claims of the token, as JSON in base64url.
   * @default - none
   */
  readonly outputPayloadToHeader?: string;
  /**
   * Headers for single claims.
   * @default - none
   */
  readonly outputClaimToHeaders?: JwtClaimHeader[];
  /**
   * How long the keys may take to be read by the proxy, where it reads them itself.
   * @default - 5 seconds
   */
  readonly timeout?: Duration;
  /**
   * Claims beside `scope` and `permission` whose text is a list with blanks between. Needs OpenShift Service Mesh 3.3.
   * @default - none
   */
  readonly spaceDelimitedClaims?: string[];
}

/** A RequestAuthentication to make. */
export interface RequestAuthenticationProps extends PolicyProps {
  /**
   * Whose tokens are valid. A request has to satisfy one of them, if it has a token at all.
   * @default - none: nothing is checked
   */
  readonly rules?: JwtRule[];
}

const KIND = { group: 'security.istio.io', version: 'v1', kind: 'RequestAuthentication' };
const TEXTS = listOf('texts', TEXT);
const JWKS: Kind = made('Jwks', (v) => `write Jwks.uri('${typeof v === 'string' ? v : 'https://...'}')`, (v) => typeof v?._fields === 'object');

/**
 * Which tokens are valid. A request with an invalid one is refused; one without a token is let through: an AuthorizationPolicy says who needs
 * one.
 *
 * *Writes* a `RequestAuthentication`.
 *
 * @see https://istio.io/latest/docs/reference/config/security/request_authentication/
 */
export class RequestAuthentication extends Construct implements IMeshObject {
  /**
   * A `RequestAuthentication` that another program makes. Writes nothing.
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
  /** The name of the object. */
  public readonly requestAuthenticationName: string;
  /** The `RequestAuthentication`. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: RequestAuthenticationProps) {
    super(scope, id);
    this.apiObject = writeObject(this, KIND, props, () => {
      const { rules } = props;
      checkKinds(this, 'security/wrong-type', 'the RequestAuthentication', [['rules', rules, listOf('rules', MAP)]]);
      checkKinds(this, 'security/wrong-type', 'the RequestAuthentication', (rules ?? []).flatMap((rule, i) => kindsOf(rule, `rules[${i}]`)));
      return { ...policyAttachment(this, KIND.kind, props), jwtRules: rules?.map(renderRule) };
    });
    this.requestAuthenticationName = this.apiObject.name;
    this.objectName = this.apiObject.name;
    this.namespaceName = props.namespace?.namespaceName;
  }
}

function renderRule({ keys, timeout, ...rest }: JwtRule): object {
  return { ...rest, ...keys?._fields, timeout: timeout && istioDuration(timeout) };
}

function kindsOf(rule: JwtRule, at: string): KindRow[] {
  const rows: [keyof JwtRule, Kind][] = [
    ['issuer', TEXT], ['keys', JWKS], ['audiences', TEXTS], ['fromHeaders', listOf('headers', MAP)], ['fromParams', TEXTS], ['fromCookies', TEXTS],
    ['forwardOriginalToken', FLAG], ['outputPayloadToHeader', TEXT], ['outputClaimToHeaders', listOf('headers', MAP)], ['timeout', TIME_SPAN],
    ['spaceDelimitedClaims', TEXTS],
  ];
  return [
    ...rows.map(([property, kind]): KindRow => [`${at}.${property}`, rule[property], kind]),
    ...maps(rule.fromHeaders).flatMap((header, i): KindRow[] => [
      [`${at}.fromHeaders[${i}].name`, header.name, required(TEXT)], [`${at}.fromHeaders[${i}].prefix`, header.prefix, TEXT],
    ]),
    ...maps(rule.outputClaimToHeaders).flatMap((copy, i): KindRow[] => [
      [`${at}.outputClaimToHeaders[${i}].claim`, copy.claim, required(TEXT)], [`${at}.outputClaimToHeaders[${i}].header`, copy.header, required(TEXT)],
    ]),
  ];
}

/** What is no list of maps is told by the row before. */
function maps<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) && value.every(MAP.is) ? value : [];
}
