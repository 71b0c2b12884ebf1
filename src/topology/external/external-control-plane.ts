import type { Construct } from 'constructs';
import { clusterProblems, exposureProblems, gatewaySettings, hubNamespaceProblems, unprovenExternal } from './external-checks';
import { checkExternal, type ExternalTopologyProps, topologyProps } from './external-input';
import { gatewayNameOf } from './external-names';
import type { ExternalControlPlaneProps } from './external-props';
import { configRole, externalRole, rootVariables } from './external-roles';
import { writeExternalSecrets } from './external-secrets';
import { gatewayMeshOf, showNamespace, withoutNodeSettings } from './gateway-mesh';
import { Findings } from '../../analysis/findings';
import type { Cluster } from '../../cluster';
import { EastWestGateway, ExposureKind } from '../../gateway';
import type { LateValue } from '../../kube/late-value';
import { Mesh } from '../../mesh';
import type { InternalMeshProps } from '../../mesh/mesh';
import { type MeshRole, RoleKind } from '../../mesh/mesh-role';
import { DataPlane } from '../../vocabulary/data-plane';
import { istiodService, memberGateway } from '../gateways';
import { secretProblems } from '../identity-checks';
import { memberProblems } from '../member-checks';
import { MultiClusterMesh, type RoleInput, type TopologyPlan } from '../multi-cluster-mesh';
import { reachProblems } from '../network-checks';
import { beginPart, type MadePart, memberOf, type Part } from '../parts';
import { remoteProblems } from '../remote-checks';
import { remoteRole } from '../role-values';
import { meshSettings, settingsOf } from '../settings';
import type { RiskyProblem } from '../support';

/**
 * A mesh whose control plane runs in a cluster of its own, the hub, for the workloads of other clusters. Whoever runs the hub runs the
 * control planes of many meshes; whoever has the mesh configures it, in its config cluster.
 *
 * *Writes*, in the chart of the hub: an ordinary `Mesh` that injects gateways, unless one is given; a gateway through which the
 * clusters reach the control plane; the namespace of the control plane, its `Istio`, and what `trust` says; and the Secrets by which it
 * reads the clusters. In the chart of the config cluster: an `Istio` of profile `remote` with the rights of a control plane, and the
 * account by which that is configured. In the chart of each data cluster what `PrimaryRemote` writes for a remote. On several
 * networks a gateway in each cluster with workloads.
 *
 * Every `Istio` of the mesh is withheld until the address of that gateway is known.
 *
 * @see https://istio.io/latest/docs/setup/install/external-controlplane/
 */
export class ExternalControlPlane extends MultiClusterMesh {
  /** The cluster that runs the control plane. It is none of `clusters`. */
  public readonly hub: Cluster;
  /** The cluster whose objects configure the mesh. */
  public readonly configCluster: Cluster;
  /** The mesh of the control plane itself, in the hub. It holds no namespaces. */
  public readonly controlPlane: Mesh;
  /** The ordinary mesh of the hub, which injects the gateway. */
  public readonly gatewayMesh: Mesh;
  /** The gateway in the hub through which the clusters reach the control plane. */
  public readonly hubGateway: EastWestGateway;

  public constructor(scope: Construct, id: string, props: ExternalControlPlaneProps) {
    super(scope, id, topologyProps(props));
    const own = this.ownProps;
    this.hub = own.hub;
    this.configCluster = own.configCluster;
    const [config, ...data] = this._parts;

    const settings = settingsOf({ ...own, perCluster: { [this.hub.clusterName]: own.ofHub ?? {} } }, this.hub.clusterName);
    const part = this.beginHub(config, settings);
    this.gatewayMesh = gatewayMeshOf(this, {
      hub: this.hub, given: own.gatewayMesh, release: part.trust.release, settings, ofHub: own.ofHub ?? {},
    });
    this.hubGateway = this.makeHubGateway(part);
    this.controlPlane = this.makeControlPlane(part, config);
    showNamespace(this.gatewayMesh, this.controlPlane);
    own.trust._apply(part.trust);
    writeExternalSecrets(this, own.remoteSecrets, { hub: part, controlPlane: this.controlPlane, config, data });
    this.checkHub(part, config);
  }

  /** What a person must see to before the manifests can work, a sentence each. */
  public preconditions(): string[] {
    return [...new Set([...super.preconditions(), ...this.controlPlane.preconditions()])];
  }

  /** @internal */
  public get _controlPlanes(): Mesh[] {
    return [this.controlPlane];
  }

  /** @internal */
  protected _planOf(props: ExternalTopologyProps): TopologyPlan {
    checkExternal(this, props);
    return {
      kind: 'external-control-plane',
      servesRemotes: true,
      clusters: [props.configCluster, ...props.dataClusters ?? []].map((cluster) => ({ cluster, kind: RoleKind.REMOTE })),
    };
  }

  /** @internal */
  protected _roleOf({ part, topology, meshNetworks }: RoleInput): MeshRole {
    const { configCluster, name } = this.ownProps;
    const { clusterName } = part.cluster;
    const common = { topology, clusterName, network: part.network, pilot: this.pilot, omitsNetworkLabel: meshNetworks !== undefined };
    return part.cluster === configCluster
      ? configRole({ ...common, name })
      // the control plane goes by the name of its config cluster
      : remoteRole({ ...common, controlledBy: [configCluster.clusterName] });
  }

  /** @internal */
  public _isConfigured(part: Part): boolean {
    return part.cluster === this.ownProps.configCluster;
  }

  /** @internal */
  protected _unproven(): RiskyProblem[] {
    return unprovenExternal();
  }

  private get ownProps(): ExternalTopologyProps {
    return this._props as ExternalTopologyProps;
  }

  /** Where the clusters reach the control plane. The cluster has one such value, whoever asks. */
  private get pilot(): LateValue {
    const { hub, name } = this.ownProps;
    const { exposure, dnsName } = gatewaySettings(this.ownProps).settings._settings;
    return hub._lateAddress({
      namespace: gatewayNameOf(name),
      service: gatewayNameOf(name),
      clusterIp: exposure?.kind === ExposureKind.CLUSTER_IP,
      given: dnsName,
      by: this,
    });
  }

  private beginHub(config: Part, settings: Part['settings']): Part {
    const part = beginPart(this, this.hub, RoleKind.EXTERNAL, this._props, settings);
    return { ...part, network: config.network, trust: { ...part.trust, isExternal: true } };
  }

  private makeHubGateway({ scope, revisions }: Part): EastWestGateway {
    const { name } = this.ownProps;
    const { exposure, settings } = gatewaySettings(this.ownProps);
    // A namespace of its own: with a certificate the gateway may read every Secret there.
    const namespace = this.gatewayMesh.addNamespace(gatewayNameOf(name), { dataPlane: DataPlane.NONE });
    return new EastWestGateway(scope, 'hub-gateway', {
      mesh: this.gatewayMesh,
      clusterName: this.hub.clusterName,
      name: gatewayNameOf(name),
      namespaceName: namespace.namespaceName,
      settings,
      exposeControlPlane: exposure,
      controlPlanes: revisions.map((revision) => ({ service: istiodService(revision), namespaceName: name })),
    });
  }

  private makeControlPlane(part: Part, config: MadePart): Mesh {
    const { name, trust, trustDomain, trustDomainAliases, exposure } = this.ownProps;
    const proxyMetadata = exposure?._https ? rootVariables(part.settings.proxy?.metadata) : undefined;
    const role = externalRole({
      topology: this._topology,
      name,
      config: { clusterName: config.cluster.clusterName, network: config.network },
      pilot: this.pilot,
      trust: trust._values(part.trust),
      meshNetworks: this._networksOf(this._parts),
      proxyMetadata,
    });
    if (proxyMetadata && Object.keys(proxyMetadata).length > 0) {
      Findings.of(this).remark(this, 'decided',
        `proxies verify the gateway of the control plane with the authorities of their own image (${Object.keys(proxyMetadata).join(', ')}): for a private one state the path of its certificate in \`proxy: { metadata }\``);
    }
    const props: InternalMeshProps = {
      ...meshSettings(withoutNodeSettings(part.settings)),
      foundation: this.gatewayMesh.foundation,
      name,
      rootNamespace: name,
      trustDomain,
      trustDomainAliases,
      _role: role,
    };
    return new Mesh(part.scope, 'mesh', props);
  }

  private checkHub(part: Part, config: MadePart): void {
    const findings = Findings.of(this);
    const props = this.ownProps;
    // its own pods are none of the mesh
    const member = { ...memberOf(part, this.controlPlane, props, memberGateway(this.hubGateway)), podCidrs: [] };
    const hub = { cluster: this.hub, mesh: this.controlPlane };
    for (const problem of [...exposureProblems(props), ...memberProblems([member, config.member]), ...clusterProblems(props, hub, this._parts)]) {
      findings.add(this, problem);
    }
    if (props.gatewayMesh && props.exposure?._https && props.exposure._https.rootSecretName === undefined) {
      findings.remark(this, 'precondition',
        `the control planes of ${props.gatewayMesh.node.path} and of ${this.controlPlane.node.path} have one root certificate, with which the gateway verifies the latter`);
    }
    findings.checkAtSynth(this, () => [
      ...remoteProblems(this._parts, [{ ...member, kind: RoleKind.PRIMARY }]),
      // the control plane is on none of the networks, and is told of ways into them by the config cluster
      ...reachProblems(props, [{ ...config, kind: RoleKind.PRIMARY, network: '', mesh: this.controlPlane }, ...this._parts], this._members),
      ...props.trust._problems([part.trust]).map(({ problem }) => problem),
    ]);
    findings.checkAtSynth(this.controlPlane, () => [
      ...hubNamespaceProblems(this.controlPlane, this.hub),
      ...secretProblems({ kind: RoleKind.EXTERNAL, cluster: this.hub, mesh: this.controlPlane }),
    ]);
  }
}
