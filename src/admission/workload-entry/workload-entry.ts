import { checkEndpoint } from './endpoint';
import type { KindCheck } from '../kind-check';

/**
 * What Istio's webhook says of a WorkloadEntry. Whether its ports are those of a ServiceEntry that selects it, one object cannot tell.
 * @see istio/istio pkg/config/validation/validation.go (ValidateWorkloadEntry)
 */
export const checkWorkloadEntry: KindCheck = (spec, report) => checkEndpoint(spec, report, { takesNames: true });
