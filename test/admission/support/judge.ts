import { checkAdmission } from '../../../src/admission/check';
import { formatPath } from '../../../src/analysis/violation';

/** What an object has beside its kind and spec, and the Istio that judges it. */
export interface Circumstances {
  readonly apiVersion?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly istio?: string;
}

/** What admission says of an object, as lines of severity, code and place. */
export function judge(kind: string, spec: unknown, { apiVersion, istio, ...metadata }: Circumstances = {}): string[] {
  const object = { apiVersion: apiVersion ?? 'networking.istio.io/v1', kind, metadata: { name: 'sample', namespace: 'shop', ...metadata }, spec };
  const { judged, violations } = checkAdmission(object, { istio: istio ?? '1.30' });
  if (!judged) throw new Error(`there is no check for ${kind}`);
  for (const { what, expected, fix } of violations) {
    for (const clause of [what, expected, fix]) {
      if (clause === '' || clause.endsWith('.') || clause.includes('undefined')) throw new Error(`not a clause: '${clause}'`);
    }
  }
  return violations.map(({ severity, code, at }) => `${severity} ${code} ${formatPath(at)}`);
}

/** A sentence, a spec, what is said of it, and under which circumstances. */
export type Row = readonly [sentence: string, spec: unknown, said: readonly string[], circumstances?: Circumstances];

/** One test a row. */
export function testRows(kind: string, rows: readonly Row[], common: Circumstances = {}): void {
  test.each(rows.map(([sentence, ...rest]) => [sentence, rest] as const))('%s', (_, [spec, said, circumstances]) => {
    expect(judge(kind, spec, { ...common, ...circumstances }).sort()).toEqual([...said].sort());
  });
}

/** Values of a wrong type in every place of a spec: none may bring a check down. */
export function expectNoCrash(kind: string, spec: unknown, common: Circumstances = {}): void {
  const wrong = [null, 0, -1, 1.5, '', 'x', true, [], [null], [[]], {}, { x: null }];
  for (const place of placesOf(spec)) {
    for (const value of wrong) {
      const copy = { spec: structuredClone(spec) } as any;
      let parent = copy;
      for (const key of place.slice(0, -1)) parent = parent[key];
      parent[place[place.length - 1]] = value;
      judge(kind, copy.spec, common);
    }
  }
}

function placesOf(value: unknown, path: readonly (string | number)[] = ['spec']): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]))];
}
