import type { IConstruct } from 'constructs';
import type { ContractData, RequestData, TenantData } from './contract-data';
import { MeshRequests, REQUESTS, describeRequest } from './mesh-requests';
import { type RequestContent, requestId } from './request-id';
import { RequestKind } from './request-shape';
import { Findings } from '../../analysis/findings';
import type { MeshOwner } from '../../vocabulary/mesh-facts';

/**
 * What this program asks the owner of a mesh for. Within a standing grant there is nothing to ask.
 *
 * What was accepted stays in the book: the owner's program accepts from the file at each synth, not once.
 */
export class RequestBook implements MeshOwner {
  private readonly asked = new Map<string, RequestData & { readonly reason: string }>();

  public constructor(private readonly contract: ContractData, private readonly tenant: TenantData) {}

  public requestNamespaceLabel(request: Parameters<MeshOwner['requestNamespaceLabel']>[0]): void {
    const { namespace, key, value, why, by } = request;
    const known = this.contract.namespaces.find((n) => n.name === namespace);
    if (known?.owned) {
      this.ask({ kind: RequestKind.NAMESPACE_LABEL, tenant: this.tenant.name, namespace, key, value }, why, by);
      return;
    }
    Findings.of(by).add(by, {
      code: 'mesh/label-of-no-owner',
      what: `namespace '${namespace}' needs label ${key}: ${value} (${why}), but the owner of mesh '${this.contract.mesh.name}' does not write that Namespace, and this handle only refers to it`,
      expected: 'the label where the Namespace is written',
      fix: `where this program writes it, use \`mesh.addNamespace('${namespace}')\` or \`mesh.adopt(...)\`; otherwise add the label there, and leave the verb out here`,
      cause: `${namespace} ${key}`,
    });
  }

  public requestGatewayHost({ gateway, host, why, by }: { gateway: string; host: string; why: string; by: IConstruct }): void {
    this.ask({ kind: RequestKind.GATEWAY_HOST, tenant: this.tenant.name, gateway, host }, why, by);
  }

  /** All of it as a file. */
  public toRequests(): MeshRequests {
    const { mesh } = this.contract;
    const requests = [...this.asked.values()].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
    return MeshRequests._of({ format: REQUESTS.format, oldestReader: 1, mesh: mesh.name, requests }, 'mesh requests');
  }

  /** Whether the owner has accepted a request. */
  private isAccepted(id: string): boolean {
    return this.tenant.accepted.some((a) => a.id === id);
  }

  private ask(content: RequestContent, why: string, by: IConstruct): void {
    const id = requestId(content, this.contract.mesh.name);
    if (!this.asked.has(id)) this.asked.set(id, { ...content, id, reason: why });
    if (this.isAccepted(id)) return;
    Findings.of(by).remark(by, 'open',
      `${describeRequest(content)}, asked of the owner of mesh '${this.contract.mesh.name}' as ${id} (${why})`);
  }
}

function sortKey({ kind, namespace, key, value, gateway, host }: RequestData): string {
  return [kind, namespace, key, value, gateway, host].map((part) => part ?? '').join('\n');
}
