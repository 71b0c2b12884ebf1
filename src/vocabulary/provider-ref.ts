import { ValueError } from './value-error';

/**
 * A provider of telemetry or authorisation, as the mesh config names it.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider
 */
export class ProviderRef {
  /** Metrics by Prometheus, which every mesh has. */
  public static readonly PROMETHEUS = new ProviderRef('prometheus');
  /** Access logs of the proxy on its standard output, which every mesh has. */
  public static readonly ENVOY = new ProviderRef('envoy');

  /**
   * A provider by its name.
   *
   * @param name its `name` in `extensionProviders` of the mesh config
   * @throws if it is no text, or empty
   */
  public static of(name: string): ProviderRef {
    if (typeof name === 'string' && name !== '') return new ProviderRef(name);
    throw new ValueError({
      code: 'vocabulary/invalid-provider',
      what: `${JSON.stringify(name) ?? String(name)} is not the name of a provider`,
      expected: 'a string that is not empty',
      fix: 'write the name that `extensionProviders` of the mesh config gives it',
    }, ProviderRef.of);
  }

  private constructor(
    /** Its name in the mesh config. */
    public readonly name: string,
  ) {}
}
