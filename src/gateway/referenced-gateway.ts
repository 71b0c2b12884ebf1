import { Construct } from 'constructs';
import type { InjectedGatewayReference } from './gateway-options';
import { Identity } from '../vocabulary/identity';
import type { IMeshGateway } from '../vocabulary/interfaces';

/** A gateway that another program makes, of which only the name is here. */
export class ReferencedGateway extends Construct implements IMeshGateway {
  public readonly gatewayName: string;
  public readonly namespaceName: string;
  public readonly identity: Identity;

  public constructor(scope: Construct, id: string, { name, namespace, serviceAccount }: InjectedGatewayReference) {
    super(scope, id);
    this.gatewayName = name;
    this.namespaceName = namespace.namespaceName;
    this.identity = Identity.of(namespace.mesh._facts.trustDomain, this.namespaceName, serviceAccount ?? name);
  }
}
