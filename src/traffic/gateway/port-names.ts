/** What the name of a port comes from. */
export interface PortNaming {
  readonly given?: string;
  /** Used where none is given; a number is added where it is taken. */
  readonly fallback: string;
}

/** Names of ports, unique among those that were not given. A port added at the end changes the name of none before it. */
export function portNames(ports: readonly PortNaming[]): string[] {
  const taken = new Set(ports.flatMap(({ given }) => given ?? []));
  return ports.map(({ given, fallback }) => {
    if (given !== undefined) return given;
    let name = fallback;
    for (let i = 2; taken.has(name); i++) name = `${fallback}-${i}`;
    taken.add(name);
    return name;
  });
}
