import { checkHandle } from '../../vocabulary/check-handle';
import { type IMeshNamespace } from '../../vocabulary/interfaces';
import { MeshLabel } from '../../vocabulary/mesh-labels';

/**
 * The namespaces whose routes may attach to a listener.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#allowedroutes
 */
export class AllowedRoutes {
  /** That of the gateway. */
  public static readonly SAME_NAMESPACE = new AllowedRoutes({ from: 'Same' });
  /** Every namespace of the cluster. */
  public static readonly ALL_NAMESPACES = new AllowedRoutes({ from: 'All' });

  /**
   * These namespaces. That of the gateway only where it is among them.
   *
   * @param namespaces at least one
   */
  public static namespaces(...namespaces: IMeshNamespace[]): AllowedRoutes {
    namespaces.forEach((namespace) => checkHandle('namespace', namespace, AllowedRoutes.namespaces));
    const names = [...new Set(namespaces.map(({ namespaceName }) => namespaceName))].sort();
    return new AllowedRoutes({
      from: 'Selector',
      selector: names.length === 1
        ? { matchLabels: { [MeshLabel.NAMESPACE_NAME]: names[0] } }
        : { matchExpressions: [{ key: MeshLabel.NAMESPACE_NAME, operator: 'In', values: names }] },
    });
  }

  /**
   * Namespaces with all of these labels.
   *
   * @param labels at least one label and its value
   */
  public static labelled(labels: { [key: string]: string }): AllowedRoutes {
    return new AllowedRoutes({ from: 'Selector', selector: { matchLabels: { ...labels } } });
  }

  private constructor(
    /** @internal */
    public readonly _namespaces: object,
  ) {}
}
