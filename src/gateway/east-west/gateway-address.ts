import type { EastWestGateway } from './east-west-gateway';
import type { LateValue } from '../../kube/late-value';
import { ValueError } from '../../vocabulary/value-error';

/** Where a gateway is that a control plane cannot see. */
export class GatewayAddress {
  /**
   * An address that is known: an IP address, or a DNS name.
   *
   * @param address for instance `203.0.113.7` or `east.mesh.example.com`
   * @throws if it is no text
   */
  public static of(address: string): GatewayAddress {
    if (typeof address !== 'string' || address === '') {
      throw new ValueError({
        code: 'gateway/east-west-invalid-address',
        what: `${JSON.stringify(address) ?? 'nothing'} is no address of a gateway`,
        expected: 'an IP address or a host name',
        fix: "write for instance GatewayAddress.of('203.0.113.7')",
      }, GatewayAddress.of);
    }
    return new GatewayAddress({ cluster: '-', key: 'address', what: 'the address of the gateway', command: '', known: address });
  }

  /**
   * That of a gateway of this program, in another cluster: its `dnsName`, or what the facts of that cluster say. What needs it is not
   * written as long as it is not known.
   *
   * @param gateway the gateway
   */
  public static ofGateway(gateway: EastWestGateway): GatewayAddress {
    return new GatewayAddress(gateway._address);
  }

  /** Any late value. @internal */
  public static _of(late: LateValue): GatewayAddress {
    return new GatewayAddress(late);
  }

  private constructor(
    /** @internal */
    public readonly _late: LateValue,
  ) {}
}
