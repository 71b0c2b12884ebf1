import type { k8s } from 'cdk8s-plus-28';
import { ValueError } from './value-error';

/** What a container asks for and may use, as Kubernetes quantities. */
export interface ComputeResources {
  /**
   * CPU to reserve, for instance `500m`.
   * @default - not stated
   */
  readonly cpuRequest?: string;
  /**
   * Memory to reserve, for instance `2Gi`.
   * @default - not stated
   */
  readonly memoryRequest?: string;
  /**
   * CPU that may be used, for instance `2`.
   * @default - not stated
   */
  readonly cpuLimit?: string;
  /**
   * Memory that may be used, for instance `1Gi`.
   * @default - not stated
   */
  readonly memoryLimit?: string;
}

/** When an autoscaler adds replicas. */
export interface AutoscalingOptions {
  /**
   * Mean CPU use to aim at, in percent of the request.
   * @default 80
   */
  readonly cpuPercent?: number;
  /**
   * Mean memory use to aim at, in percent of the request.
   * @default - memory does not count
   */
  readonly memoryPercent?: number;
}

/** How many replicas of a component run. */
export class Availability {
  /**
   * Always the same number.
   *
   * @param replicas at least 1
   */
  public static fixed(replicas: number): Availability {
    if (!Number.isInteger(replicas) || replicas < 1) {
      throw new ValueError({
        code: 'vocabulary/invalid-replicas',
        what: `${replicas} is no number of replicas`,
        expected: 'a whole number of at least 1',
        fix: 'write Availability.fixed(1) or more',
      }, Availability.fixed);
    }
    return new Availability(replicas, replicas, false, {});
  }

  /**
   * As many as the load needs, within bounds.
   *
   * @param minReplicas at least 1; from 2 on a PodDisruptionBudget keeps one running
   * @param maxReplicas at least `minReplicas`
   * @param options when to add replicas
   */
  public static autoscaled(minReplicas: number, maxReplicas: number, options: AutoscalingOptions = {}): Availability {
    if (!Number.isInteger(minReplicas) || !Number.isInteger(maxReplicas) || minReplicas < 1 || maxReplicas < minReplicas) {
      throw new ValueError({
        code: 'vocabulary/invalid-replicas',
        what: `${minReplicas} to ${maxReplicas} is no range of replicas`,
        expected: 'whole numbers with 1 <= minReplicas <= maxReplicas',
        fix: 'write for instance Availability.autoscaled(2, 5)',
      }, Availability.autoscaled);
    }
    for (const [name, percent] of Object.entries(options)) {
      if (percent === undefined || percent === null || (Number.isInteger(percent) && percent > 0)) continue;
      throw new ValueError({
        code: 'vocabulary/invalid-percentage',
        what: `\`${name}\` is ${percent}`,
        expected: 'a whole number of percent, above 0',
        fix: 'write for instance { cpuPercent: 80 }',
      }, Availability.autoscaled);
    }
    return new Availability(minReplicas, maxReplicas, true, options);
  }

  private constructor(
    /** The fewest replicas. */
    public readonly minReplicas: number,
    /** The most replicas. */
    public readonly maxReplicas: number,
    /** Whether an autoscaler decides. */
    public readonly isAutoscaled: boolean,
    /** When the autoscaler adds replicas. */
    public readonly scaling: AutoscalingOptions,
  ) {}

  /** Whether losing one replica leaves another. */
  public get isRedundant(): boolean {
    return this.minReplicas > 1;
  }
}

/** Where pods may run. */
export interface PlacementOptions {
  /**
   * Labels a node must carry.
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };
  /**
   * Taints that are tolerated.
   * @default - none
   */
  readonly tolerations?: k8s.Toleration[];
  /**
   * Affinity to nodes and other pods.
   * @default - none
   */
  readonly affinity?: k8s.Affinity;
  /**
   * Spread over zones or nodes.
   * @default - the component's own default
   */
  readonly topologySpreadConstraints?: k8s.TopologySpreadConstraint[];
  /**
   * Priority class of the pods.
   * @default - the component's own default
   */
  readonly priorityClassName?: string;
}

/** Where pods may run. */
export class Placement {
  /** A placement spelled out. */
  public static of(options: PlacementOptions): Placement {
    return new Placement(options);
  }

  /**
   * OpenShift's infrastructure nodes: label `node-role.kubernetes.io/infra`, and its usual taints tolerated.
   *
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/nodes/working-with-nodes
   */
  public static infraNodes(): Placement {
    const key = 'node-role.kubernetes.io/infra';
    return new Placement({
      nodeSelector: { [key]: '' },
      tolerations: [{ key, operator: 'Exists', effect: 'NoSchedule' }, { key, operator: 'Exists', effect: 'NoExecute' }],
    });
  }

  private constructor(
    /** The placement as Kubernetes fields. */
    public readonly options: PlacementOptions,
  ) {}
}
