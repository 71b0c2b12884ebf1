/** How headers change. */
export interface RouteHeaderChanges {
  /**
   * Headers that get a value, in place of one they have.
   * @default - none
   */
  readonly set?: { [name: string]: string };
  /**
   * Headers that get a further value.
   * @default - none
   */
  readonly add?: { [name: string]: string };
  /**
   * Headers that are taken away.
   * @default - none
   */
  readonly remove?: string[];
}

/** As the API writes it. */
export function renderHeaderChanges({ set, add, remove }: RouteHeaderChanges): object {
  const list = (map?: { [name: string]: string }) => map && Object.entries(map).map(([name, value]) => ({ name, value }));
  return { set: list(set), add: list(add), remove };
}
