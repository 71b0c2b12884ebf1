import { type Cluster, ClusterFacts, type ClusterProps, ExternalControlPlane, type ExternalControlPlaneProps, MeshTrust, OssmRelease, RemoteSecrets } from '../../../src';
import { Findings } from '../../../src/analysis/findings';
import { withheldIn } from '../../../src/kube/late-value';
import { Program } from '../support';

/** The facts of a hub that knows the addresses of its gateways, by the names of the control planes. */
export function factsOf(addresses: { [controlPlane: string]: string }): ClusterFacts {
  return ClusterFacts.fromJson(JSON.stringify({
    cluster: 'hub', addresses: Object.fromEntries(Object.entries(addresses).map(([name, at]) => [`${name}-gateway/${name}-gateway`, at])),
  }));
}

/** A hub, a config cluster and a data cluster. */
export class ExternalProgram extends Program {
  public readonly hub: Cluster;
  public readonly east: Cluster;
  public readonly west: Cluster;

  public constructor(hub: Partial<ClusterProps> = {}) {
    super();
    this.hub = this.cluster('hub', hub);
    this.east = this.cluster('east');
    this.west = this.cluster('west');
  }

  public external(props: Partial<ExternalControlPlaneProps> = {}, id = 'mesh'): ExternalControlPlane {
    return new ExternalControlPlane(this.app, id, this.props(props));
  }

  public props(props: Partial<ExternalControlPlaneProps> = {}): ExternalControlPlaneProps {
    return {
      hub: this.hub,
      configCluster: this.east,
      meshId: 'mesh1',
      release: OssmRelease.V3_4,
      trust: MeshTrust.existingSecrets(),
      remoteSecrets: RemoteSecrets.existing(),
      ...props,
    };
  }

  /** Kind and name of what is withheld in a cluster. */
  public withheld(cluster: Cluster): string[] {
    return withheldIn(cluster).map((w) => `${w.manifest.kind}/${w.manifest.name}`).sort();
  }

  public remarks(): string[] {
    return Findings.of(this.app).allRemarks().map((r) => r.text);
  }
}

/** A program in which the gateway of the hub has an address. */
export function known(address = '203.0.113.7'): ExternalProgram {
  return new ExternalProgram({ facts: factsOf({ 'external-istiod': address }) });
}
