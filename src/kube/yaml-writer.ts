import { isPlainMap, type PlainMap } from './merge';
import { blockText, fitsBlock, inlineText, numberText } from './yaml-scalar';

/** The longest key that parsers take without being told that it is one. */
const MAX_IMPLICIT_KEY = 1024;
const STEP = '  ';

/**
 * Writes plain JSON as YAML, much faster than a general library: no anchors, comments or styles to care for.
 *
 * The text equals what cdk8s writes except where that would not be read alike by all parsers.
 *
 * @returns the documents, each after a line of `---`
 */
export function toYaml(documents: readonly unknown[]): string {
  return new Writer().documents(documents);
}

class Writer {
  private out: string[] = [];
  /** Manifests repeat the same few words: as keys, and as values. */
  private readonly known = new Map<string, string>();

  public documents(documents: readonly unknown[]): string {
    return documents.map((document) => this.document(document)).join('');
  }

  private document(document: unknown): string {
    this.out = ['---\n'];
    this.node(document, '');
    this.out.push('\n');
    // one piece of memory for each document, where adding text to text would keep all its pieces until the end
    return this.out.join('');
  }

  /** A value that starts where the text now ends; its further lines are indented. */
  private node(value: unknown, indent: string): void {
    if (Array.isArray(value)) this.list(value, indent);
    else if (isPlainMap(value)) this.map(value, indent);
    else this.out.push(this.scalar(value, indent));
  }

  private map(map: PlainMap, indent: string): void {
    let separator = '';
    for (const key of Object.keys(map)) {
      const text = this.inline(key);
      this.out.push(separator + (text.length > MAX_IMPLICIT_KEY ? `? ${text}\n${indent}:` : `${text}:`));
      this.belowKey(map[key], indent);
      separator = `\n${indent}`;
    }
    if (separator === '') this.out.push('{}');
  }

  private belowKey(value: unknown, indent: string): void {
    const inner = indent + STEP;
    this.out.push(isFilled(value) ? `\n${inner}` : ' ');
    this.node(value, inner);
  }

  private list(list: readonly unknown[], indent: string): void {
    let separator = '- ';
    for (const item of list) {
      this.out.push(separator);
      this.node(item, indent + STEP);
      separator = `\n${indent}- `;
    }
    if (list.length === 0) this.out.push('[]');
  }

  private scalar(value: unknown, indent: string): string {
    switch (typeof value) {
      case 'string':
        // text that stands alone in its document has no parent to be indented below
        return fitsBlock(value) && indent !== '' ? blockText(value, indent) : this.inline(value);
      case 'number':
        return numberText(value);
      case 'boolean':
        return String(value);
      default:
        if (value === null || value === undefined) return 'null';
        throw new Error(`a value of type ${typeof value} has no place in YAML: expected plain JSON`);
    }
  }

  private inline(text: string): string {
    if (text.length > 64) return inlineText(text);
    let written = this.known.get(text);
    if (written === undefined) this.known.set(text, written = inlineText(text));
    return written;
  }
}

function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isPlainMap(value) && Object.keys(value).length > 0;
}
