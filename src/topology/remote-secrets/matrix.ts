/** A cluster of a mesh. */
export interface MatrixMember {
  readonly cluster: string;
  readonly role: 'primary' | 'remote';
}

/** Who reads whom. */
export interface MatrixCell {
  readonly reader: string;
  readonly source: string;
}

/**
 * Which control plane reads which cluster: each primary every other cluster, so N primaries have N * (N - 1) Secrets. A remote has no
 * control plane that could read; itself nobody reads through a Secret (istiod ignores one with its own name). By reader, then by source.
 *
 * @see https://istio.io/latest/docs/ops/deployment/deployment-models/#endpoint-discovery-with-multiple-control-planes
 */
export function secretMatrix(members: readonly MatrixMember[]): MatrixCell[] {
  const all = sorted(members.map((m) => m.cluster));
  const primaries = sorted(members.filter((m) => m.role === 'primary').map((m) => m.cluster));
  return primaries.flatMap((reader) => all.filter((source) => source !== reader).map((source) => ({ reader, source })));
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
