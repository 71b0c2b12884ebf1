import { Construct, type IConstruct } from 'constructs';
import { checkReference } from './check-reference';
import type { ObjectReference } from './object-props';
import type { ObjectKind } from './write';

/** An object of Istio or Gateway API, whoever makes it. */
export interface IMeshObject extends IConstruct {
  /** Its API group, for instance `security.istio.io`. */
  readonly objectGroup: string;
  /** Its kind, for instance `AuthorizationPolicy`. */
  readonly objectKind: string;
  /** Its name. */
  readonly objectName: string;
  /**
   * Its namespace.
   * @default - undefined where it is not known
   */
  readonly namespaceName?: string;
}

/** A handle of an object that another program makes. Writes nothing. */
export function referTo(scope: Construct, id: string, { group, kind }: ObjectKind, reference: ObjectReference): IMeshObject {
  class Import extends Construct implements IMeshObject {
    public readonly objectGroup = group;
    public readonly objectKind = kind;
    public readonly objectName = reference.name;
    public readonly namespaceName = reference.namespace?.namespaceName;
  }
  checkReference(scope, kind, reference);
  return new Import(scope, id);
}
