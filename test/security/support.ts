import { readFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App, type Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Findings } from '../../src/analysis/findings';
import { Cluster } from '../../src/cluster/cluster';
import { OssmRelease } from '../../src/release';
import type { MeshTrust } from '../../src/security';
import type { TrustContext, TrustProblem } from '../../src/security/trust-context';
import { DataPlane } from '../../src/vocabulary/data-plane';

export type Json = Record<string, any>;

/** The text of a certificate or a key of the fixtures. */
export function pem(file: string): string {
  return readFileSync(join(__dirname, 'fixtures', file), 'utf8');
}

export const ROOT = pem('root.pem');

/** Clusters with an istiod each, and a MeshTrust that is asked as a topology asks it. */
export class Clusters {
  public readonly app = new App();
  public readonly contexts: TrustContext[];

  public constructor(names: readonly string[], facts: Partial<TrustContext> = {}) {
    this.contexts = names.map((cluster) => {
      const chart = new Cluster(this.app, cluster, { name: cluster });
      const scope = new Construct(chart, 'trust');
      return {
        scope,
        clusterScope: chart,
        cluster,
        rootNamespace: 'istio-system',
        revisions: ['default'],
        trustDomain: 'cluster.local',
        release: OssmRelease.V3_4,
        at: scope,
        dataPlane: DataPlane.SIDECAR,
        ...facts,
      };
    });
  }

  public chart(cluster: string): Chart {
    return this.context(cluster).clusterScope as Chart;
  }

  public context(cluster: string): TrustContext {
    return this.contexts.find((ctx) => ctx.cluster === cluster)!;
  }

  /** An object of the user's own in a cluster. */
  public write(cluster: string, object: Json): void {
    const made = new ApiObject(this.chart(cluster), `${object.kind}-${object.metadata.name}`, object as any);
    void made;
  }

  public apply(trust: MeshTrust): this {
    for (const ctx of this.contexts) trust._apply(ctx);
    return this;
  }

  public objects(cluster: string): Json[] {
    return this.chart(cluster).node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c)).map((o) => o.toJson());
  }

  public only(cluster: string, kind: string): Json {
    const found = this.objects(cluster).filter((o) => o.kind === kind);
    expect(found).toHaveLength(1);
    return found[0];
  }

  public preconditions(): string[] {
    return Findings.of(this.app).allRemarks().filter((r) => r.kind === 'precondition').map((r) => r.text);
  }
}

/** What a trust says of clusters: a code, and the severity where it is no error. */
export function codes(problems: readonly TrustProblem[]): string[] {
  return problems.map(({ problem: { code, severity = 'error' } }) => (severity === 'error' ? code : `${severity} ${code}`));
}
