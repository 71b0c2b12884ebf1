import type { Manifest } from './manifest';

const MARK = Symbol.for('cdk8s-ossm.Manifest');

/** Marks all objects of a class as a `Manifest`; a symbol survives two copies of the library in one program. */
export function markManifests(manifests: typeof Manifest): void {
  Object.defineProperty(manifests.prototype, MARK, { value: true });
}

/** Whether an object is a `Manifest`. */
export function isManifest(x: unknown): x is Manifest {
  return x !== null && typeof x === 'object' && MARK in x;
}
