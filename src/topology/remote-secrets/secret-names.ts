import type { IConstruct } from 'constructs';
import type { SecretRow } from './rows';
import { Findings } from '../../analysis/findings';
import { dnsLabelProblem, dnsSubdomainProblem } from '../../kube/names';

/** What identifies the Secret that a control plane reads, and what hangs on it. */
export interface RemoteSecretMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations: { readonly [key: string]: string };
}

/** The names that istioctl gives, so that either finds what the other has made. */
export function secretName({ type, source }: SecretRow): string {
  return type === 'config' ? 'istio-kubeconfig' : `istio-remote-secret-${source.cluster}`;
}

/** The key of the Secret's data. For a remote cluster it is what names the cluster: istiod looks at nothing else. */
export function secretKey({ type, source }: SecretRow): string {
  return type === 'config' ? 'config' : source.cluster;
}

/** The Secret in which the token controller of a cluster puts a token and `ca.crt`. */
export function tokenSecretName(serviceAccount: string): string {
  return `${serviceAccount}-istio-remote-secret-token`;
}

/**
 * Metadata of the Secret that a control plane reads. istiod mounts `istio-kubeconfig` by its name; with the label it would
 * also register its key as one more cluster, called 'config' (istio/istio pkg/kube/multicluster/secretcontroller.go).
 */
export function secretMetadata(row: SecretRow): RemoteSecretMetadata {
  return {
    name: secretName(row),
    namespace: row.reader.namespace,
    labels: row.type === 'config' ? undefined : { 'istio/multiCluster': 'true' },
    annotations: { 'networking.istio.io/cluster': row.source.cluster },
  };
}

/** The rows whose Secrets can be written: names are names, and no two rows make the same Secret. What cannot is reported. */
export function usableRows(rows: readonly SecretRow[], at: IConstruct): SecretRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const name = secretName(row);
    const problem = nameProblem(row, name);
    if (problem) {
      Findings.of(at).add(at, {
        code: 'topology/remote-secret-name',
        what: `the Secrets by which cluster '${row.reader.cluster}' reads cluster '${row.source.cluster}' cannot be made: ${problem}`,
        expected: 'names that Kubernetes accepts',
        fix: `shorten or correct the name of cluster '${row.source.cluster}'`,
      });
      return false;
    }
    if (seen.has(name)) {
      Findings.of(at).add(at, {
        code: 'topology/remote-secret-twice',
        what: `cluster '${row.reader.cluster}' would read two clusters through one Secret '${name}'`,
        expected: 'one Secret for each cluster that is read',
        fix: row.type === 'config' ? 'give an external control plane one config cluster' : `name cluster '${row.source.cluster}' once`,
      });
      return false;
    }
    seen.add(name);
    return true;
  });
}

function nameProblem({ source }: SecretRow, name: string): string | undefined {
  const cluster = dnsLabelProblem(source.cluster);
  if (cluster) return `the name of the cluster is no DNS label, ${cluster}`;
  for (const secret of [name, tokenSecretName(source.serviceAccount)]) {
    const problem = dnsSubdomainProblem(secret);
    if (problem) return `the name '${secret}' of a Secret is not usable, ${problem}`;
  }
  return undefined;
}
