import { ValueError } from './value-error';

/** A handle, or what else factories build on, by what factories read of it: copies of this package may meet. */
interface Handle {
  readonly is: (v: any) => boolean;
  readonly what: string;
  readonly fix: string;
}

const HANDLES = {
  service: {
    is: (v) => typeof v?.serviceName === 'string' && typeof v.namespace?.namespaceName === 'string',
    what: 'a service of a mesh',
    fix: 'write what namespace.addService(...) or namespace.serviceFromName(...) returns',
  },
  namespace: {
    is: (v) => typeof v?.namespaceName === 'string',
    what: 'a namespace of a mesh',
    fix: 'write what mesh.addNamespace(...) or mesh.namespace(...) returns',
  },
  gateway: {
    is: (v) => typeof v?.gatewayName === 'string' && typeof v.identity?.principal === 'string',
    what: 'a gateway of a mesh',
    fix: 'write what mesh.addInjectedGateway(...) or InjectedGateway.fromName(...) returns',
  },
  waypoint: {
    is: (v) => typeof v?.waypointName === 'string' && typeof v.identity?.principal === 'string',
    what: 'a waypoint',
    fix: 'write what namespace.addWaypoint(...) or Waypoint.fromName(...) returns',
  },
  kubernetesGateway: {
    is: (v) => typeof v?.kubernetesGatewayName === 'string',
    what: 'a Gateway of Gateway API',
    fix: 'write a KubernetesGateway, or what KubernetesGateway.fromName(...) returns',
  },
  serviceEntry: {
    is: (v) => typeof v?.serviceEntryName === 'string',
    what: 'a ServiceEntry',
    fix: 'write a ServiceEntry, or what ServiceEntry.fromName(...) returns',
  },
  identity: {
    is: (v) => typeof v?.principal === 'string',
    what: 'an Identity',
    fix: 'write Identity.of(...), or the `identity` of a service or gateway',
  },
  secret: {
    is: (v) => typeof v?.secretName === 'string',
    what: 'a SecretRef',
    fix: "write SecretRef.named('...')",
  },
  path: {
    is: (v) => typeof v?.path === 'string' && typeof v.kind === 'string',
    what: 'a PathMatch',
    fix: "write PathMatch.prefix('/...') or PathMatch.exact('/...')",
  },
  backend: {
    is: (v) => typeof v?._reference === 'function',
    what: 'a RouteBackend',
    fix: 'write RouteBackend.service(...)',
  },
  construct: {
    is: (v) => typeof v?.node?.path === 'string',
    what: 'a construct',
    fix: 'write what makes the object',
  },
  names: {
    is: (v) => Array.isArray(v) && v.length > 0 && v.every((name) => typeof name === 'string' && name !== ''),
    what: 'a list of at least one name',
    fix: "write ['...']",
  },
  list: {
    is: Array.isArray,
    what: 'a list',
    fix: 'write [...]',
  },
  options: {
    is: (v) => typeof v === 'object' && v !== null && !Array.isArray(v),
    what: 'a map of options',
    fix: 'write { ... }',
  },
} satisfies { readonly [kind: string]: Handle };

/**
 * Fails where a factory gets a name, or nothing, for a handle, or something else that it cannot build on: a compiler refuses it, JavaScript lets it through.
 *
 * @param below the factory
 */
export function checkHandle(kind: keyof typeof HANDLES, given: unknown, below: Function): void {
  const { is, what, fix }: Handle = HANDLES[kind];
  if (is(given)) return;
  throw new ValueError({ code: 'vocabulary/wrong-type', what: `${shown(given)} is not ${what}`, expected: what, fix }, below);
}

function shown(given: unknown): string {
  if (typeof given === 'string') return `'${given}'`;
  return typeof given === 'object' && given !== null ? 'what is given' : String(given);
}
