import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ROUTE_BACKEND, type RouteBackend } from './backend';
import { ROUTE_PARENT, type RouteParent } from './parent';
import { checkKinds, listOf, required, TEXT } from '../../analysis/kinds';
import type { ObjectProps } from '../../objects/object-props';
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
export class TlsRoute extends Construct {
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
  }
}
