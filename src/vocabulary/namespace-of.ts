/** The namespace of a target, where it tells. */
export function namespaceOf(target: object): string | undefined {
  const { namespaceName } = target as { namespaceName?: unknown };
  return typeof namespaceName === 'string' ? namespaceName : undefined;
}
