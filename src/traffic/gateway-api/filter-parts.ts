import type { RouteBackend } from './backend';
import { renderHeaderChanges, type RouteHeaderChanges } from './header-changes';
import { checkHandle } from '../../vocabulary/check-handle';
import type { Percentage } from '../../vocabulary/percentage';

/** One filter, as a route of a namespace writes it. */
export type RenderFilter = (from: string | undefined) => object;

export const requestHeaders = (changes: RouteHeaderChanges, below: Function): RenderFilter => {
  checkHandle('options', changes, below);
  return () => ({ type: 'RequestHeaderModifier', requestHeaderModifier: renderHeaderChanges(changes) });
};

export const responseHeaders = (changes: RouteHeaderChanges, below: Function): RenderFilter => {
  checkHandle('options', changes, below);
  return () => ({ type: 'ResponseHeaderModifier', responseHeaderModifier: renderHeaderChanges(changes) });
};

/** Whole percents have a field of their own; others are a fraction, exact to a ten-thousandth of a percent. */
export const mirror = (backend: RouteBackend, share: Percentage | undefined, below: Function): RenderFilter => {
  checkHandle('backend', backend, below);
  return (from) => ({ type: 'RequestMirror', requestMirror: { backendRef: backend._reference(from), ...shareOf(share) } });
};

export const extension = (group: string, kind: string, name: string): RenderFilter => () => ({ type: 'ExtensionRef', extensionRef: { group, kind, name } });

function shareOf(share: Percentage | undefined): object {
  if (!share) return {};
  if (Number.isInteger(share.percent)) return { percent: share.percent };
  return { fraction: { numerator: Math.round(share.percent * 10_000), denominator: 1_000_000 } };
}
