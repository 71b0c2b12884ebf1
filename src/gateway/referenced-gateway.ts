import { Construct } from 'constructs';
import type { InjectedGatewayReference } from './gateway-options';
import { checkKinds, MAP, NAMESPACE, required, TEXT, TEXTS_BY_KEY } from '../analysis/kinds';
import { Identity } from '../vocabulary/identity';
import type { IMeshGateway } from '../vocabulary/interfaces';

/** A gateway that another program makes, of which only the name is here. */
export class ReferencedGateway extends Construct implements IMeshGateway {
  public readonly gatewayName: string;
  public readonly namespaceName: string;
  public readonly identity: Identity;
  public readonly selectorLabels: { [key: string]: string };

  public constructor(scope: Construct, id: string, reference: InjectedGatewayReference) {
    super(scope, id);
    checkKinds(this, 'gateway/wrong-type', 'the gateway', [['reference', reference, required(MAP)]]);
    const { name, namespace, serviceAccount, selectorLabels } = reference;
    checkKinds(this, 'gateway/wrong-type', 'the gateway', [
      ['name', name, required(TEXT)], ['namespace', namespace, required(NAMESPACE)], ['serviceAccount', serviceAccount, TEXT],
      ['selectorLabels', selectorLabels, TEXTS_BY_KEY],
    ]);
    this.gatewayName = name;
    this.namespaceName = namespace.namespaceName;
    this.selectorLabels = { ...(selectorLabels ?? { app: name, istio: name }) };
    this.identity = Identity.of(namespace.mesh._facts.trustDomain, this.namespaceName, serviceAccount ?? name);
  }
}
