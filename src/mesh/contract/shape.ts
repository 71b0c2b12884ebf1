/** A value of a document that is not what it must be. */
export interface ShapeProblem {
  /** Where it stands, for instance `tenants[0].hosts[1].gateway`; `(document)` for the whole. */
  readonly path: string;
  /** What stands there, as JSON, shortened. */
  readonly value: string;
  readonly expected: string;
}

/** Looks at one value of a document and reports everything that is wrong with it. */
export type Shape = (value: unknown, path: string, report: (problem: ShapeProblem) => void) => void;

/** All that is wrong with a document. Fields that no shape names are somebody else's, and are not looked at. */
export function shapeProblems(document: unknown, shape: Shape): ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  shape(document, '', (problem) => problems.push(problem));
  return problems;
}

/** A text, and where a rule is given one that the rule has nothing against. */
export function text(expected: string = 'a text', rule: (value: string) => string | undefined = notEmpty): Shape {
  return (value, path, report) => {
    const wrong = typeof value === 'string' ? rule(value) : '';
    if (wrong !== undefined) report(problemAt(path, value, wrong === '' ? expected : `${expected}; ${wrong}`));
  };
}

/** One of a few texts. */
export function oneOf(...values: readonly string[]): Shape {
  return (value, path, report) => {
    if (!values.includes(value as string)) report(problemAt(path, value, `one of ${values.join(', ')}`));
  };
}

/** True or false. */
export const flag: Shape = (value, path, report) => {
  if (typeof value !== 'boolean') report(problemAt(path, value, 'true or false'));
};

/** A whole number from a lowest one on. */
export function whole(from: number): Shape {
  return (value, path, report) => {
    if (!Number.isInteger(value) || (value as number) < from) report(problemAt(path, value, `a whole number, ${from} or more`));
  };
}

/** A list whose items all have one shape. */
export function listOf(item: Shape): Shape {
  return (value, path, report) => {
    if (!Array.isArray(value)) report(problemAt(path, value, 'a list'));
    else value.forEach((v, i) => item(v, `${path}[${i}]`, report));
  };
}

/** A map with any keys, whose values all have one shape. */
export function mapOf(item: Shape, keyRule: (key: string) => string | undefined = () => undefined): Shape {
  return (value, path, report) => {
    if (!isRecord(value)) {
      report(problemAt(path, value, 'a map'));
      return;
    }
    for (const [key, v] of Object.entries(value)) {
      const wrong = keyRule(key);
      if (wrong !== undefined) report(problemAt(below(path, key), v, `a usable key; ${wrong}`));
      item(v, below(path, key), report);
    }
  };
}

/** A map with these fields, and any others. */
export function record(required: { readonly [field: string]: Shape }, optional: { readonly [field: string]: Shape } = {}): Shape {
  return (value, path, report) => {
    if (!isRecord(value)) {
      report(problemAt(path, value, `a map with ${Object.keys(required).join(', ')}`));
      return;
    }
    for (const [field, shape] of Object.entries(required)) {
      if (Object.hasOwn(value, field)) shape(value[field], below(path, field), report);
      else report({ path: below(path, field), value: 'missing', expected: 'this field' });
    }
    for (const [field, shape] of Object.entries(optional)) {
      if (Object.hasOwn(value, field)) shape(value[field], below(path, field), report);
    }
  };
}

/** A map of a document: neither null nor a list. */
export function isRecord(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A problem with a value. */
export function problemAt(path: string, value: unknown, expected: string): ShapeProblem {
  const shown = JSON.stringify(value) ?? 'missing';
  return { path: path || '(document)', value: shown.length > 80 ? `${shown.slice(0, 77)}...` : shown, expected };
}

function notEmpty(value: string): string | undefined {
  return value === '' ? 'it is empty' : undefined;
}

function below(path: string, key: string): string {
  const part = /^[A-Za-z_]\w*$/.test(key) ? key : undefined;
  if (part === undefined) return `${path}[${JSON.stringify(key)}]`;
  return path ? `${path}.${part}` : part;
}
