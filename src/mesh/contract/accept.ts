import type { RequestData } from './contract-data';
import { checkAccepted } from './contract-kinds';
import { labelRequestProblem } from './label-requests';
import { describeRequest, type MeshRequests } from './mesh-requests';
import type { MeshTenant } from './mesh-tenant';
import { isKnownKind, RequestKind } from './request-shape';
import { tenantsOf } from './tenants';
import type { Problem } from '../../analysis/finding';
import { Findings } from '../../analysis/findings';
import { fail } from '../../analysis/mesh-error';
import type { Mesh } from '../mesh';

/** Which requests are accepted. */
export interface AcceptOptions {
  /** The ids of the requests, as the file has them. */
  readonly ids: string[];
}

/** What became of a request. */
type Outcome = Problem | 'accepted' | 'granted before';

/** Does what requests of a tenant's program ask for, one by one as the ids say. */
export function acceptRequests(mesh: Mesh, requests: MeshRequests, options: AcceptOptions): void {
  checkAccepted(mesh, requests, options);
  if (requests.meshName !== mesh.meshName) {
    fail(mesh, {
      code: 'mesh/requests-of-another-mesh',
      what: `${requests._where} asks mesh '${requests.meshName}' for something`,
      expected: `requests to mesh '${mesh.meshName}'`,
      fix: 'take the file that the tenant of this mesh has written',
    });
  }
  for (const id of new Set(options.ids)) {
    const request = requests._data.requests.find((r) => r.id === id);
    const problem = request ? acceptOne(mesh, request) : unknownId(requests, id);
    if (problem) Findings.of(mesh).add(mesh, problem);
  }
  // Read by whoever decides: what stands in the file and was not accepted here.
  for (const request of requests._data.requests.filter((r) => !options.ids.includes(r.id))) {
    Findings.of(mesh).remark(mesh, 'unaccepted', `${describeRequest(request)}, asked by tenant '${request.tenant}' as ${request.id}`);
  }
}

function acceptOne(mesh: Mesh, request: RequestData): Problem | undefined {
  const what = `the request ${request.id} (${describeRequest(request)})`;
  if (!isKnownKind(request.kind)) {
    return {
      code: 'mesh/request-of-unknown-kind',
      what: `${what} cannot be accepted`,
      expected: `one of ${Object.values(RequestKind).join(', ')}`,
      fix: 'update cdk8s-ossm in this program',
    };
  }
  const tenants = tenantsOf(mesh);
  const tenant = tenants.find((t) => t.tenantName === request.tenant);
  if (!tenant) {
    return {
      code: 'mesh/request-of-unknown-tenant',
      what: `${what} is one of tenant '${request.tenant}', which the mesh does not have`,
      expected: tenants.length > 0 ? `one of ${tenants.map((t) => `'${t.tenantName}'`).sort().join(', ')}` : 'a tenant that was added before',
      fix: `call \`mesh.addTenant('${request.tenant}', ...)\` first`,
    };
  }
  const outcome = request.kind === RequestKind.NAMESPACE_LABEL ? acceptLabel(mesh, tenant, request, what) : acceptHost(mesh, tenant, request, what);
  if (outcome === 'accepted') tenant._accepted.push(contentOf(request));
  else if (outcome === 'granted before') Findings.of(tenant).remark(tenant, 'decided', `${what} is granted anyway: leave it out of \`accept\``);
  else return outcome;
  return undefined;
}

function acceptLabel(mesh: Mesh, tenant: MeshTenant, { namespace, key, value }: RequestData, what: string): Outcome {
  const handle = tenant.namespaces.find((n) => n.namespaceName === namespace);
  if (!handle) {
    return {
      code: 'mesh/request-beyond-tenant',
      what: `${what} is about a namespace that tenant '${tenant.tenantName}' does not have`,
      expected: `one of ${tenant.namespaces.map((n) => `'${n.namespaceName}'`).join(', ')}`,
      fix: 'refuse it, or give the tenant that namespace',
    };
  }
  if (!handle._internals.written) {
    return {
      code: 'mesh/request-of-foreign-namespace',
      what: `${what} is about a Namespace that this program does not write`,
      expected: 'a namespace that this program creates or adopts',
      fix: 'have the tenant write the label where it writes the Namespace',
    };
  }
  const wrong = labelRequestProblem(mesh, handle, key!, value!);
  if (wrong) return { code: 'mesh/request-not-acceptable', ...wrong, what: `${what} cannot be accepted: ${wrong.what}` };
  if (handle._internals.hasLabel(key!, value!)) return 'granted before';
  handle._internals.setLabel(key!, value!, tenant, `the accepted request of tenant '${tenant.tenantName}'`);
  return 'accepted';
}

function acceptHost(mesh: Mesh, tenant: MeshTenant, { gateway: gatewayName, host }: RequestData, what: string): Outcome {
  const gateway = mesh._gateways.get(gatewayName!);
  if (!gateway) {
    return {
      code: 'mesh/request-of-unknown-gateway',
      what: `${what} is about a gateway that the mesh does not have`,
      expected: [...mesh._gateways.keys()].map((g) => `'${g}'`).join(', ') || 'a gateway that was added before',
      fix: 'refuse it, or add the gateway first',
    };
  }
  if (tenant._has(gatewayName!, host!)) return 'granted before';
  const served = gateway._served.find((s) => s.host.hostName === host);
  if (served && !served.host._isEmpty) {
    return {
      code: 'mesh/request-not-acceptable',
      what: `${what} cannot be accepted: this program routes the host itself, or delegates parts of it`,
      expected: 'a host that nobody routes',
      fix: `refuse it, or give the tenant a part: \`delegations: [{ host: '${host}', prefix: '/...' }]\``,
    };
  }
  return tenant._takeHostOf(gateway, host!, false) ?? 'accepted';
}

/** What the id is made of; the reason is only for people. */
function contentOf({ id, kind, tenant, namespace, key, value, gateway, host }: RequestData): RequestData {
  return { id, kind, tenant, namespace, key, value, gateway, host };
}

function unknownId(requests: MeshRequests, id: string): Problem {
  const known = requests._data.requests.map((r) => `${r.id} (tenant '${r.tenant}': ${describeRequest(r)})`);
  return {
    code: 'mesh/unknown-request',
    what: `${requests._where} has no request '${id}'`,
    expected: known.length > 0 ? `one of ${known.join('; ')}` : 'an id of the file, which has none',
    fix: 'correct the id; a request that was changed has another one, one that the tenant no longer needs has none',
  };
}
