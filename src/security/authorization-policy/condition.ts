import { checkHandle } from '../../vocabulary/check-handle';
import { ValueError } from '../../vocabulary/value-error';

/** Which values an attribute must have, or must not have. */
export interface ConditionValues {
  /**
   * One of these. May start or end with `*` where the attribute is a text.
   * @default - any; one of the two is needed
   */
  readonly values?: string[];
  /**
   * None of these.
   * @default - none is left out; one of the two is needed
   */
  readonly notValues?: string[];
}

/**
 * A further condition on an attribute of the request or the connection.
 *
 * @see https://istio.io/latest/docs/reference/config/security/conditions/
 */
export class AuthorizationCondition {
  /**
   * A header of the request. HTTP only.
   *
   * @param name its name
   * @param values what it must be
   */
  public static header(name: string, values: ConditionValues): AuthorizationCondition {
    return make(`request.headers[${name}]`, values, AuthorizationCondition.header);
  }

  /**
   * The address that the connection comes from: addresses or CIDR blocks.
   *
   * @param values what it must be
   */
  public static sourceIp(values: ConditionValues): AuthorizationCondition {
    return make('source.ip', values, AuthorizationCondition.sourceIp);
  }

  /**
   * The address of the client, as `X-Forwarded-For` or the PROXY protocol tells it.
   *
   * @param values what it must be
   */
  public static remoteIp(values: ConditionValues): AuthorizationCondition {
    return make('remote.ip', values, AuthorizationCondition.remoteIp);
  }

  /**
   * The namespace of the caller. Needs mutual TLS.
   *
   * @param values what it must be
   */
  public static sourceNamespace(values: ConditionValues): AuthorizationCondition {
    return make('source.namespace', values, AuthorizationCondition.sourceNamespace);
  }

  /**
   * The principal of the caller. Needs mutual TLS.
   *
   * @param values what it must be
   */
  public static sourcePrincipal(values: ConditionValues): AuthorizationCondition {
    return make('source.principal', values, AuthorizationCondition.sourcePrincipal);
  }

  /**
   * Issuer and subject of the request's token, `<issuer>/<subject>`. HTTP only.
   *
   * @param values what it must be
   */
  public static requestPrincipal(values: ConditionValues): AuthorizationCondition {
    return make('request.auth.principal', values, AuthorizationCondition.requestPrincipal);
  }

  /**
   * Whom the request's token is for. HTTP only.
   *
   * @param values what it must be
   */
  public static audiences(values: ConditionValues): AuthorizationCondition {
    return make('request.auth.audiences', values, AuthorizationCondition.audiences);
  }

  /**
   * Who presents the request's token: claim `azp`. HTTP only.
   *
   * @param values what it must be
   */
  public static presenter(values: ConditionValues): AuthorizationCondition {
    return make('request.auth.presenter', values, AuthorizationCondition.presenter);
  }

  /**
   * A claim of the request's token. HTTP only.
   *
   * @param path the name of the claim, or the names that lead to one inside others
   * @param values what it must be; of a list one entry is enough
   */
  public static claim(path: string[], values: ConditionValues): AuthorizationCondition {
    checkHandle('names', path, AuthorizationCondition.claim);
    return make(`request.auth.claims${path.map((name) => `[${name}]`).join('')}`, values, AuthorizationCondition.claim);
  }

  /**
   * The address that the connection goes to: addresses or CIDR blocks.
   *
   * @param values what it must be
   */
  public static destinationIp(values: ConditionValues): AuthorizationCondition {
    return make('destination.ip', values, AuthorizationCondition.destinationIp);
  }

  /**
   * The port that the connection goes to.
   *
   * @param values what it must be
   */
  public static destinationPort(values: ConditionValues): AuthorizationCondition {
    return make('destination.port', values, AuthorizationCondition.destinationPort);
  }

  /**
   * The server name of the TLS connection.
   *
   * @param values what it must be
   */
  public static sni(values: ConditionValues): AuthorizationCondition {
    return make('connection.sni', values, AuthorizationCondition.sni);
  }

  /**
   * An attribute by its key, for instance metadata of a filter of Envoy.
   *
   * @param key as Istio's page of conditions lists it
   * @param values what it must be
   */
  public static of(key: string, values: ConditionValues): AuthorizationCondition {
    return make(key, values, AuthorizationCondition.of);
  }

  /** @internal */
  public static _make(key: string, values: ConditionValues): AuthorizationCondition {
    return new AuthorizationCondition(key, values);
  }

  private constructor(
    /** The attribute. */
    public readonly key: string,
    /** What it must be. */
    public readonly condition: ConditionValues,
  ) {}
}

function make(key: string, values: ConditionValues, below: Function): AuthorizationCondition {
  const lists = [values?.values, values?.notValues].filter((list) => (list ?? undefined) !== undefined);
  if (lists.length === 0 || lists.some((list) => !Array.isArray(list) || list.length === 0 || list.some((v) => typeof v !== 'string'))) {
    throw new ValueError({
      code: 'security/invalid-condition',
      what: `the condition on ${key} is ${JSON.stringify(values) ?? String(values)}`,
      expected: '`values`, `notValues` or both, each a list of at least one text',
      fix: "write { values: ['...'] }",
    }, below);
  }
  return AuthorizationCondition._make(key, values);
}
