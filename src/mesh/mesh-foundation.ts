import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { registryOf } from './cluster-registry';
import { imageProblems, unusedProblems } from './foundation-checks';
import { unplaceable } from './foundation-options';
import type { MeshFoundationProps, MeshFoundationReference } from './foundation-props';
import { checkFoundationTypes } from './input-types';
import type { Mesh } from './mesh';
import { renderCni, renderZTunnel } from './node-components';
import { type PlainValues, cleaned } from './plain-values';
import { lowestVersion, versionProblem } from './versions';
import { Findings } from '../analysis/findings';
import { fail } from '../analysis/mesh-error';
import { findCluster } from '../cluster/cluster';
import { namespaceObject } from '../kube/core/namespace';
import type { Manifest } from '../kube/manifest';
import { dnsLabelProblem } from '../kube/names';
import type { OssmRelease } from '../release';
import { ReleaseFeature } from '../release/feature-names';
import { DataPlane } from '../vocabulary/data-plane';

/**
 * What a cluster has once, below all its meshes: the release of the operator, the CNI plugin, ztunnel, and their namespaces.
 *
 * A `Mesh` that is given none makes its own. Several meshes in one cluster share one.
 *
 * *Writes* `IstioCNI/default`, its Namespace, and for an ambient mesh `ZTunnel/default` and its Namespace.
 *
 * @see https://github.com/istio-ecosystem/sail-operator/tree/main/docs
 */
export class MeshFoundation extends Construct {
  /**
   * The foundation that another program makes in this cluster. Writes nothing.
   *
   * @param scope where in the tree the handle goes
   * @param id the id of the handle
   * @param options what is known of it
   */
  public static fromName(scope: Construct, id: string, options: MeshFoundationReference): MeshFoundation {
    const { release, nodeVersion, cniPlugin, images, nftables } = options;
    return new MeshFoundation(scope, id, {
      release,
      nodeVersion,
      cniPlugin,
      images,
      nftables,
      ztunnel: { namespace: options.ztunnelNamespace },
      _elsewhere: options.dataPlane ?? DataPlane.SIDECAR,
    });
  }

  /** The release of the operator. */
  public readonly release: OssmRelease;
  /** The namespace of the CNI plugin. */
  public readonly cniNamespace: string;
  /** The namespace of ztunnel. */
  public readonly ztunnelNamespace: string;
  /**
   * The `IstioCNI`.
   * @default - undefined where another program writes it
   */
  public readonly istioCni?: ApiObject;
  /**
   * The Namespace of the CNI plugin.
   * @default - undefined where this program does not write it
   */
  public readonly cniNamespaceResource?: ApiObject;

  /** @internal */
  public readonly _options: MeshFoundationProps;
  private readonly elsewhere?: DataPlane;
  private readonly meshes: Mesh[] = [];
  private ztunnelManifest?: Manifest;
  private ztunnelNamespaceManifest?: Manifest;

  public constructor(scope: Construct, id: string, props: MeshFoundationProps) {
    super(scope, id);
    checkFoundationTypes(this, props);
    this.release = props.release;
    this._options = props;
    this.elsewhere = props._elsewhere;
    this.cniNamespace = props.cni?.namespace ?? 'istio-cni';
    this.ztunnelNamespace = props.ztunnel?.namespace ?? 'ztunnel';
    this.register();
    this.checkInputs();
    if (this.elsewhere === undefined) {
      if (props.manageNamespaces ?? true) {
        this.cniNamespaceResource = namespaceObject(this, 'cni-namespace', { name: this.cniNamespace, raw: props.raw?.cniNamespace });
      }
      this.istioCni = renderCni(this);
      this.remarkPullSecret(this.cniNamespace, 'the CNI plugin');
      Findings.of(this).checkAtSynth(this, () => unusedProblems(props, this._ambientMesh !== undefined));
    }
  }

  /**
   * The `ZTunnel`.
   * @default - undefined while no mesh of this foundation is ambient, and where another program writes it
   */
  public get ztunnel(): ApiObject | undefined {
    return this.ztunnelManifest;
  }

  /**
   * The Namespace of ztunnel.
   * @default - undefined where there is no ztunnel, and where this program does not write it
   */
  public get ztunnelNamespaceResource(): ApiObject | undefined {
    return this.ztunnelNamespaceManifest;
  }

  /**
   * Told by each mesh that stands on this foundation.
   * @internal
   */
  public _join(mesh: Mesh): void {
    this.meshes.push(mesh);
    if (mesh.dataPlane !== DataPlane.AMBIENT) return;
    if (this.elsewhere === DataPlane.SIDECAR) {
      Findings.of(mesh).add(mesh, {
        code: 'mesh/foundation-not-ambient',
        what: 'the mesh is ambient, but the foundation it refers to is said to have a sidecar data plane',
        expected: 'node components (IstioCNI and ZTunnel) of an ambient data plane',
        fix: 'say `dataPlane: DataPlane.AMBIENT` in MeshFoundation.fromName once its owner has made it so',
      });
    }
    if (this.elsewhere === undefined && !this.ztunnelManifest) this.addZTunnel(mesh);
  }

  /** The ambient mesh of the cluster, of which there is at most one. @internal */
  public get _ambientMesh(): Mesh | undefined {
    return this.meshes.find((m) => m.dataPlane === DataPlane.AMBIENT);
  }

  /** The version of the node components; undefined where another program knows. @internal */
  public get _nodeVersion(): string | undefined {
    if (this._options.nodeVersion !== undefined || this.elsewhere !== undefined) return this._options.nodeVersion;
    const versions = this.meshes.map((m) => m._productionVersion);
    if (versions.length === 0) return this.release.floatingVersion;
    return lowestVersion(this.release, versions);
  }

  private register(): void {
    const registry = registryOf(this);
    const first = registry.foundations[0];
    registry.foundations.push(this);
    if (!first) return;
    Findings.of(this).add(this, {
      code: 'mesh/second-foundation',
      what: `this is the second foundation of the cluster; the first is ${first.node.path}`,
      expected: 'one MeshFoundation a cluster: IstioCNI and ZTunnel exist once and are both called `default`',
      fix: `create \`const foundation = new MeshFoundation(${findCluster(this) ? 'cluster' : 'chart'}, 'foundation', { release })\` once, and pass \`foundation\` instead of \`release\` to every Mesh`,
    });
  }

  private checkInputs(): void {
    const { nodeVersion, cni, ztunnel } = this._options;
    if (nodeVersion !== undefined) {
      const problem = versionProblem(this.release, nodeVersion);
      if (problem) Findings.of(this).add(this, problem);
    }
    for (const problem of imageProblems(this._options.images)) Findings.of(this).add(this, problem);
    if (!(this._options.manageNamespaces ?? true)) this.checkNamespaceNames();
    this.checkPlacement('cni.placement', unplaceable(cni?.placement, ['affinity']), '`affinity`');
    this.checkPlacement('ztunnel.placement', unplaceable(ztunnel?.placement, ['affinity', 'nodeSelector', 'tolerations']),
      '`affinity`, `nodeSelector` and `tolerations`');
  }

  /** Of namespaces that somebody else writes: those of this program are judged where they are written. */
  private checkNamespaceNames(): void {
    for (const [what, name] of [['CNI namespace', this.cniNamespace], ['ztunnel namespace', this.ztunnelNamespace]]) {
      const problem = dnsLabelProblem(name);
      if (!problem) continue;
      Findings.of(this).add(this, {
        code: 'mesh/invalid-name',
        what: `the ${what} '${name}' is not usable: ${problem}`,
        expected: 'a DNS label',
        fix: 'change the name',
      });
    }
  }

  private checkPlacement(what: string, fields: string[], supported: string): void {
    if (fields.length === 0) return;
    Findings.of(this).add(this, {
      code: 'mesh/placement-not-supported',
      what: `\`${what}\` states ${fields.map((f) => `\`${f}\``).join(', ')}, for which the chart has no value`,
      expected: supported,
      fix: 'leave it out, or use `raw` with a release whose chart has it',
    });
  }

  /** Values that the node components and every control plane share. @internal */
  public get _sharedGlobals(): PlainValues {
    // Where the release lacks nftables, the mesh says so by the name of the property.
    const nftables = this._options.nftables === true && this.release._has(ReleaseFeature.NATIVE_NFTABLES);
    return cleaned({ ...this._options.images?._globalValues(), nativeNftables: nftables ? true : undefined });
  }

  private addZTunnel(mesh: Mesh): void {
    if (this._options.manageNamespaces ?? true) {
      this.ztunnelNamespaceManifest = namespaceObject(this, 'ztunnel-namespace', { name: this.ztunnelNamespace, raw: this._options.raw?.ztunnelNamespace });
    }
    this.ztunnelManifest = renderZTunnel(this, mesh);
    this.remarkPullSecret(this.ztunnelNamespace, 'ztunnel');
  }

  private remarkPullSecret(namespace: string, what: string): void {
    const secret = this._options.images?.options.pullSecret;
    if (secret === undefined) return;
    Findings.of(this).remark(this, 'precondition', `pull Secret '${secret}' must exist in namespace '${namespace}': ${what} pulls its image with it`);
  }

  /** Labels on the namespaces of the node components, which an ambient mesh with discovery selectors needs to see. @internal */
  public _labelNamespaces(labels: { [key: string]: string }, mesh: Mesh): void {
    for (const [what, resource] of [['cni', this.cniNamespaceResource], ['ztunnel', this.ztunnelNamespaceManifest]] as const) {
      if (resource) {
        for (const [key, value] of Object.entries(labels)) resource.metadata.addLabel(key, value);
      } else if (Object.keys(labels).length > 0) {
        const name = what === 'cni' ? this.cniNamespace : this.ztunnelNamespace;
        Findings.of(mesh).remark(mesh, 'precondition',
          `the namespace '${name}' carries ${Object.entries(labels).map(([k, v]) => `${k}=${v}`).join(', ')}, before ZTunnel is created`);
      }
    }
  }

  /** Fails where a foundation is asked for something of another cluster. @internal */
  public _checkSameCluster(mesh: Mesh): void {
    if (registryOf(this) === registryOf(mesh)) return;
    fail(mesh, {
      code: 'mesh/foundation-of-another-cluster',
      what: `the foundation ${this.node.path} belongs to another cluster than this mesh`,
      expected: 'the foundation of the mesh\'s own cluster',
      fix: 'make one MeshFoundation in each Cluster',
    });
  }
}
