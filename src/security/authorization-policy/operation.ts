import { type PathPattern } from './path-pattern';
import { type KindRow, listOf, made, member, TEXT, WHOLE } from '../../analysis/kinds';
import { HttpMethod } from '../../vocabulary/http-method';

/**
 * What is asked for. All that is given must hold; of each list one entry is enough. All but the ports is HTTP: on a connection that is
 * not HTTP, or at ztunnel, it never holds.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation
 */
export interface AuthorizationOperation {
  /**
   * By the `Host` or `:authority` of the request; may start or end with `*`. A host with a port is another text than one without.
   * @default - whatever host
   */
  readonly hosts?: string[];
  /**
   * None of these.
   * @default - none is left out
   */
  readonly notHosts?: string[];
  /**
   * By the port of the workload, which is not that of the Service.
   * @default - whatever port
   */
  readonly ports?: number[];
  /**
   * None of these.
   * @default - none is left out
   */
  readonly notPorts?: number[];
  /**
   * By the method. gRPC is always `POST`.
   * @default - whatever method
   */
  readonly methods?: HttpMethod[];
  /**
   * None of these.
   * @default - none is left out
   */
  readonly notMethods?: HttpMethod[];
  /**
   * By the path. That of a gRPC call is `/<package>.<service>/<method>`.
   * @default - whatever path
   */
  readonly paths?: PathPattern[];
  /**
   * None of these.
   * @default - none is left out
   */
  readonly notPaths?: PathPattern[];
}

const PATH = made('PathPattern', (v) => `write PathPattern.of(PathMatch.prefix('${typeof v === 'string' && v.startsWith('/') ? v : '/...'}'))`,
  (v) => Array.isArray(v?.patterns));
const METHOD = member('HttpMethod', HttpMethod as unknown as { [name: string]: string });

/** What the lists must hold. */
export function operationKinds(operation: AuthorizationOperation, at: string): KindRow[] {
  const rows: [keyof AuthorizationOperation, KindRow[2]][] = [
    ['hosts', listOf('hosts', TEXT)], ['notHosts', listOf('hosts', TEXT)],
    ['ports', listOf('ports', WHOLE)], ['notPorts', listOf('ports', WHOLE)],
    ['methods', listOf('methods', METHOD)], ['notMethods', listOf('methods', METHOD)],
    ['paths', listOf('paths', PATH)], ['notPaths', listOf('paths', PATH)],
  ];
  return rows.map(([property, kind]) => [`${at}.${property}`, operation[property], kind]);
}

/** As the API writes it: ports as texts, and a path as one or two patterns. */
export function renderOperation({ ports, notPorts, paths, notPaths, ...texts }: AuthorizationOperation): object {
  const patterns = (list?: readonly PathPattern[]) => list?.flatMap((path) => path.patterns);
  return {
    operation: { ...texts, ports: ports?.map(String), notPorts: notPorts?.map(String), paths: patterns(paths), notPaths: patterns(notPaths) },
  };
}
