import type { AdmissionContext } from './context';
import type { Report } from './report';
import type { PlainObject } from './syntax/values';

/** What a check may ask of the object beside its spec. */
export interface AdmittedObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where the object has none. */
  readonly name: string;
  /** Empty where the manifest leaves it to who applies it. */
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** The whole of it. */
  readonly raw: PlainObject;
}

/** The check of one kind. The report stands at `spec`; a spec that is absent is an empty one. */
export type KindCheck = (spec: PlainObject, report: Report, object: AdmittedObject, context: AdmissionContext) => void;
