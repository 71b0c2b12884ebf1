import { canonicalJson } from './canonical-json';
import { type DocumentKind, readDocument, readFile, writeFile } from './document';
import type { RequestContent } from './request-id';
import { isKnownKind, RequestKind, type RequestsData, requestsProblems, requestsShape } from './request-shape';

/** The files of requests that this library writes and reads. Not public. */
export const REQUESTS: DocumentKind = {
  name: 'file of mesh requests',
  code: 'mesh/requests',
  source: 'MeshApp or `mesh.requests().write(...)` writes it in the program of the team that asks',
  format: 1,
  migrations: {},
  shape: requestsShape,
  coherence: (document) => requestsProblems(document as unknown as RequestsData),
};

/** Something that a team asks the owner of a mesh for. */
export interface MeshRequest {
  /** What `Mesh.accept` is told. It belongs to the content: a request that is changed has another one. */
  readonly id: string;
  /** What is asked for. */
  readonly kind: RequestKind;
  /** The team that asks, as the owner's `addTenant` names it. */
  readonly tenant: string;
  /**
   * The namespace to be labelled.
   * @default - undefined for other kinds
   */
  readonly namespace?: string;
  /**
   * The key of the label.
   * @default - undefined for other kinds
   */
  readonly key?: string;
  /**
   * The value of the label.
   * @default - undefined for other kinds
   */
  readonly value?: string;
  /**
   * The name of the gateway.
   * @default - undefined for other kinds
   */
  readonly gateway?: string;
  /**
   * The host, in full.
   * @default - undefined for other kinds
   */
  readonly host?: string;
  /** What it is needed for. Not part of the id. */
  readonly reason: string;
}

/**
 * What a team's program needs of objects that another program owns: one file from program to program.
 *
 * The team's program makes it (`ContractedMesh.requests()`, or `MeshApp` by itself); the owner's program reads it and accepts
 * single entries. The file holds everything that is needed beyond the standing grants, whether or not it was accepted, so
 * that an accepted entry stays accepted.
 */
export class MeshRequests {
  /**
   * The requests of a file, read while the program runs.
   *
   * @param path absolute, or relative to the directory in which the program runs
   * @throws if there is no such file, or it holds no requests; the error lists everything that is wrong in it
   */
  public static fromFile(path: string): MeshRequests {
    return MeshRequests._of(readDocument(REQUESTS, readFile(REQUESTS, path), path), path);
  }

  /**
   * The requests of a text.
   *
   * @param text JSON, as `toJson` returns it
   * @throws if the text holds no requests; the error lists everything that is wrong in it
   */
  public static fromJson(text: string): MeshRequests {
    const where = 'mesh requests';
    return MeshRequests._of(readDocument(REQUESTS, text, where), where);
  }

  /** @internal */
  public static _of(document: { [key: string]: unknown }, where: string): MeshRequests {
    return new MeshRequests(document, where);
  }

  /** The name of the mesh that is asked. */
  public readonly meshName: string;
  /** What is asked for, by kind and content. Kinds that only a later version of this library knows are left out. */
  public readonly entries: MeshRequest[];

  /** @internal */
  public readonly _data: RequestsData;

  private constructor(
    private readonly document: { [key: string]: unknown },
    /** How messages name it. @internal */
    public readonly _where: string,
  ) {
    this._data = document as unknown as RequestsData;
    this.meshName = this._data.mesh;
    this.entries = this._data.requests.flatMap(({ id, kind, tenant, namespace, key, value, gateway, host, reason = '' }) => (isKnownKind(kind)
      ? [{ id, kind, tenant, namespace, key, value, gateway, host, reason }] : []));
  }

  /** Whether nothing is asked for. */
  public get isEmpty(): boolean {
    return this._data.requests.length === 0;
  }

  /** The text of the file: sorted, the same for the same requests, without anything secret. */
  public toJson(): string {
    return canonicalJson(this.document);
  }

  /**
   * Writes the file at once, and the folders above it. Not into the output folder of the manifests: `cdk8s synth` empties that.
   *
   * @param path absolute, or relative to the directory in which the program runs
   */
  public write(path: string): void {
    writeFile(path, this.toJson());
  }
}

/** An entry as a person recognises it. Not public. */
export function describeRequest(request: Omit<RequestContent, 'tenant'>): string {
  switch (request.kind) {
    case RequestKind.NAMESPACE_LABEL: return `label ${request.key}=${request.value} on namespace '${request.namespace}'`;
    case RequestKind.GATEWAY_HOST: return `host '${request.host}' on gateway '${request.gateway}'`;
    default: return `a request of kind '${request.kind}', which this version of cdk8s-ossm does not know`;
  }
}
