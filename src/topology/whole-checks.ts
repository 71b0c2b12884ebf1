import { type Member, networksOf, primariesOf } from './member';
import type { MultiClusterProps } from './multi-cluster-props';
import { OF_THE_WHOLE } from './settings';
import { named } from './support';
import type { Problem } from '../analysis/finding';
import { stated } from '../analysis/kinds';
import { nearestOf } from '../cluster/nearest';
import { RoleKind } from '../mesh/mesh-role';
import { DataPlane } from '../vocabulary/data-plane';

/** What is wrong with what a topology is given, before any of its clusters is looked at. */
export function wholeProblems(props: MultiClusterProps, members: readonly Member[], servesRemotes: boolean): Problem[] {
  return [
    ...unservedProblems(members, servesRemotes), ...perClusterProblems(props, members), ...wholeInOneProblems(props), ...emptyProblems(props),
    ...gatewayProblems(props, members), ...exposedProblems(props, members), ...loneProblems(members),
  ];
}

function perClusterProblems(props: MultiClusterProps, members: readonly Member[]): Problem[] {
  const names = members.map((m) => m.clusterName);
  return Object.keys(props.perCluster ?? {}).filter((name) => !names.includes(name)).map((name) => {
    const meant = nearestOf(name, names);
    return {
      code: 'topology/unknown-cluster',
      what: `\`perCluster\` has settings for '${name}', which is no cluster of the mesh`,
      expected: `one of ${names.map((n) => `'${n}'`).join(', ')}`,
      fix: meant ? `write '${meant}'` : 'remove it, or add the cluster',
    };
  });
}

/** In Python a plain dict for the settings loses its keys on the way (jsii), without a word. */
function emptyProblems({ perCluster }: MultiClusterProps): Problem[] {
  return Object.entries(perCluster ?? {}).filter(([, settings]) => Object.keys(stated(settings)).length === 0).map(([name]) => ({
    severity: 'warning',
    code: 'topology/empty-settings',
    what: `\`perCluster.${name}\` states nothing`,
    expected: 'settings that differ from those of the whole',
    fix: 'remove it; in Python write ClusterSettings(...), since a dict loses its keys',
  }));
}

/** A compiler refuses it in a program; settings may come from a data file. */
function wholeInOneProblems({ perCluster }: MultiClusterProps): Problem[] {
  return Object.entries(perCluster ?? {}).flatMap(([name, settings]) =>
    Object.keys(stated(settings)).filter((key) => OF_THE_WHOLE.has(key)).map((key) => ({
      code: 'topology/not-per-cluster',
      what: `\`perCluster.${name}\` states \`${key}\`, which is of the whole mesh and would be passed over`,
      expected: `\`${key}\` beside \`perCluster\`, once for all clusters`,
      fix: 'move it there, or remove it',
    })));
}

/** Who says what is exposed relies on nothing else being so. */
function exposedProblems({ exposedHosts, dataPlane }: MultiClusterProps, members: readonly Member[]): Problem[] {
  if ((exposedHosts ?? undefined) === undefined) return [];
  const ambient = dataPlane === DataPlane.AMBIENT;
  if (!ambient && (networksOf(members).length > 1 || members.length < 2)) return [];
  return [{
    code: 'topology/exposed-hosts-without-effect',
    what: `\`exposedHosts\` is stated, but ${ambient ? 'in an ambient mesh it is the Services that say whether other networks reach them'
      : `all clusters are on one network, '${members[0].network}', on which pods reach each other without a gateway`}`,
    expected: ambient ? 'label istio.io/global on the Services' : 'clusters on several networks, or no `exposedHosts`',
    fix: ambient ? 'remove it, and share the services instead' : 'remove it; say by policies who may call what',
  }];
}

/** Gateways between networks, where there is one network only: then a network was given the name of another by mistake, or they do nothing. */
function gatewayProblems(props: MultiClusterProps, members: readonly Member[]): Problem[] {
  const isStated = props.eastWest !== undefined || Object.values(props.perCluster ?? {}).some((s) => s.eastWest !== undefined);
  const servesRemotes = primariesOf(members).length < members.length;
  if (!isStated || servesRemotes || networksOf(members).length > 1 || members.length < 2) return [];
  return [{
    code: 'topology/gateways-on-one-network',
    what: `gateways between clusters are stated, but all clusters are on one network, '${members[0].network}', on which pods reach each other directly`,
    expected: 'clusters on networks of their own, or no gateways',
    fix: 'give each Cluster whose pods the others do not reach another `network`; otherwise remove `eastWest`',
  }];
}

/** Remotes by contract, beside control planes that are not told to look after any. */
function unservedProblems(members: readonly Member[], servesRemotes: boolean): Problem[] {
  const remotes = members.filter((m) => m.kind === RoleKind.REMOTE);
  if (servesRemotes || remotes.length === 0) return [];
  return [{
    code: 'topology/remote-of-multi-primary',
    what: `${named(remotes)} ${remotes.length === 1 ? 'has' : 'have'} no control plane, and those of a MultiPrimary look after their own clusters only`,
    expected: 'PrimaryRemote where one cluster of the mesh has no control plane',
    fix: 'make the mesh with PrimaryRemote in every program',
  }];
}

function loneProblems(members: readonly Member[]): Problem[] {
  // without a primary the control plane is elsewhere, so that there are two
  if (members.length > 1 || primariesOf(members).length === 0) return [];
  return [{
    severity: 'warning',
    code: 'topology/one-cluster',
    what: `the mesh has one cluster, ${members.map((m) => `'${m.clusterName}'`).join('')}`,
    expected: members[0]?.dataPlane === DataPlane.AMBIENT ? 'two clusters or more, with a network each' : 'two clusters or more',
    fix: 'add the others, by their Clusters or by `contracts`; for one cluster alone a Mesh will do',
  }];
}
