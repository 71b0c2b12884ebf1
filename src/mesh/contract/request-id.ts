import { createHash } from 'crypto';
import { canonicalLine } from './canonical-json';
import type { RequestData } from './contract-data';

/** What a request asks for, before it has an id. */
export type RequestContent = Omit<RequestData, 'id'>;

/**
 * The id of a request: a digest of what is asked for, of which mesh, and by whom. It says the same in every program and under every
 * name of a construct; a request that is changed has another one. Long enough that nobody finds a second request for an id that
 * was accepted.
 */
export function requestId(content: RequestContent, mesh: string): string {
  const { kind, tenant, namespace, key, value, gateway, host } = content;
  const text = canonicalLine({ mesh, kind, tenant, namespace, key, value, gateway, host });
  return `req-${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
}

/** What a request's id should have been; undefined where it is right. */
export function requestIdProblem(request: RequestData, mesh: string): string | undefined {
  const right = requestId(request, mesh);
  return request.id === right ? undefined : `${right}: the id belongs to the content, which was changed after the id was made`;
}
