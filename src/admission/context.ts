/** What a verdict depends on beside the object. */
export interface AdmissionContext {
  /** The minor of Istio that admits the object, for instance `1.28`. */
  readonly istio: string;
  /** The namespace of mesh-wide configuration. Absent: unknown, and taken to be `istio-system`. */
  readonly rootNamespace?: string;
}

/** Whether the Istio of a context is of a minor or newer. */
export function istioAtLeast({ istio }: AdmissionContext, minor: string): boolean {
  const [major, number] = istio.split('.').map(Number);
  const [thatMajor, thatNumber] = minor.split('.').map(Number);
  return major > thatMajor || (major === thatMajor && number >= thatNumber);
}
