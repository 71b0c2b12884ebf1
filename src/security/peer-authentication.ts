import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkKinds, MAP, member } from '../analysis/kinds';
import type { ObjectProps } from '../objects/object-props';
import { WORKLOAD_SELECTOR } from '../objects/policy-props';
import { writeObject } from '../objects/write';
import type { WorkloadSelector } from '../vocabulary/workload-selector';

/** Whether proxies take connections without mutual TLS. */
export enum MutualTlsMode {
  /** What the namespace or the mesh says; where nobody says anything, `PERMISSIVE`. */
  UNSET = 'UNSET',
  /** No mutual TLS: plain text only. */
  DISABLE = 'DISABLE',
  /** Both. */
  PERMISSIVE = 'PERMISSIVE',
  /** Mutual TLS only. */
  STRICT = 'STRICT',
}

/** A PeerAuthentication to make. */
export interface PeerAuthenticationProps extends ObjectProps {
  /**
   * The workloads that it is for.
   * @default - all of its namespace; of the whole mesh in the root namespace
   */
  readonly selector?: WorkloadSelector;
  /**
   * What they take.
   * @default - what the namespace or the mesh says; where nobody says anything, `PERMISSIVE`
   */
  readonly mode?: MutualTlsMode;
  /**
   * What single ports take, by the port of the workload (not of the Service). Needs `selector`: Istio ignores it without.
   * @default - what `mode` says
   */
  readonly portModes?: { [port: string]: MutualTlsMode };
}

const MODE = member('MutualTlsMode', MutualTlsMode as unknown as { [name: string]: string });

/**
 * Whether workloads take connections without mutual TLS.
 *
 * *Writes* a `PeerAuthentication`.
 *
 * @see https://istio.io/latest/docs/reference/config/security/peer_authentication/
 */
export class PeerAuthentication extends Construct {
  /** The name of the object. */
  public readonly peerAuthenticationName: string;
  /** The `PeerAuthentication`. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: PeerAuthenticationProps) {
    super(scope, id);
    this.apiObject = writeObject(this, { group: 'security.istio.io', version: 'v1', kind: 'PeerAuthentication' }, props, () => {
      const { selector, mode, portModes } = props;
      checkKinds(this, 'security/wrong-type', 'the PeerAuthentication', [
        ['selector', selector, WORKLOAD_SELECTOR], ['mode', mode, MODE], ['portModes', portModes, MAP],
        ...Object.entries(portModes ?? {}).map(([port, given]) => [`portModes['${port}']`, given, MODE] as const),
      ]);
      return {
        selector: selector && { matchLabels: selector.matchLabels },
        mtls: mode && { mode },
        portLevelMtls: portModes && Object.fromEntries(Object.entries(portModes).map(([port, given]) => [port, { mode: given }])),
      };
    });
    this.peerAuthenticationName = this.apiObject.name;
  }
}
