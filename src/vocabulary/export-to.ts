import type { IMeshNamespace } from './interfaces';

/**
 * The namespaces that see an object of Istio.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService
 */
export class ExportTo {
  /** Every namespace of the mesh. */
  public static readonly ALL_NAMESPACES = new ExportTo('*');
  /** Only the namespace of the object. */
  public static readonly OWN_NAMESPACE = new ExportTo('.');
  /** None. Accepted where an object is of use to nobody but its own workloads (ServiceEntry). */
  public static readonly NONE = new ExportTo('~');

  /**
   * One namespace.
   *
   * @param namespace a namespace of the mesh
   */
  public static namespace(namespace: IMeshNamespace): ExportTo {
    return new ExportTo(namespace.namespaceName);
  }

  private constructor(
    /** As `exportTo` writes it. */
    public readonly text: string,
  ) {}
}
