import { ValueError } from '../../vocabulary/value-error';

/** What is done, with what, and next to which filter. */
export interface Change {
  readonly operation: 'ADD' | 'MERGE' | 'REMOVE' | 'REPLACE' | 'INSERT_FIRST' | 'INSERT_BEFORE' | 'INSERT_AFTER';
  readonly config?: unknown;
  /** The name of the filter that is meant. */
  readonly filter?: string;
}

/**
 * What is done to listeners, filter chains and clusters. Configuration is Envoy's own, as a map.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-Patch-Operation
 */
export class EnvoyObjectChange {
  /**
   * Adds one.
   *
   * @param config all of it
   */
  public static add(config: { [field: string]: any }): EnvoyObjectChange {
    return new EnvoyObjectChange({ operation: 'ADD', config: map(config, EnvoyObjectChange.add) });
  }

  /**
   * Lays fields over each that matches; lists get longer.
   *
   * @param config the fields
   */
  public static merge(config: { [field: string]: any }): EnvoyObjectChange {
    return new EnvoyObjectChange({ operation: 'MERGE', config: map(config, EnvoyObjectChange.merge) });
  }

  /** Takes each that matches away. */
  public static remove(): EnvoyObjectChange {
    return new EnvoyObjectChange({ operation: 'REMOVE' });
  }

  private constructor(
    /** @internal */
    public readonly _change: Change,
  ) {}
}

/**
 * What is done to virtual hosts. Configuration is Envoy's own, as a map.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-Patch-Operation
 */
export class EnvoyVirtualHostChange {
  /**
   * Adds one.
   *
   * @param config all of it
   */
  public static add(config: { [field: string]: any }): EnvoyVirtualHostChange {
    return new EnvoyVirtualHostChange({ operation: 'ADD', config: map(config, EnvoyVirtualHostChange.add) });
  }

  /**
   * Lays fields over each that matches; lists get longer.
   *
   * @param config the fields
   */
  public static merge(config: { [field: string]: any }): EnvoyVirtualHostChange {
    return new EnvoyVirtualHostChange({ operation: 'MERGE', config: map(config, EnvoyVirtualHostChange.merge) });
  }

  /**
   * Puts another in place of each that matches.
   *
   * @param config all of it
   */
  public static replace(config: { [field: string]: any }): EnvoyVirtualHostChange {
    return new EnvoyVirtualHostChange({ operation: 'REPLACE', config: map(config, EnvoyVirtualHostChange.replace) });
  }

  /** Takes each that matches away. */
  public static remove(): EnvoyVirtualHostChange {
    return new EnvoyVirtualHostChange({ operation: 'REMOVE' });
  }

  private constructor(
    /** @internal */
    public readonly _change: Change,
  ) {}
}

/**
 * What is done to routes of a virtual host. Configuration is Envoy's own, as a map.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-Patch-Operation
 */
export class EnvoyRouteChange {
  /**
   * Adds one in front of all.
   *
   * @param config all of it
   */
  public static insertFirst(config: { [field: string]: any }): EnvoyRouteChange {
    return new EnvoyRouteChange({ operation: 'INSERT_FIRST', config: map(config, EnvoyRouteChange.insertFirst) });
  }

  /**
   * Adds one before the route that matches.
   *
   * @param config all of it
   */
  public static insertBefore(config: { [field: string]: any }): EnvoyRouteChange {
    return new EnvoyRouteChange({ operation: 'INSERT_BEFORE', config: map(config, EnvoyRouteChange.insertBefore) });
  }

  /**
   * Adds one behind the route that matches; at the end where none is named.
   *
   * @param config all of it
   */
  public static insertAfter(config: { [field: string]: any }): EnvoyRouteChange {
    return new EnvoyRouteChange({ operation: 'INSERT_AFTER', config: map(config, EnvoyRouteChange.insertAfter) });
  }

  /**
   * Lays fields over each that matches; lists get longer.
   *
   * @param config the fields
   */
  public static merge(config: { [field: string]: any }): EnvoyRouteChange {
    return new EnvoyRouteChange({ operation: 'MERGE', config: map(config, EnvoyRouteChange.merge) });
  }

  private constructor(
    /** @internal */
    public readonly _change: Change,
  ) {}
}

/**
 * What is done to filters: of HTTP, of the network, of a listener. Configuration is Envoy's own, as a map.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-Patch-Operation
 */
export class EnvoyFilterChange {
  /**
   * Adds one behind all. Filters of HTTP and of the network end with one that sends the traffic on, behind which nothing runs: there, say
   * `insertFirst` or `insertBefore`.
   *
   * @param config all of it
   */
  public static add(config: { [field: string]: any }): EnvoyFilterChange {
    return new EnvoyFilterChange({ operation: 'ADD', config: map(config, EnvoyFilterChange.add) });
  }

  /**
   * Adds one in front of all.
   *
   * @param config all of it
   */
  public static insertFirst(config: { [field: string]: any }): EnvoyFilterChange {
    return new EnvoyFilterChange({ operation: 'INSERT_FIRST', config: map(config, EnvoyFilterChange.insertFirst) });
  }

  /**
   * Adds one before another.
   *
   * @param filter the name of the other, for instance `envoy.filters.http.router`
   * @param config all of it
   */
  public static insertBefore(filter: string, config: { [field: string]: any }): EnvoyFilterChange {
    return new EnvoyFilterChange({
      operation: 'INSERT_BEFORE', filter: name(filter, EnvoyFilterChange.insertBefore), config: map(config, EnvoyFilterChange.insertBefore),
    });
  }

  /**
   * Adds one behind another.
   *
   * @param filter the name of the other
   * @param config all of it
   */
  public static insertAfter(filter: string, config: { [field: string]: any }): EnvoyFilterChange {
    return new EnvoyFilterChange({
      operation: 'INSERT_AFTER', filter: name(filter, EnvoyFilterChange.insertAfter), config: map(config, EnvoyFilterChange.insertAfter),
    });
  }

  /**
   * Lays fields over one; lists get longer.
   *
   * @param filter its name
   * @param config the fields
   */
  public static merge(filter: string, config: { [field: string]: any }): EnvoyFilterChange {
    return new EnvoyFilterChange({ operation: 'MERGE', filter: name(filter, EnvoyFilterChange.merge), config: map(config, EnvoyFilterChange.merge) });
  }

  /**
   * Puts another in its place.
   *
   * @param filter its name
   * @param config all of the other
   */
  public static replace(filter: string, config: { [field: string]: any }): EnvoyFilterChange {
    return new EnvoyFilterChange({ operation: 'REPLACE', filter: name(filter, EnvoyFilterChange.replace), config: map(config, EnvoyFilterChange.replace) });
  }

  /**
   * Takes one away.
   *
   * @param filter its name
   */
  public static remove(filter: string): EnvoyFilterChange {
    return new EnvoyFilterChange({ operation: 'REMOVE', filter: name(filter, EnvoyFilterChange.remove) });
  }

  private constructor(
    /** @internal */
    public readonly _change: Change,
  ) {}
}

function map(config: unknown, below: Function): unknown {
  if (typeof config === 'object' && config !== null && !Array.isArray(config)) return config;
  throw new ValueError({
    code: 'traffic/invalid-envoy-config',
    what: `${JSON.stringify(config) ?? String(config)} is no configuration of Envoy`,
    expected: "a map in Envoy's own fields",
    fix: "write one like { name: '...', typed_config: { '@type': 'type.googleapis.com/...' } }",
  }, below);
}

function name(filter: unknown, below: Function): string {
  if (typeof filter === 'string' && filter !== '') return filter;
  throw new ValueError({
    code: 'traffic/invalid-envoy-filter-name',
    what: `${JSON.stringify(filter) ?? String(filter)} is not the name of a filter of Envoy`,
    expected: 'a string that is not empty',
    fix: "write one like 'envoy.filters.http.router'",
  }, below);
}
