import type { Judges } from './validate';
import { checkAdmission } from '../admission/check';
import { checkSchema } from '../schema/check';

/** The judges of this library. */
export const JUDGES: Judges = { checkSchema, checkAdmission };
