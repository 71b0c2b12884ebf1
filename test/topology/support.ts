import { App, Testing } from 'cdk8s';
import {
  Cluster, type ClusterProps, MeshTrust, MultiPrimary, type MultiPrimaryProps, OpenShift, OssmRelease, PrimaryRemote, type PrimaryRemoteProps,
  RemoteSecrets,
} from '../../src';
import type { Finding } from '../../src/analysis/finding';
import { Findings } from '../../src/analysis/findings';
import type { Rendered } from '../support/objects';

/** A program with clusters that are alike but for what a test says. */
export class Program {
  public readonly app = new App();

  public cluster(name: string, props: Partial<ClusterProps> = {}): Cluster {
    return new Cluster(this.app, name, {
      name, network: `net-${name}`, openshift: OpenShift.V4_20, apiServer: { url: `https://api.${name}.example.com:6443` }, ...props,
    });
  }

  public multiPrimary(clusters: Cluster[], props: Partial<MultiPrimaryProps> = {}): MultiPrimary {
    return new MultiPrimary(this.app, 'mesh', { ...DEFAULTS(), clusters, ...props });
  }

  public primaryRemote(primaries: Cluster[], remotes: Cluster[], props: Partial<PrimaryRemoteProps> = {}): PrimaryRemote {
    return new PrimaryRemote(this.app, 'mesh', { ...DEFAULTS(), primaries, remotes, ...props });
  }

  public findings(): Finding[] {
    return Findings.of(this.app).all();
  }

  /** Codes of all errors and warnings, each once. */
  public codes(): string[] {
    return [...new Set(this.findings().map((f) => f.code))].sort();
  }

  public errors(): string[] {
    return [...new Set(this.findings().filter((f) => f.severity === 'error').map((f) => f.code))].sort();
  }

  public finding(code: string): Finding {
    const found = this.findings().find((f) => f.code === code);
    if (!found) throw new Error(`there is no ${code}, but ${this.codes().join(', ') || 'nothing'}`);
    return found;
  }
}

function DEFAULTS() {
  return { meshId: 'mesh1', release: OssmRelease.V3_4, trust: MeshTrust.existingSecrets(), remoteSecrets: RemoteSecrets.existing() };
}

/** What a cluster is given, as JSON. */
export function objectsOf(cluster: Cluster): Rendered[] {
  return Testing.synth(cluster) as Rendered[];
}

/** The one object of a kind and name. */
export function find(objects: Rendered[], kind: string, name: string, apiGroup?: string): any {
  const found = objects.filter((o) => o.kind === kind && o.metadata.name === name && (apiGroup === undefined || o.apiVersion.startsWith(`${apiGroup}/`)));
  if (found.length !== 1) throw new Error(`${found.length} times ${kind} ${name}; there are ${objects.map((o) => `${o.kind} ${o.metadata.name}`).join(', ')}`);
  return found[0];
}

/** Kind and name of all objects, sorted. */
export function listed(objects: Rendered[]): string[] {
  return objects.map((o) => `${o.kind}/${o.metadata.name}`).sort();
}
