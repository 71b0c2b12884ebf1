import { DataPlane } from './data-plane';

/**
 * The one name under which the workloads of a mesh ask for their control plane: a revision, or a tag that points at one.
 *
 * It decides the labels; nothing else in the library writes a revision label.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
 */
export class Revision {
  /**
   * A revision or tag by its name.
   *
   * @param name the control plane's name under an in-place strategy, otherwise the tag's name
   */
  public static of(name: string): Revision {
    return new Revision(name);
  }

  private constructor(
    /** The name of the revision or tag, for instance `default`. */
    public readonly name: string,
  ) {}

  /** True for the revision or tag `default`, the only one that `istio-injection: enabled` reaches. */
  public get isDefault(): boolean {
    return this.name === 'default';
  }

  /** Labels that enrol all pods of a namespace for injection. */
  public get namespaceLabels(): { [key: string]: string } {
    return this.isDefault ? { 'istio-injection': 'enabled' } : { 'istio.io/rev': this.name };
  }

  /** Labels that enrol one pod for injection, whatever its namespace says, unless the namespace forbids it. */
  public get podLabels(): { [key: string]: string } {
    return this.isDefault ? { 'sidecar.istio.io/inject': 'true' } : { 'istio.io/rev': this.name };
  }

  /**
   * Labels that a Gateway API `Gateway` of an Istio class needs so that this control plane reconciles it:
   * none for `default`, which owns what carries no revision label.
   */
  public get gatewayLabels(): { [key: string]: string } {
    return this.isDefault ? {} : { 'istio.io/rev': this.name };
  }

  /**
   * Labels that enrol a namespace with a data plane. The revision is never written on an ambient namespace: it would inject
   * sidecars there.
   *
   * @param dataPlane how the workloads of the namespace are in the mesh
   */
  public enrolmentLabels(dataPlane: DataPlane): { [key: string]: string } {
    switch (dataPlane) {
      case DataPlane.SIDECAR: return this.namespaceLabels;
      case DataPlane.AMBIENT: return { 'istio.io/dataplane-mode': 'ambient' };
      case DataPlane.NONE: return {};
    }
  }
}
