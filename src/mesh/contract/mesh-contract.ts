import { canonicalJson } from './canonical-json';
import { contractProblems } from './contract-coherence';
import type { ContractData } from './contract-data';
import { contractShape } from './contract-shape';
import { type DocumentKind, readDocument, readFile, writeFile } from './document';

/** The contracts that this library writes and reads. Not public. */
export const CONTRACT: DocumentKind = {
  name: 'mesh contract',
  code: 'mesh/contract',
  source: 'MeshApp or `mesh.contract().write(...)` writes it in the program of the mesh\'s owner',
  format: 1,
  migrations: {},
  shape: contractShape,
  coherence: (document) => contractProblems(document as unknown as ContractData),
};

/**
 * What the owner of a mesh tells other programs about it: one file from program to program.
 *
 * It holds no secret, and nothing that only this library understands. The owner's program makes it (`Mesh.contract()`, or
 * `MeshApp` by itself), other programs build their handles from it (`Mesh.fromContract`).
 */
export class MeshContract {
  /**
   * The contract of a file, read while the program runs.
   *
   * @param path absolute, or relative to the directory in which the program runs
   * @throws if there is no such file, it holds no contract, or one that this version of the library is too old for; the error lists
   *   everything that is wrong in it
   */
  public static fromFile(path: string): MeshContract {
    return MeshContract._of(readDocument(CONTRACT, readFile(CONTRACT, path), path), path);
  }

  /**
   * The contract of a text.
   *
   * @param text JSON, as `toJson` returns it
   * @throws if the text holds no contract, or one that this version of the library is too old for; the error lists everything that
   *   is wrong in it
   */
  public static fromJson(text: string): MeshContract {
    const where = 'mesh contract';
    return MeshContract._of(readDocument(CONTRACT, text, where), where);
  }

  /** @internal */
  public static _of(document: { [key: string]: unknown }, where: string): MeshContract {
    return new MeshContract(document, where);
  }

  /** The name of the mesh. */
  public readonly meshName: string;
  /** The format of the contract: a whole number that rises where readers must learn something. */
  public readonly format: number;
  /**
   * The name of the cluster.
   * @default - undefined where the owner's program has none
   */
  public readonly clusterName?: string;
  /** The names of the tenants, sorted. */
  public readonly tenantNames: string[];

  /** @internal */
  public readonly _data: ContractData;

  private constructor(
    private readonly document: { [key: string]: unknown },
    /** How messages name it. @internal */
    public readonly _where: string,
  ) {
    this._data = document as unknown as ContractData;
    this.meshName = this._data.mesh.name;
    this.format = this._data.format;
    this.clusterName = this._data.cluster.name;
    this.tenantNames = this._data.tenants.map((t) => t.name).sort();
  }

  /** The text of the file: sorted, the same for the same mesh, with all that a later version of this library wrote into it. */
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
