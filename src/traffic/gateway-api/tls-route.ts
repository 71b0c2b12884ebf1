import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ROUTE_BACKEND, type RouteBackend } from './backend';
import { ROUTE_PARENT, type RouteParent } from './parent';
import { checkKinds, listOf, required, TEXT } from '../../analysis/kinds';
import { type IMeshObject, referTo } from '../../objects/mesh-object';
import type { ObjectProps, ObjectReference } from '../../objects/object-props';
import { writeObject } from '../../objects/write';
import { TEXTS } from '../kinds';

/** A TLSRoute to make. */
export interface TlsRouteProps extends ObjectProps {
  /**
   * What it is attached to: listeners for TLS, services.
   * @default - none yet: it does nothing
   */
  readonly parents?: RouteParent[];
  /** The server names that it is for, `*.example.com` allowed. */
  readonly hostnames: string[];
  /** Who gets the connections, by weight. */
  readonly backends: RouteBackend[];
  /**
   * The name of its only rule.
   * @default - none
   */
  readonly ruleName?: string;
}

const KIND = { group: 'gateway.networking.k8s.io', version: 'v1', kind: 'TLSRoute' };

/**
 * Where TLS connections go, by the server name that the client asks for. Needs OpenShift 4.23: before, only the experimental channel has the
 * kind, which OpenShift does not install.
 *
 * *Writes* a `TLSRoute`.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#tlsroute
 */
export class TlsRoute extends Construct implements IMeshObject {
  /**
   * A `TLSRoute` that another program makes. Writes nothing.
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
  /** The name of the `TLSRoute`. */
  public readonly tlsRouteName: string;
  /** The `TLSRoute`. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: TlsRouteProps) {
    super(scope, id);
    const from = props?.namespace?.namespaceName;
    this.apiObject = writeObject(this, KIND, props, () => {
      const { parents, hostnames, backends, ruleName } = props;
      checkKinds(this, 'traffic/wrong-type', 'the TLSRoute', [
        ['parents', parents, listOf('parents', ROUTE_PARENT)], ['hostnames', hostnames, required(TEXTS)],
        ['backends', backends, required(listOf('backends', ROUTE_BACKEND))], ['ruleName', ruleName, TEXT],
      ]);
      return {
        parentRefs: parents?.map((parent) => parent._render(from)),
        hostnames,
        // the API takes exactly one rule
        rules: [{ name: ruleName, backendRefs: backends.map((backend) => backend._render(from)) }],
      };
    });
    this.tlsRouteName = this.apiObject.name;
    this.objectName = this.apiObject.name;
    this.namespaceName = props.namespace?.namespaceName;
  }
}
