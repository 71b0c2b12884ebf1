import * as ts from 'typescript';
import { boundsAt, type Availability } from './availability';
import { importable, type KindInRelease, type Schema } from './crd';
import { comment, propertyDoc, typeDoc, valueDoc, type Place } from './docs';
import type { KindRow } from './sources';

/** One kind as the post-processing needs it: the schema as the API has it, and what the releases lack. */
export interface ImportedKind {
  readonly row: KindRow;
  readonly at: KindInRelease;
  readonly availability: Availability;
}

/** What becomes of the importer's file. */
export interface TypesOnly {
  /** The TypeScript text, without header. */
  readonly text: string;
  /** Per kind: path pattern in the types' spelling to the API's name, where the two differ. */
  readonly spelling: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

type Kept = ts.InterfaceDeclaration | ts.EnumDeclaration | ts.ClassDeclaration;

/** A place with its two path patterns. */
interface Spot extends Place {
  /** Path pattern in the API's names. */
  readonly api: string;
  /** Path pattern in the types' names. */
  readonly typed: string;
}

/**
 * Keeps of the importer's output what describes data: interfaces, enums and the classes for integers that may be strings. Constructs, their
 * props and their JSON writers go: they drop every field that the types lack. Types and CRD are walked side by side, so that each
 * declaration gets its facts and each renamed property is found.
 */
export function typesOnly(source: string, kinds: readonly ImportedKind[]): TypesOnly {
  const file = ts.createSourceFile('imports.ts', source, ts.ScriptTarget.ES2022, true);
  const walk = new Walk(file);
  for (const kind of kinds) walk.kind(kind);
  return { text: walk.render(), spelling: walk.spelling };
}

class Walk {
  readonly spelling = new Map<string, Map<string, string>>();
  private readonly declared = new Map<string, Kept>();
  private readonly constructs = new Map<string, ts.ClassDeclaration>();
  private readonly spots = new Map<string, Spot>();
  private readonly docs = new Map<ts.Node, readonly string[]>();

  constructor(private readonly file: ts.SourceFile) {
    for (const statement of file.statements) {
      if (ts.isClassDeclaration(statement) && statement.heritageClauses) {
        this.constructs.set(kindOf(statement), statement);
      } else if (isKept(statement)) {
        this.declared.set(statement.name!.text, statement);
      } else if (!ts.isImportDeclaration(statement) && !ts.isFunctionDeclaration(statement)) {
        throw new Error(`cdk8s import wrote a statement that the generator does not know: ${statement.getText().slice(0, 80)}`);
      }
    }
  }

  kind({ row, at, availability }: ImportedKind): void {
    const construct = this.constructs.get(row.kind);
    if (!construct) throw new Error(`cdk8s import wrote no class for ${row.group}/${row.kind}`);
    const names = new Map<string, string>();
    this.spelling.set(`${row.group}/${row.kind}`, names);
    const propsName = `${construct.name!.text}Props`;
    const props = this.declared.get(propsName);
    const spec = props && ts.isInterfaceDeclaration(props) && props.members.find((m) => m.name?.getText() === 'spec');
    if (!spec || !ts.isPropertySignature(spec)) throw new Error(`cdk8s import wrote no spec for ${row.group}/${row.kind}`);
    this.declared.delete(propsName);
    this.type(spec.type!, { kind: row, shown: 'spec', api: 'spec', typed: 'spec', schema: at.spec, bounds: boundsAt(availability, 'spec') }, availability, names);
  }

  render(): string {
    const lower = new Map<string, string>();
    const out: string[] = [];
    for (const [name, declaration] of this.declared) {
      const spot = this.spots.get(name);
      if (!spot) throw new Error(`cdk8s import wrote ${name}, which no path of the CRDs leads to`);
      const twin = lower.get(name.toLowerCase());
      if (twin) throw new Error(`${twin} and ${name} differ by case only`);
      lower.set(name.toLowerCase(), name);
      out.push(`${comment(typeDoc(spot), '')}\n${this.declaration(declaration)}\n`);
    }
    return out.join('\n');
  }

  private type(type: ts.TypeNode, spot: Spot, availability: Availability, names: Map<string, string>): void {
    const below = (sign: string, schema: Schema | undefined): Spot => {
      if (!schema) throw new Error(`${spot.kind.kind} ${spot.shown}: the type has a part that the CRD lacks`);
      const api = `${spot.api}.*`;
      return { ...spot, shown: `${spot.shown}${sign}`, api, typed: `${spot.typed}.*`, schema, bounds: boundsAt(availability, api) };
    };
    if (ts.isArrayTypeNode(type)) {
      if (spot.schema.items) this.type(type.elementType, below('[]', spot.schema.items), availability, names);
    } else if (ts.isTypeLiteralNode(type)) {
      const index = type.members[0] as ts.IndexSignatureDeclaration;
      this.type(index.type, below('.*', spot.schema.additionalProperties as Schema), availability, names);
    } else if (ts.isTypeReferenceNode(type)) {
      this.named(type.typeName.getText(), spot, availability, names);
    }
  }

  private named(name: string, spot: Spot, availability: Availability, names: Map<string, string>): void {
    const declaration = this.declared.get(name);
    if (!declaration) throw new Error(`${spot.kind.kind} ${spot.shown}: no declaration of ${name}`);
    const other = this.spots.get(name);
    if (other) throw new Error(`${name} is the type of two fields, ${other.kind.kind} ${other.shown} and ${spot.kind.kind} ${spot.shown}`);
    this.spots.set(name, spot);
    if (ts.isEnumDeclaration(declaration)) {
      for (const member of declaration.members) {
        const value = enumValue(member);
        this.docs.set(member, valueDoc(spot, value, availability.get(`${spot.api}=${value}`)));
      }
    } else if (ts.isInterfaceDeclaration(declaration)) {
      this.members(declaration, spot, availability, names);
    }
  }

  private members(declaration: ts.InterfaceDeclaration, spot: Spot, availability: Availability, names: Map<string, string>): void {
    const members = new Map(declaration.members.map((m) => [apiName(m), m as ts.PropertySignature]));
    for (const [name, schema] of importable(spot.schema.properties ?? {})) {
      const member = members.get(name);
      if (!member) throw new Error(`${spot.kind.kind} ${spot.shown}.${name}: cdk8s import wrote no property, another one has the same name in camel case`);
      const typedName = member.name.getText();
      const api = `${spot.api}.${name}`;
      const typed = `${spot.typed}.${typedName}`;
      const bounds = boundsAt(availability, api);
      const here: Spot = { kind: spot.kind, shown: `${spot.shown}.${name}`, api, typed, schema, bounds };
      if (typedName !== name) names.set(typed, name);
      this.docs.set(member, propertyDoc(here, spot.kind.widen.includes(api)));
      this.type(member.type!, here, availability, names);
    }
  }

  private declaration(declaration: Kept): string {
    const name = declaration.name!.text;
    if (ts.isInterfaceDeclaration(declaration)) {
      const members = declaration.members.map((m) => {
        const { name: property, questionToken, type } = m as ts.PropertySignature;
        return `${this.doc(m)}\n  readonly ${property.getText()}${questionToken ? '?' : ''}: ${type!.getText()};\n`;
      });
      return `export interface ${name} {\n${members.join('\n')}}`;
    }
    if (ts.isEnumDeclaration(declaration)) {
      const members = declaration.members.map((m) => `${this.doc(m)}\n  ${m.getText(this.file)},\n`);
      return `export enum ${name} {\n${members.join('')}}`;
    }
    return intOrString(name);
  }

  private doc(node: ts.Node): string {
    const lines = this.docs.get(node);
    if (!lines) throw new Error(`no path of the CRDs leads to ${node.getText()}`);
    return comment(lines, '  ');
  }
}

function isKept(statement: ts.Statement): statement is Kept {
  return ts.isInterfaceDeclaration(statement) || ts.isEnumDeclaration(statement) || ts.isClassDeclaration(statement);
}

/** The kind that a construct class renders, from its static `GVK`. */
function kindOf(construct: ts.ClassDeclaration): string {
  for (const member of construct.members) {
    if (!ts.isPropertyDeclaration(member) || member.name.getText() !== 'GVK' || !member.initializer || !ts.isObjectLiteralExpression(member.initializer)) continue;
    const kind = member.initializer.properties.find((p) => p.name?.getText() === 'kind');
    if (kind && ts.isPropertyAssignment(kind) && ts.isStringLiteral(kind.initializer)) return kind.initializer.text;
  }
  throw new Error(`cdk8s import wrote ${construct.name?.text} without a kind`);
}

/** The importer notes the API's name of a property in its `@schema` tag. */
function apiName(member: ts.TypeElement): string {
  const tag = ts.getJSDocTags(member).find((t) => t.tagName.text === 'schema');
  const text = ts.getTextOfJSDocComment(tag?.comment) ?? '';
  if (!text.includes('#')) throw new Error(`cdk8s import wrote ${member.getText()} without the API's name`);
  return text.slice(text.indexOf('#') + 1);
}

function enumValue(member: ts.EnumMember): string {
  const { initializer } = member;
  if (!initializer || !(ts.isStringLiteral(initializer) || ts.isNumericLiteral(initializer))) throw new Error(`enum member without a value: ${member.getText()}`);
  if (initializer.text.startsWith('__stripped')) throw new Error(`cdk8s import refused the value of ${member.getText()}`);
  return initializer.text;
}

/** cdk8s renders an instance as its `value`. */
function intOrString(name: string): string {
  const factory = (type: string) => [
    comment([`A ${type}.`], '  '),
    `  public static from${type[0].toUpperCase()}${type.slice(1)}(value: ${type}): ${name} {`,
    `    return new ${name}(value);`,
    '  }',
  ];
  return [
    `export class ${name} {`,
    ...factory('number'),
    '',
    ...factory('string'),
    '',
    comment(['@param value what is rendered'], '  '),
    '  private constructor(public readonly value: number | string) {}',
    '}',
  ].join('\n');
}
