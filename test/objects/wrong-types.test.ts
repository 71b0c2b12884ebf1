import { EVERYTHING } from './everything';
import { Findings } from '../../src/analysis/findings';
import { OpenShift, OssmRelease } from '../../src/release';
import { fakeProgram } from '../support/fake-mesh';

/** What JavaScript lets through, and a compiler would not. */
const WRONG: { readonly [what: string]: unknown } = {
  'null': null,
  'a number': 42,
  'a fraction': -0.5,
  'not a number': NaN,
  'a text': 'text',
  'an empty text': '',
  'true': true,
  'an empty list': [],
  'a list of texts': ['text'],
  'a list of null': [null],
  'a list of lists': [[]],
  'an empty map': {},
  'a map': { some: 'thing' },
  'a map of null': { some: null },
  'a function': () => 'text',
  'a date': new Date(0),
};

/** One of our sentences: a code, what is wrong, what is expected, the fix. */
const OURS = /\[[a-z-]+\/[a-z0-9-]+\][\s\S]+expected: [\s\S]+fix: /;

type Step = string | number;

/** All places in props; what a factory or a construct has made is one value. */
function placesIn(value: unknown, at: readonly Step[] = []): (readonly Step[])[] {
  const below = Array.isArray(value) ? value.map((v, i) => [i, v] as const)
    : typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype ? Object.entries(value) : [];
  return [at, ...below.flatMap(([step, v]) => placesIn(v, [...at, step]))];
}

/** Props with another value at a place. */
function withValue(props: any, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value;
  const copy = Array.isArray(props) ? [...props] : { ...props };
  copy[step] = withValue(props[step], rest, value);
  return copy;
}

function program() {
  const fake = fakeProgram({ release: OssmRelease.V3_4, openshift: OpenShift.V4_23, istioMinor: '1.30' });
  const namespace = fake.mesh.namespace('shop');
  const web = namespace.serviceFromName('web', { port: 8080 });
  const other = fake.mesh.namespace('stock').serviceFromName('items', { port: 8080 });
  return { ...fake, place: { namespace, web, other } };
}

/** What comes of props: nothing, or the error that is not ours. */
function failureOf(kind: string, props: (place: ReturnType<typeof program>['place']) => unknown): string | undefined {
  const { app, chart, place } = program();
  try {
    EVERYTHING[kind].write(chart, 'it', props(place));
    chart.toJson();
    Findings.of(app).all();
    return undefined;
  } catch (e) {
    const error = e as Error;
    return OURS.test(error.message) && !(error instanceof TypeError) ? undefined : `${error.name}: ${error.message.split('\n')[0]}`;
  }
}

describe.each(Object.keys(EVERYTHING))('whatever stands in a property of %s', (kind) => {
  test('nothing is written, or one of our sentences says what is wrong', () => {
    const failures = new Set<string>();
    const count = EVERYTHING[kind].props(program().place).length;
    for (let variant = 0; variant < count; variant++) {
      for (const at of placesIn(EVERYTHING[kind].props(program().place)[variant])) {
        for (const [what, value] of Object.entries(WRONG)) {
          const failure = failureOf(kind, (place) => withValue(EVERYTHING[kind].props(place)[variant], at, value));
          if (failure) failures.add(`${at.join('.')} is ${what}: ${failure}`);
        }
      }
    }
    expect([...failures]).toEqual([]);
  });
});
