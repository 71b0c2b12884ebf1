import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Findings } from '../../analysis/findings';
import { checkKinds, listOf, made, required } from '../../analysis/kinds';
import { type IMeshObject, referTo } from '../../objects/mesh-object';
import type { ObjectProps, ObjectReference } from '../../objects/object-props';
import { writeObject } from '../../objects/write';
import { checkHandle } from '../../vocabulary/check-handle';
import type { IMeshNamespace, IMeshService } from '../../vocabulary/interfaces';
import type { SecretRef } from '../../vocabulary/secret-ref';

const GATEWAY_API = 'gateway.networking.k8s.io';

/** Who may refer: objects of a kind in a namespace. */
export class GrantFrom {
  /**
   * Gateways of a namespace, to Secrets with certificates.
   *
   * @param namespace the namespace
   */
  public static gateways(namespace: IMeshNamespace): GrantFrom {
    return GrantFrom.of(GATEWAY_API, 'Gateway', namespace);
  }

  /**
   * HTTPRoutes of a namespace, to Services.
   *
   * @param namespace the namespace
   */
  public static httpRoutes(namespace: IMeshNamespace): GrantFrom {
    return GrantFrom.of(GATEWAY_API, 'HTTPRoute', namespace);
  }

  /**
   * GRPCRoutes of a namespace, to Services.
   *
   * @param namespace the namespace
   */
  public static grpcRoutes(namespace: IMeshNamespace): GrantFrom {
    return GrantFrom.of(GATEWAY_API, 'GRPCRoute', namespace);
  }

  /**
   * TLSRoutes of a namespace, to Services.
   *
   * @param namespace the namespace
   */
  public static tlsRoutes(namespace: IMeshNamespace): GrantFrom {
    return GrantFrom.of(GATEWAY_API, 'TLSRoute', namespace);
  }

  /**
   * Objects of another kind.
   *
   * @param group their API group
   * @param kind their kind
   * @param namespace their namespace
   */
  public static of(group: string, kind: string, namespace: IMeshNamespace): GrantFrom {
    checkHandle('namespace', namespace, GrantFrom.of);
    return new GrantFrom({ group, kind, namespace: namespace.namespaceName });
  }

  private constructor(
    /** @internal */
    public readonly _from: { readonly group: string; readonly kind: string; readonly namespace: string },
  ) {}
}

/** What may be referred to, in the namespace of the grant. */
export class GrantTo {
  /** Every Service. */
  public static readonly SERVICES = new GrantTo({ group: '', kind: 'Service' });
  /** Every Secret. Better name those that are meant. */
  public static readonly SECRETS = new GrantTo({ group: '', kind: 'Secret' });

  /**
   * One Service.
   *
   * @param service the service
   */
  public static service(service: IMeshService): GrantTo {
    checkHandle('service', service, GrantTo.service);
    return new GrantTo({ group: '', kind: 'Service', name: service.serviceName }, service.namespace.namespaceName);
  }

  /**
   * One Secret.
   *
   * @param secret the Secret
   */
  public static secret(secret: SecretRef): GrantTo {
    checkHandle('secret', secret, GrantTo.secret);
    return new GrantTo({ group: '', kind: 'Secret', name: secret.secretName });
  }

  /**
   * Objects of another kind.
   *
   * @param group their API group, empty for Kubernetes' own
   * @param kind their kind
   * @param name the name of one of them; left out: all
   */
  public static of(group: string, kind: string, name?: string): GrantTo {
    return new GrantTo({ group, kind, name });
  }

  private constructor(
    /** @internal */
    public readonly _to: { readonly group: string; readonly kind: string; readonly name?: string },
    /** @internal */
    public readonly _namespace?: string,
  ) {}
}

/** A ReferenceGrant to make. */
export interface ReferenceGrantProps extends ObjectProps {
  /** Who may refer: any of these. */
  readonly from: GrantFrom[];
  /** What may be referred to: any of these. */
  readonly to: GrantTo[];
}

/** Served by every version of Gateway API that OpenShift installs; `v1` from 4.23 on only. */
const KIND = { group: GATEWAY_API, version: 'v1beta1', kind: 'ReferenceGrant' };
const FROM = made('GrantFrom', () => 'write GrantFrom.httpRoutes(...) or another of its factories', (v) => typeof v?._from?.kind === 'string');
const TO = made('GrantTo', () => 'write GrantTo.service(...) or another of its factories', (v) => typeof v?._to?.kind === 'string');

/**
 * Lets objects of other namespaces refer to objects of its own. Who owns the namespace writes it.
 *
 * *Writes* a `ReferenceGrant`.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#referencegrant
 */
export class ReferenceGrant extends Construct implements IMeshObject {
  /**
   * A `Service` that another program makes. Writes nothing.
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
  /** The name of the `ReferenceGrant`. */
  public readonly referenceGrantName: string;
  /** The `ReferenceGrant`. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: ReferenceGrantProps) {
    super(scope, id);
    this.apiObject = writeObject(this, KIND, props, () => {
      const { from, to, namespace } = props;
      checkKinds(this, 'traffic/wrong-type', 'the ReferenceGrant', [
        ['from', from, required(listOf('sources', FROM))], ['to', to, required(listOf('objects', TO))],
      ]);
      const elsewhere = to.filter(({ _namespace }) => namespace && _namespace !== undefined && _namespace !== namespace.namespaceName);
      for (const { _to, _namespace } of elsewhere) {
        Findings.of(this).add(this, {
          code: 'traffic/grant-in-other-namespace',
          what: `the ReferenceGrant '${props.name}' of namespace '${namespace!.namespaceName}' is to grant ${_to.kind} '${_to.name}', which is in namespace '${_namespace}'`,
          expected: 'objects of its own namespace',
          fix: `write the ReferenceGrant in namespace '${_namespace}'`,
        });
      }
      return { from: from.map(({ _from }) => _from), to: to.map(({ _to }) => _to) };
    });
    this.referenceGrantName = this.apiObject.name;
    this.objectName = this.apiObject.name;
    this.namespaceName = props.namespace?.namespaceName;
  }
}
