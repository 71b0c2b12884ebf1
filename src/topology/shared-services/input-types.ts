import type { IConstruct } from 'constructs';
import type { ImportOptions, SharedServicesProps } from './shared-services-props';
import { checkKinds, type Kind, listOf, made, MAP, required, SERVICE, TEXT } from '../../analysis/kinds';
import { fail } from '../../analysis/mesh-error';
import { EastWest } from '../../gateway';
import { DataPlane } from '../../vocabulary/data-plane';
import { CLUSTER } from '../input-types';

const CODE = 'topology/wrong-type';

const RELEASE = made('OssmRelease', (v) => (typeof v === 'string' ? `write OssmRelease.of('${v}')` : 'write OssmRelease.V3_4'), (v) => typeof v?.operatorVersion === 'string');
const TRUST = made('MeshTrust', () => 'write for instance MeshTrust.certManager({ ... })', (v) => typeof v?._apply === 'function');
const EAST_WEST = made('EastWest', () => 'write EastWest.injected({ ... })', (v) => v instanceof EastWest || typeof v?._injected === 'object');
const CONTRACT = made('MeshContract', (v) => `write MeshContract.fromFile('${typeof v === 'string' ? v : 'west/mesh-contract.json'}')`, (v) => MAP.is(v?._data));
const MESHES: Kind = listOf('meshes', { is: MAP.is, expected: 'a map like { cluster: ..., release: ..., trust: ..., trustDomain: ... }', fix: () => 'write it so' });

/** Fails at the first property that is not of its type: a compiler refuses that, JavaScript does not. */
export function checkSharedTypes(at: IConstruct, props: SharedServicesProps): void {
  const subject = 'the meshes that share services';
  checkKinds(at, CODE, subject, [['props', props, required(MAP)]]);
  checkKinds(at, CODE, subject, [['meshes', props.meshes, required(MESHES)], ['contracts', props.contracts, listOf('contracts', CONTRACT)]]);
  for (const mesh of props.meshes) {
    const of = typeof mesh.cluster?.clusterName === 'string' ? `the mesh in cluster '${mesh.cluster.clusterName}'` : 'one of the meshes';
    refuseAmbient(at, of, (mesh as { readonly dataPlane?: unknown }).dataPlane);
    checkKinds(at, CODE, of, [
      ['cluster', mesh.cluster, required(CLUSTER)], ['release', mesh.release, required(RELEASE)], ['trust', mesh.trust, required(TRUST)],
      ['trustDomain', mesh.trustDomain, required(TEXT)], ['trustDomainAliases', mesh.trustDomainAliases, listOf('trust domains', TEXT)],
      ['meshId', mesh.meshId, TEXT], ['name', mesh.name, TEXT], ['rootNamespace', mesh.rootNamespace, TEXT], ['eastWest', mesh.eastWest, EAST_WEST],
    ]);
  }
}

/** Fails where what is shared, or how, is not of its type. */
export function checkExportTypes(at: IConstruct, service: unknown, options: ImportOptions & { readonly host?: string }): void {
  checkKinds(at, CODE, 'what is shared', [['service', service, required(SERVICE)]]);
  checkImportTypes(at, options);
  checkKinds(at, CODE, 'what is shared', [['host', options.host, TEXT]]);
}

/** Fails where it is not of its type who gets a service. */
export function checkImportTypes(at: IConstruct, options: ImportOptions): void {
  checkKinds(at, CODE, 'what is shared', [
    ['options', options, required(MAP)], ['into', options.into, listOf('Clusters', CLUSTER)], ['visibleTo', options.visibleTo, listOf('names of namespaces', TEXT)],
  ]);
}

/**
 * There is no such property, which JavaScript does not know. Inferred from code, as no page of Istio or the vendor describes it: ztunnel is not
 * told the roots of others (see `foreignRootProblems`), and the gateway of an ambient network lets in what is labelled istio.io/global, by
 * whoever asks, with no room for names of one's own.
 */
function refuseAmbient(at: IConstruct, of: string, dataPlane: unknown): void {
  if (dataPlane !== DataPlane.AMBIENT) return;
  fail(at, {
    code: 'topology/shared-services-in-ambient',
    what: `${of} is to be ambient, and there is no documented way to share services between ambient meshes: ztunnel is not told the roots of other meshes`,
    expected: 'the sidecar data plane in meshes that stay apart',
    fix: 'leave `dataPlane` out; or join the clusters to one ambient mesh, with MultiPrimary',
  });
}
