import type { SchemaTable } from './table';
import { SCHEMA_RELEASES } from '../../imports/schema';

/** What an object is checked for. */
export interface SchemaTarget {
  /** The minor of OpenShift Service Mesh, for instance `3.4`. */
  readonly ossm: string;
  /** The Gateway API of the cluster. Absent: its kinds are not judged. */
  readonly gatewayApi?: GatewayApiTarget;
}

/** A set of Gateway API CRDs. */
export interface GatewayApiTarget {
  /** For instance `v1.2.1`. */
  readonly version: string;
  readonly channel: 'standard' | 'experimental';
}

/**
 * The release of a table that stands for a target: the newest that is not newer than the target's, else the oldest. Undefined where the
 * target does not say what the table counts by. Products that neither the mesh nor Gateway API decides on are judged as their newest.
 */
export function releaseFor({ product }: SchemaTable, { ossm, gatewayApi }: SchemaTarget): Release | undefined {
  const known = (SCHEMA_RELEASES as Readonly<Record<string, readonly string[]>>)[product];
  if (product === 'OSSM') return { product, name: newestUpTo(known, ossm) };
  if (product === 'Gateway API') return gatewayApi && { product, name: `${newestUpTo(known, gatewayApi.version)}/${gatewayApi.channel}` };
  return { product, name: known[known.length - 1] };
}

/** A release as a table counts it. It may lack the kind. */
export interface Release {
  readonly name: string;
  readonly product: string;
}

/** The release as messages show it. */
export function releaseText({ name, product }: Release): string {
  const [version, channel] = name.split('/');
  return channel ? `${product} ${version} (${channel} channel)` : `${product} ${version}`;
}

function newestUpTo(known: readonly string[], wanted: string): string {
  const upTo = known.filter((name) => compare(name, wanted) <= 0);
  return upTo[upTo.length - 1] ?? known[0];
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.replace(/^v/, '').split('.').map(Number));
  const differs = left.findIndex((part, i) => part !== (right[i] ?? 0));
  return differs < 0 ? 0 : left[differs] - (right[differs] ?? 0);
}
