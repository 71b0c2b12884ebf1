import { checkDestinationRule } from './destination-rule/destination-rule';
import type { KindCheck } from './kind-check';
import { checkVirtualService } from './virtual-service/virtual-service';

/** The check of each kind, by `group/Kind`. All versions of a kind have the same schema, so the version does not matter. */
export const KIND_CHECKS: Readonly<Record<string, KindCheck>> = {
  'networking.istio.io/DestinationRule': checkDestinationRule,
  'networking.istio.io/VirtualService': checkVirtualService,
};
