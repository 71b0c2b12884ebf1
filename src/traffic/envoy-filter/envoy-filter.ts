import { type ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { EnvoyPatch } from './envoy-patch';
import { checkKinds, listOf, made, required, WHOLE } from '../../analysis/kinds';
import { policyAttachment, type PolicyProps } from '../../objects/policy-props';
import { writeObject } from '../../objects/write';

/** An EnvoyFilter to make. */
export interface EnvoyFilterProps extends PolicyProps {
  /**
   * What is changed, in this order; `addPatch` adds more.
   * @default - nothing yet
   */
  readonly patches?: EnvoyPatch[];
  /**
   * Its place among other EnvoyFilters: lower ones come first, and those of the root namespace before all.
   * @default 0
   */
  readonly priority?: number;
}

const PATCH = made('EnvoyPatch', () => 'write EnvoyPatch.httpFilter(...) or another of its factories', (v) => typeof v?._check === 'function');

/**
 * Changes what istiod tells proxies, in Envoy's own terms, which may be others with each version: the last resort.
 *
 * *Writes* an `EnvoyFilter`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/
 */
export class EnvoyFilter extends Construct {
  /** The name of the EnvoyFilter. */
  public readonly envoyFilterName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The `EnvoyFilter`. */
  public readonly apiObject: ApiObject;
  private readonly patches: EnvoyPatch[] = [];

  public constructor(scope: Construct, id: string, props: EnvoyFilterProps) {
    super(scope, id);
    this.namespaceName = props?.namespace?.namespaceName ?? Chart.of(this).namespace;
    this.apiObject = writeObject(this, { group: 'networking.istio.io', version: 'v1alpha3', kind: 'EnvoyFilter' }, props, () => {
      const { patches, priority } = props;
      checkKinds(this, 'traffic/wrong-type', 'the EnvoyFilter', [['patches', patches, listOf('patches', PATCH)], ['priority', priority, WHOLE]]);
      const { selector, targetRefs } = policyAttachment(this, 'EnvoyFilter', props);
      patches?.forEach((patch) => this.addPatch(patch));
      return {
        workloadSelector: selector && { labels: selector.matchLabels },
        targetRefs,
        priority: priority ?? undefined,
        configPatches: Lazy.any({ produce: () => this.patches.map((patch) => patch._json(this.namespaceName)) }),
      };
    });
    this.envoyFilterName = this.apiObject.name;
  }

  /**
   * Adds a patch, behind those that there are.
   *
   * @param patch the patch
   * @returns the same
   */
  public addPatch(patch: EnvoyPatch): EnvoyPatch {
    checkKinds(this, 'traffic/wrong-type', 'the EnvoyFilter', [['patch', patch, required(PATCH)]]);
    patch._check(this, `patch ${this.patches.length} of the EnvoyFilter`, this.namespaceName);
    this.patches.push(patch);
    return patch;
  }
}
