import type { RequestData } from './contract-data';
import { requestIdProblem } from './request-id';
import { isRecord, listOf, problemAt, record, type Shape, type ShapeProblem, text, whole } from './shape';
import { dnsLabelProblem, labelKeyProblem, labelValueProblem, wildcardHostProblem } from '../../kube/names';

/** What can be asked for. */
export enum RequestKind {
  /** A label on a namespace that the owner writes. */
  NAMESPACE_LABEL = 'namespaceLabel',
  /** A host on a gateway of the owner. */
  GATEWAY_HOST = 'gatewayHost',
}

/** Whether this version of the library knows what a request of that kind asks for. */
export function isKnownKind(kind: string): kind is RequestKind {
  return Object.values<string>(RequestKind).includes(kind);
}

const label = text('a DNS label', dnsLabelProblem);
const common = { id: text('an id, req- and 20 hexadecimal digits', idProblem), kind: text(), tenant: label };

const KINDS: { readonly [kind in RequestKind]: Shape } = {
  [RequestKind.NAMESPACE_LABEL]: record({
    ...common, namespace: label, key: text('the key of a label', labelKeyProblem), value: text('the value of a label', labelValueProblem),
  }),
  [RequestKind.GATEWAY_HOST]: record({ ...common, gateway: label, host: text('a host name', (h) => (h === '*' ? undefined : wildcardHostProblem(h))) }),
};

/** The shape of a request. Of a kind that only a later library knows no more is looked at than its id. */
export const requestShape: Shape = (value, path, report) => {
  const kind = isRecord(value) ? value.kind : undefined;
  const shape = typeof kind === 'string' && isKnownKind(kind) ? KINDS[kind] : record({ id: common.id, kind: common.kind });
  shape(value, path, report);
};

/** A file of requests. */
export interface RequestsData {
  readonly format: number;
  readonly oldestReader: number;
  /** The name of the mesh that is asked. */
  readonly mesh: string;
  readonly requests: ReadonlyArray<RequestData & { readonly reason?: string }>;
}

/** The shape of a file of requests of the present format. */
export const requestsShape: Shape = record({
  format: whole(1),
  oldestReader: whole(1),
  mesh: label,
  requests: listOf(requestShape),
});

/** Ids that do not belong to their content, and requests that are there twice. */
export function requestsProblems({ mesh, requests }: RequestsData): ShapeProblem[] {
  return requests.flatMap((request, i) => {
    const wrong = isKnownKind(request.kind) ? requestIdProblem(request, mesh) : undefined;
    if (wrong) return [problemAt(`requests[${i}].id`, request.id, wrong)];
    return requests.findIndex((r) => r.id === request.id) === i ? [] : [problemAt(`requests[${i}].id`, request.id, 'each request once')];
  });
}

function idProblem(id: string): string | undefined {
  return /^req-[0-9a-f]{20}$/.test(id) ? undefined : '';
}
