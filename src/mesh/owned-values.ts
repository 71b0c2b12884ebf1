import { selectorValues } from './disjoint';
import type { Mesh } from './mesh';
import type { MeshFoundation } from './mesh-foundation';
import type { MeshProps } from './mesh-props';
import { TOPOLOGY_VALUES } from './mesh-role';
import { type PlainValues, valueAt } from './plain-values';
import type { Problem } from '../analysis/finding';
import { DataPlane } from '../vocabulary/data-plane';

/** A value that a property stands for: other objects are derived from the property, and would not follow the value. */
export interface OwnedValue {
  readonly path: string;
  /** The property, as messages show it. */
  readonly property: string;
  /** What the property comes to; undefined where the value is left to the chart. */
  readonly effective: unknown;
}

/** The values of the `Istio` that namespaces, gateways, identities or the node components depend on. */
export function valuesOfMesh(mesh: Mesh, props: MeshProps): OwnedValue[] {
  const { foundation, _facts: facts } = mesh;
  const selectors = facts.discoverySelectors;
  return [
    { path: 'meshConfig.discoverySelectors', property: '`discoverySelectors`', effective: selectors.length ? selectorValues(selectors) : undefined },
    { path: 'meshConfig.trustDomain', property: '`trustDomain`', effective: mesh.trustDomain },
    { path: 'meshConfig.rootNamespace', property: '`rootNamespace`', effective: mesh.rootNamespace },
    { path: 'global.network', property: '`network`', effective: mesh._network },
    { path: 'global.proxy.clusterDomain', property: '`clusterDomain`', effective: facts.clusterDomain },
    {
      path: 'pilot.env.ENABLE_NATIVE_SIDECARS',
      property: '`nativeSidecars`',
      effective: props.nativeSidecars === undefined ? undefined : String(props.nativeSidecars),
    },
    ...(mesh.dataPlane === DataPlane.AMBIENT
      ? [{ path: 'pilot.trustedZtunnelNamespace', property: '`ztunnel: { namespace }`', effective: foundation.ztunnelNamespace }] : []),
    ...topologyValues(mesh),
    ...sharedValues(foundation),
    { path: 'pilot.cni.provider', property: '`cniPlugin`', effective: foundation._options.cniPlugin?._chained ? 'default' : undefined },
  ];
}

/** What joins the clusters of a mesh: other clusters' objects follow from each of these. */
function topologyValues({ _role: role }: Mesh): OwnedValue[] {
  if (!role) return [];
  return TOPOLOGY_VALUES.map((path) => ({ path, property: 'the topology and its Clusters', effective: valueAt(role.values, path) }));
}

/** The values of the `IstioCNI` that must be those of every control plane too. */
export function valuesOfCni(foundation: MeshFoundation): OwnedValue[] {
  const chained = foundation._options.cniPlugin?._chained;
  return [
    { path: 'cni.chained', property: '`cniPlugin`', effective: chained ? true : undefined },
    { path: 'cni.provider', property: '`cniPlugin`', effective: chained ? 'default' : undefined },
    ...sharedValues(foundation),
  ];
}

/** The values of a `ZTunnel` that say whose it is. */
export function valuesOfZTunnel(mesh: Mesh): OwnedValue[] {
  return [
    { path: 'ztunnel.revision', property: 'the `name` and `updateStrategy` of the mesh', effective: mesh._plan.productionRevision },
    { path: 'ztunnel.istioNamespace', property: '`rootNamespace` of the mesh', effective: mesh.rootNamespace },
    { path: 'ztunnel.network', property: '`network` of the mesh', effective: mesh._network },
  ];
}

function sharedValues({ _options: { images, nftables } }: MeshFoundation): OwnedValue[] {
  const { pullSecret, tag } = images?.options ?? {};
  return [
    { path: 'global.nativeNftables', property: '`nftables`', effective: nftables ?? undefined },
    { path: 'global.hub', property: '`images`', effective: images?.hub },
    { path: 'global.tag', property: '`images`', effective: tag },
    { path: 'global.imagePullSecrets', property: '`images: ... { pullSecret }`', effective: pullSecret === undefined ? undefined : [pullSecret] },
  ];
}

/**
 * Values that differ from what a property comes to. Raw values are let through: whoever writes them has passed the properties by
 * on purpose.
 */
export function ownedValueProblems(values: PlainValues, raw: unknown, owned: OwnedValue[]): Problem[] {
  return owned.flatMap(({ path, property, effective }): Problem[] => {
    const value = valueAt(values, path);
    if (value === undefined || valueAt(raw, path) !== undefined || JSON.stringify(value) === JSON.stringify(effective)) return [];
    return [{
      code: 'mesh/value-of-a-property',
      what: `\`values.${path}\` is ${JSON.stringify(value)}, but for all else that depends on it, it is ${effective === undefined ? 'not stated' : JSON.stringify(effective)}`,
      expected: `it by ${property}, which other objects are derived from`,
      fix: `remove \`${path}\` from \`values\`, and set ${property}`,
    }];
  });
}
