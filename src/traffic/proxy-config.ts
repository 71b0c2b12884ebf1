import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkKinds, made, TEXTS_BY_KEY, WHOLE } from '../analysis/kinds';
import type { ObjectProps } from '../objects/object-props';
import { checkSelector, WORKLOAD_SELECTOR } from '../objects/policy-props';
import { writeObject } from '../objects/write';
import { ValueError } from '../vocabulary/value-error';
import type { WorkloadSelector } from '../vocabulary/workload-selector';

/** Which build of the proxy's image is used. It must be in the registry that the mesh takes images from. */
export class ProxyImageType {
  /** As the registry names it without a suffix. */
  public static readonly DEFAULT = new ProxyImageType('default');
  /** With tools to look into it. */
  public static readonly DEBUG = new ProxyImageType('debug');
  /** With nothing but the proxy. */
  public static readonly DISTROLESS = new ProxyImageType('distroless');

  /**
   * Another build.
   *
   * @param name what stands behind the tag of the image
   * @throws if it is no text, or empty
   */
  public static of(name: string): ProxyImageType {
    if (typeof name === 'string' && name !== '') return new ProxyImageType(name);
    throw new ValueError({
      code: 'traffic/invalid-image-type',
      what: `${JSON.stringify(name) ?? String(name)} is not the name of an image type`,
      expected: 'a string that is not empty',
      fix: 'write a constant of ProxyImageType, for instance ProxyImageType.DISTROLESS',
    }, ProxyImageType.of);
  }

  private constructor(
    /** What stands behind the tag of the image. */
    public readonly name: string,
  ) {}
}

/** A ProxyConfig to make. */
export interface ProxyConfigProps extends ObjectProps {
  /**
   * The workloads that it is for.
   * @default - all of its namespace; of the whole mesh in the root namespace
   */
  readonly selector?: WorkloadSelector;
  /**
   * How many worker threads a proxy has; 0 is one for each core of the machine.
   * @default - by its CPU limit
   */
  readonly concurrency?: number;
  /**
   * Environment variables of the proxy. Those that begin with `ISTIO_META_` tell istiod about it.
   * @default - none
   */
  readonly environmentVariables?: { [name: string]: string };
  /**
   * Which build of the image is used.
   * @default - what the mesh says
   */
  readonly imageType?: ProxyImageType;
}

const IMAGE_TYPE = made('ProxyImageType', (v) => `write ProxyImageType.of('${typeof v === 'string' ? v : 'debug'}')`, (v) => typeof v?.name === 'string');

/**
 * How proxies run: it is read when a pod is injected, so pods that run keep what they have until they are made anew.
 *
 * *Writes* a `ProxyConfig`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/proxy-config/
 */
export class ProxyConfig extends Construct {
  /** The name of the ProxyConfig. */
  public readonly proxyConfigName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The `ProxyConfig`. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: ProxyConfigProps) {
    super(scope, id);
    this.apiObject = writeObject(this, { group: 'networking.istio.io', version: 'v1beta1', kind: 'ProxyConfig' }, props, () => {
      const { selector, concurrency, environmentVariables, imageType } = props;
      checkKinds(this, 'traffic/wrong-type', 'the ProxyConfig', [
        ['selector', selector, WORKLOAD_SELECTOR], ['concurrency', concurrency, WHOLE],
        ['environmentVariables', environmentVariables, TEXTS_BY_KEY], ['imageType', imageType, IMAGE_TYPE],
      ]);
      checkSelector(this, 'ProxyConfig', props, selector);
      return {
        selector: selector && { matchLabels: { ...selector.matchLabels } },
        concurrency: concurrency ?? undefined,
        environmentVariables: environmentVariables ?? undefined,
        image: imageType && { imageType: imageType.name },
      };
    });
    this.proxyConfigName = this.apiObject.name;
    this.namespaceName = this.apiObject.metadata.namespace;
  }
}
