import type { IMesh, IMeshNamespace } from '../vocabulary/interfaces';

/** What every object of Istio and Gateway API takes. */
export interface ObjectProps {
  /** The name of the object: a DNS subdomain. */
  readonly name: string;
  /**
   * The namespace that it is in.
   * @default - that of the chart; without one, where the manifest is applied
   */
  readonly namespace?: IMeshNamespace;
  /**
   * The mesh that it is for. Its release decides which fields there are.
   * @default - the mesh of the namespace; without either, the newest release that this library knows
   */
  readonly mesh?: IMesh;
  /**
   * Labels of the object.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the object.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * Raw fields in the API's own spelling, laid over the object: `{ spec: { ... } }`. Maps merge, lists and scalars are replaced.
   * @default - none
   */
  readonly raw?: any;
}

/** An object that another program makes. */
export interface ObjectReference {
  /** The name of the object. */
  readonly name: string;
  /**
   * The namespace that it is in.
   * @default - that of what refers to it
   */
  readonly namespace?: IMeshNamespace;
}
