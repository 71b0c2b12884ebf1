import type { Violation } from '../analysis/violation';

/** How deep an object may be: the API server reads no deeper one (sigs.k8s.io/json). */
const DEEPEST = 10_000;

/** A violation where an object is deeper than that, or holds itself. */
export function excessDepth(object: object): Violation | undefined {
  const seen = new Set<object>();
  const stack: { readonly of: object; readonly rest: Iterator<unknown> }[] = [];
  const onTheWay = new Set<object>();
  const enter = (value: object) => {
    seen.add(value);
    onTheWay.add(value);
    stack.push({ of: value, rest: Object.values(value)[Symbol.iterator]() });
  };
  enter(object);
  while (stack.length) {
    const { of, rest } = stack[stack.length - 1];
    const { value, done } = rest.next();
    if (done) {
      stack.pop();
      onTheWay.delete(of);
    } else if (typeof value === 'object' && value !== null) {
      if (seen.has(value) ? onTheWay.has(value) : stack.length >= DEEPEST) return TOO_DEEP;
      if (!seen.has(value)) enter(value);
    }
  }
  return undefined;
}

const TOO_DEEP: Violation = {
  code: 'schema/too-deep', severity: 'error', at: [], what: `the object is more than ${DEEPEST} levels deep, or holds itself`, expected: 'an object that ends', fix: 'look for an alias that leads to what it stands in',
};
