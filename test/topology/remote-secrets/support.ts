import { type ApiObject, type App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Finding } from '../../../src/analysis/finding';
import { Findings, type Remark } from '../../../src/analysis/findings';
import { MeshApp } from '../../../src/delivery';
import { isWithheld, type LateValue } from '../../../src/kube/late-value';
import type { RemoteSecrets } from '../../../src/topology/remote-secrets';
import type { ReadCluster, SecretRow, SourceSide } from '../../../src/topology/remote-secrets/rows';

export const CA = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
export const CA_BASE64 = Buffer.from(CA).toString('base64');

/** A value of the facts of a cluster. */
export function late(cluster: string, key: string, known?: string): LateValue {
  return { cluster, key, known, what: `${key} of cluster '${cluster}'`, command: `oc --context ${cluster} get ${key}` };
}

/** A cluster of which everything is known. */
export function read(cluster: string, more: Partial<ReadCluster> = {}): ReadCluster {
  return {
    cluster,
    url: late(cluster, 'apiServer.url', `https://api.${cluster}.example.com:6443`),
    ca: late(cluster, 'apiServer.ca', CA),
    namespace: 'istio-system',
    serviceAccount: 'istio-reader-service-account',
    clusterRole: 'istio-reader-clusterrole-istio-system',
    ...more,
  };
}

/** Nothing is known of its API server. */
export function unknown(cluster: string): Partial<ReadCluster> {
  return { url: late(cluster, 'apiServer.url'), ca: late(cluster, 'apiServer.ca') };
}

/** The config cluster of an external control plane. */
export function configCluster(cluster: string): ReadCluster {
  return read(cluster, { namespace: 'external-istiod', serviceAccount: 'istiod-external-istiod', clusterRole: 'istiod-clusterrole-external-istiod-external-istiod' });
}

/** A program with one chart for each cluster. */
export class Program {
  public readonly app: App;
  private readonly charts = new Map<string, Chart>();

  public constructor(app: App = new MeshApp()) {
    this.app = app;
  }

  public chart(cluster: string): Chart {
    if (!this.charts.has(cluster)) this.charts.set(cluster, new Chart(this.app, cluster));
    return this.charts.get(cluster)!;
  }

  public row(reader: string, source: ReadCluster, type: SecretRow['type'] = 'remote', scope: Construct = this.chart(reader)): SecretRow {
    return { type, reader: { cluster: reader, scope, namespace: type === 'config' ? source.namespace : 'istio-system' }, source };
  }

  public source(source: ReadCluster, writesServiceAccount = false): SourceSide {
    return { ...source, scope: this.chart(source.cluster), writesServiceAccount };
  }

  /** Every cluster reads every other one. */
  public mesh(way: RemoteSecrets, sources: readonly ReadCluster[], writesServiceAccount = false): this {
    for (const source of sources) way._writeSource(this.source(source, writesServiceAccount));
    for (const { cluster } of sources) {
      way._writeReader(sources.filter((s) => s.cluster !== cluster).map((s) => this.row(cluster, s)), this.chart(cluster));
    }
    return this;
  }

  public objects(cluster: string): Record<string, any>[] {
    return this.all(cluster).filter((o) => !isWithheld(o)).map((o) => o.toJson());
  }

  public withheld(cluster: string): string[] {
    return this.all(cluster).filter(isWithheld).map((o) => o.name);
  }

  public findings(): Finding[] {
    return Findings.of(this.app).all();
  }

  public codes(): string[] {
    return this.findings().map((f) => f.code);
  }

  public remarks(kind: Remark['kind']): string[] {
    return Findings.of(this.app).allRemarks().filter((r) => r.kind === kind).map((r) => r.text);
  }

  private all(cluster: string): ApiObject[] {
    // not findAll(): that of a chart leaves out what is withheld
    return this.chart(cluster).node.children.filter((c): c is ApiObject => 'apiVersion' in c);
  }
}
