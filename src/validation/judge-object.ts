import { oneCauseEach } from './one-cause';
import { checkAdmission } from '../admission/check';
import type { AdmissionContext } from '../admission/context';
import type { Violation } from '../analysis/violation';
import type { PlainMap } from '../kube/merge';
import { checkSchema } from '../schema/check';
import type { SchemaTarget } from '../schema/target';

/** What one object is judged for. */
export interface ObjectContext {
  readonly schema: SchemaTarget;
  readonly admission: AdmissionContext;
}

/** All that schema and admission have against an object, one violation a cause. */
export function judgeObject(object: PlainMap, { schema, admission }: ObjectContext): Violation[] {
  const bySchema = checkSchema(object, schema).violations;
  const byAdmission = checkAdmission(object, admission).violations;
  return bySchema.length === 0 && byAdmission.length === 0 ? [] : oneCauseEach(object, bySchema, byAdmission);
}

/** What the schema alone has against it. */
export function judgeSchema(object: PlainMap, { schema }: ObjectContext): readonly Violation[] {
  return checkSchema(object, schema).violations;
}
