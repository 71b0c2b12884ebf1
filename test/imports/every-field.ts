import { readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import { PROJECT } from '../../tools/imports/sources';

/** Chooses among the values of an enum. */
export type PickValue = (values: readonly (string | number)[]) => string | number;

/**
 * A value of a generated type with every field set: one item in each list, one key in each map, the enum value that `pick` chooses.
 * Read from the committed file, as a user's program would see it.
 */
export class EveryField {
  private readonly declared = new Map<string, ts.Statement>();

  constructor(group: string, private readonly pick: PickValue) {
    const text = readFileSync(join(PROJECT, 'imports', `${group}.ts`), 'utf8');
    for (const statement of ts.createSourceFile('types.ts', text, ts.ScriptTarget.ES2022, true).statements) {
      const name = (statement as ts.InterfaceDeclaration).name?.text;
      if (name) this.declared.set(name, statement);
    }
  }

  /** The spec of a kind; the types spell acronyms their own way (`GrpcRouteSpec`). */
  specOf(kind: string): any {
    const name = [...this.declared.keys()].find((n) => n.toLowerCase() === `${kind}spec`.toLowerCase());
    if (!name) throw new Error(`no type of the spec of ${kind}`);
    return this.of(name);
  }

  private of(name: string): unknown {
    const declaration = this.declared.get(name)!;
    if (ts.isInterfaceDeclaration(declaration)) {
      return Object.fromEntries(declaration.members.map((m) => [m.name!.getText(), this.value((m as ts.PropertySignature).type!)]));
    }
    if (ts.isEnumDeclaration(declaration)) {
      return this.pick(declaration.members.map((m) => {
        const value = m.initializer as ts.StringLiteral | ts.NumericLiteral;
        return ts.isNumericLiteral(value) ? Number(value.text) : value.text;
      }));
    }
    return 1;
  }

  private value(type: ts.TypeNode): unknown {
    if (ts.isArrayTypeNode(type)) return [this.value(type.elementType)];
    if (ts.isTypeLiteralNode(type)) return { key: this.value((type.members[0] as ts.IndexSignatureDeclaration).type) };
    if (ts.isTypeReferenceNode(type)) return this.of(type.typeName.getText());
    switch (type.kind) {
      case ts.SyntaxKind.StringKeyword: return 'text';
      case ts.SyntaxKind.NumberKeyword: return 1;
      case ts.SyntaxKind.BooleanKeyword: return true;
      default: return {};
    }
  }
}
