import type { KindCheck } from '../kind-check';

/** What Istio's webhook says of a DestinationRule. */
export const checkDestinationRule: KindCheck = () => undefined;
