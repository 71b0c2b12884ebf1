import type { RouteBackend } from './backend';
import { renderHeaderChanges, type RouteHeaderChanges } from './header-changes';
import type { Percentage } from '../../vocabulary/percentage';

/** One filter, as a route of a namespace writes it. */
export type RenderFilter = (from: string | undefined) => object;

export const requestHeaders = (changes: RouteHeaderChanges): RenderFilter =>
  () => ({ type: 'RequestHeaderModifier', requestHeaderModifier: renderHeaderChanges(changes) });

export const responseHeaders = (changes: RouteHeaderChanges): RenderFilter =>
  () => ({ type: 'ResponseHeaderModifier', responseHeaderModifier: renderHeaderChanges(changes) });

/** Whole percents have a field of their own; others are a fraction, exact to a ten-thousandth of a percent. */
export const mirror = (backend: RouteBackend, share: Percentage | undefined): RenderFilter => (from) => ({
  type: 'RequestMirror',
  requestMirror: { backendRef: backend._reference(from), ...shareOf(share) },
});

export const extension = (group: string, kind: string, name: string): RenderFilter => () => ({ type: 'ExtensionRef', extensionRef: { group, kind, name } });

function shareOf(share: Percentage | undefined): object {
  if (!share) return {};
  if (Number.isInteger(share.percent)) return { percent: share.percent };
  return { fraction: { numerator: Math.round(share.percent * 10_000), denominator: 1_000_000 } };
}
