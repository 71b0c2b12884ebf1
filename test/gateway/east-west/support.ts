import { EastWestGateway, type EastWestGatewayProps } from '../../../src/gateway/east-west';
import { DataPlane } from '../../../src/vocabulary/data-plane';
import type { MeshFacts } from '../../../src/vocabulary/mesh-facts';
import { Program } from '../support';

/** A program with a mesh in cluster `east`, and a gateway between clusters. */
export class EastWestProgram extends Program {
  public readonly gateway_: EastWestGateway;

  public constructor(props: Partial<EastWestGatewayProps> = {}, facts: Partial<MeshFacts> = {}) {
    super(facts);
    this.gateway_ = new EastWestGateway(this.cluster, 'east-west', { mesh: this.mesh, network: 'net-east', ...props });
  }

  /** Kind and name of everything that is written. */
  public written(): string[] {
    return this.objects().map((o) => `${o.kind} ${o.metadata.namespace}/${o.metadata.name}`).sort();
  }
}

export const AMBIENT = { dataPlane: DataPlane.AMBIENT };

export const codesOf = (props: Partial<EastWestGatewayProps>, facts: Partial<MeshFacts> = {}) => new EastWestProgram(props, facts).codes();
