import type { IConstruct } from 'constructs';
import { ANY_HOST } from './host-name';
import { pathOf } from '../analysis/finding';
import { Findings } from '../analysis/findings';
import { findCluster } from '../cluster/cluster';
import type { IMesh } from '../vocabulary/interfaces';

const KEY = Symbol.for('cdk8s-ossm.gateway-claims');

/** A gateway's pods and the selector of its `Gateway`, which looks at the pods of every namespace. */
export interface GatewayClaim {
  readonly at: IConstruct;
  readonly mesh: IMesh;
  readonly subject: string;
  readonly selector: { readonly [key: string]: string };
  readonly podLabels: { readonly [key: string]: string };
}

/** A host on a gateway. */
export interface HostClaim {
  readonly at: IConstruct;
  readonly host: string;
  readonly subject: string;
  /** Identifies the router that admits its Route; undefined where it has none. */
  readonly router?: string;
}

/** What the gateways of one cluster must not have in common. */
export class GatewayClaims {
  /** Those of the cluster that a mesh is in. */
  public static of(mesh: IMesh): GatewayClaims {
    const scope = (findCluster(mesh) ?? mesh) as IConstruct & { [KEY]?: GatewayClaims };
    if (!scope[KEY]) Object.defineProperty(scope, KEY, { value: new GatewayClaims() });
    return scope[KEY]!;
  }

  /** Gateways by each label of their pods, and by one label of their selector: meshes with hundreds of gateways exist. */
  private readonly byPodLabel = new Map<string, GatewayClaim[]>();
  private readonly bySelector = new Map<string, GatewayClaim[]>();
  private readonly hosts = new Map<string, HostClaim>();
  private readonly names = new Map<string, IConstruct>();

  private constructor() {}

  /** Takes pods for a gateway. Another one of the same mesh whose selector finds them, or the other way round, is an error. */
  public claimPods(claim: GatewayClaim): void {
    const labels = Object.entries(claim.podLabels).map(label);
    const [first = ''] = Object.entries(claim.selector).map(label);
    const found = (this.byPodLabel.get(first) ?? []).map((other) => ({ hunter: claim, prey: other, other }));
    const finding = labels.flatMap((l) => this.bySelector.get(l) ?? []).map((other) => ({ hunter: other, prey: claim, other }));
    const clash = [...found, ...finding].find(({ hunter, prey, other }) => (
      selects(hunter, prey) && other.mesh._facts.name === claim.mesh._facts.name));
    if (clash) {
      Findings.of(claim.at).add(claim.at, {
        code: 'gateway/selectors-overlap',
        what: `the selector ${show(clash.hunter.selector)} of ${clash.hunter.subject} also finds the pods of ${clash.prey.subject}, `
          + `at ${pathOf(clash.other.at)}: a \`Gateway\` looks at the pods of every namespace`,
        expected: 'labels that only the pods of one gateway have',
        fix: 'give one of them another name, or another label in `selectorLabels`',
      });
    }
    for (const l of labels) push(this.byPodLabel, l, claim);
    push(this.bySelector, first, claim);
  }

  /** Takes a host. The router gives a host to the Route that came first, and refuses the other. */
  public claimHost(claim: HostClaim): void {
    if (claim.router === undefined || claim.host === ANY_HOST) return;
    const key = `${claim.host} ${claim.router}`;
    const other = this.hosts.get(key);
    if (other) {
      Findings.of(claim.at).add(claim.at, {
        code: 'gateway/host-taken',
        what: `the host '${claim.host}' of ${claim.subject} has a Route on ${other.subject} already, at ${pathOf(other.at)}: the router admits one of the two`,
        expected: 'a host on one gateway only, unless routers of different shards serve them',
        fix: 'use another host, or `shardLabels` of another router',
      });
    }
    this.hosts.set(key, other ?? claim);
  }

  /** Takes the name of an object. */
  public claimName(at: IConstruct, kind: string, namespace: string, name: string, fix = 'set `objectName` on one of the hosts'): void {
    const key = `${kind} ${namespace}/${name}`;
    const other = this.names.get(key);
    if (other) {
      Findings.of(at).add(at, {
        code: 'gateway/object-name-taken',
        what: `${kind} '${name}' of namespace '${namespace}' is made here and at ${pathOf(other)}`,
        expected: 'a different name for each object',
        fix,
        cause: key.replace(/^\S+/, ''),
      });
    }
    this.names.set(key, other ?? at);
  }
}

function selects(hunter: GatewayClaim, prey: GatewayClaim): boolean {
  return Object.entries(hunter.selector).every(([key, value]) => prey.podLabels[key] === value);
}

function label([key, value]: [string, string]): string {
  return `${key}=${value}`;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

function show(labels: { readonly [key: string]: string }): string {
  return Object.entries(labels).map(label).join(',');
}
