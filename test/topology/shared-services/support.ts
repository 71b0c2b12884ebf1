import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Testing } from 'cdk8s';
import {
  Cluster, type ClusterProps, EastWest, type MeshContract, MeshTrust, OpenShift, OssmRelease, type SharedMeshProps, SharedServices,
  type SharedServicesProps,
} from '../../../src';
import type { Finding } from '../../../src/analysis/finding';
import { Findings, type Remark } from '../../../src/analysis/findings';
import type { Rendered } from '../../support/objects';

const FIXTURES = join(__dirname, '..', '..', 'security', 'fixtures');

/** The root of east, and that of west. */
export const EAST_ROOT = readFileSync(join(FIXTURES, 'root.pem'), 'utf8');
export const WEST_ROOT = readFileSync(join(FIXTURES, 'other-root.pem'), 'utf8');
const ROOTS: { [cluster: string]: string } = { east: EAST_ROOT, west: WEST_ROOT };

/** A program with meshes that are alike but for what a test says. */
export class Program {
  public readonly app = new App();

  public cluster(name: string, props: Partial<ClusterProps> = {}): Cluster {
    return new Cluster(this.app, name, { name, network: `net-${name}`, openshift: OpenShift.V4_20, ...props });
  }

  public shared(meshes: SharedMeshProps[], props: Partial<SharedServicesProps> = {}): SharedServices {
    return new SharedServices(this.app, 'shared', { meshes, ...props });
  }

  /** Lines of the summary of one kind. */
  public remarks(kind: Remark['kind']): string[] {
    return Findings.of(this.app).allRemarks().filter((r) => r.kind === kind).map((r) => r.text);
  }

  public findings(): Finding[] {
    return Findings.of(this.app).all();
  }

  /** Codes of all errors and warnings, each once. */
  public codes(): string[] {
    return [...new Set(this.findings().map((f) => f.code))].sort();
  }

  public finding(code: string): Finding {
    const found = this.findings().find((f) => f.code === code);
    if (!found) throw new Error(`there is no ${code}, but ${this.codes().join(', ') || 'nothing'}`);
    return found;
  }
}

/** A mesh with a root and a trust domain of its own. */
export function meshIn(cluster: Cluster, props: Partial<SharedMeshProps> = {}): SharedMeshProps {
  const name = cluster.clusterName;
  return { cluster, release: OssmRelease.V3_4, trustDomain: `${name}.example`, trust: MeshTrust.existingSecrets({ rootCertificate: ROOTS[name] ?? EAST_ROOT }), ...props };
}

export interface TwoOptions {
  readonly east?: Partial<SharedMeshProps>;
  readonly west?: Partial<SharedMeshProps>;
  readonly eastCluster?: Partial<ClusterProps>;
  readonly westCluster?: Partial<ClusterProps>;
  readonly contracts?: MeshContract[];
}

/** Two meshes, and a service `ratings` of west. */
export function two(options: TwoOptions = {}) {
  const program = new Program();
  const east = program.cluster('east', options.eastCluster);
  const west = program.cluster('west', options.westCluster);
  const shared = program.shared([meshIn(east, options.east), meshIn(west, options.west)], { contracts: options.contracts });
  const shop = shared.meshOf(west).addNamespace('shop');
  const ratings = shop.addService('ratings', { port: 9080 });
  return { program, east, west, shared, shop, ratings };
}

/** A gateway whose address is known. */
export function at(dnsName: string): { readonly eastWest: EastWest } {
  return { eastWest: EastWest.injected({ dnsName }) };
}

/** What a cluster is given, as JSON. */
export function objectsOf(cluster: Cluster): Rendered[] {
  return Testing.synth(cluster) as Rendered[];
}

/** The one object of a kind and name. */
export function find(objects: Rendered[], kind: string, name: string): any {
  const found = objects.filter((o) => o.kind === kind && o.metadata.name === name);
  if (found.length !== 1) throw new Error(`${found.length} times ${kind} ${name}; there are ${objects.map((o) => `${o.kind} ${o.metadata.name}`).join(', ')}`);
  return found[0];
}

/** Kind and name of all objects, sorted. */
export function listed(objects: Rendered[]): string[] {
  return objects.map((o) => `${o.kind}/${o.metadata.name}`).sort();
}
