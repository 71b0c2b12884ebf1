import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkKinds, MAP, member } from '../analysis/kinds';
import { type IMeshObject, referTo } from '../objects/mesh-object';
import type { ObjectProps, ObjectReference } from '../objects/object-props';
import { checkSelector, WORKLOAD_SELECTOR } from '../objects/policy-props';
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

const KIND = { group: 'security.istio.io', version: 'v1', kind: 'PeerAuthentication' };
const MODE = member('MutualTlsMode', MutualTlsMode as unknown as { [name: string]: string });

/**
 * Whether workloads take connections without mutual TLS.
 *
 * *Writes* a `PeerAuthentication`.
 *
 * @see https://istio.io/latest/docs/reference/config/security/peer_authentication/
 */
export class PeerAuthentication extends Construct implements IMeshObject {
  /**
   * A `PeerAuthentication` that another program makes. Writes nothing.
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
  public readonly peerAuthenticationName: string;
  /** The `PeerAuthentication`. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: PeerAuthenticationProps) {
    super(scope, id);
    this.apiObject = writeObject(this, KIND, props, () => {
      const { selector, mode, portModes } = props;
      checkKinds(this, 'security/wrong-type', 'the PeerAuthentication', [
        ['selector', selector, WORKLOAD_SELECTOR], ['mode', mode, MODE], ['portModes', portModes, MAP],
        ...Object.entries(portModes ?? {}).map(([port, given]) => [`portModes['${port}']`, given, MODE] as const),
      ]);
      checkSelector(this, 'PeerAuthentication', props, selector);
      return {
        selector: selector && { matchLabels: selector.matchLabels },
        mtls: mode && { mode },
        portLevelMtls: portModes && Object.fromEntries(Object.entries(portModes).map(([port, given]) => [port, { mode: given }])),
      };
    });
    this.peerAuthenticationName = this.apiObject.name;
    this.objectName = this.apiObject.name;
    this.namespaceName = props.namespace?.namespaceName;
  }
}
