import { CATALOGUE, type ReleaseMinor, type ZStream } from '../../src/release/catalogue';
import { compareVersions, minorOf } from '../../src/release/istio-version';
import { acceptanceAt, acceptanceFromBaseline, baselineOf, findMinor, findZStream, istioMinorsAt, newestOf, resolveAt } from '../../src/release/lookup';

const ROWS = CATALOGUE.flatMap((minor) => minor.zStreams.map((row): [string, ReleaseMinor, ZStream] => [row.operator, minor, row]));
const row = (operator: string): ZStream => findZStream(findMinor(CATALOGUE, minorOf(operator))!, operator)!;

describe('the table', () => {
  test('holds five minors with their baselines', () => {
    expect(CATALOGUE.map((m) => [m.minor, m.baseline])).toEqual([
      ['3.0', '3.0.14'], ['3.1', '3.1.11'], ['3.2', '3.2.8'], ['3.3', '3.3.6'], ['3.4', '3.4.1'],
    ]);
  });

  test('holds every z-stream up to the baseline, without a gap', () => {
    for (const minor of CATALOGUE) {
      const last = Number(minor.baseline.split('.')[2]);
      expect(minor.zStreams.map((r) => r.operator)).toEqual(Array.from({ length: last + 1 }, (_, i) => `${minor.minor}.${last - i}`));
    }
  });

  test.each([
    ['3.0.0', 'v1.24.3', 'v1.24.3'],
    ['3.0.1', 'v1.24.4', 'v1.24.4 v1.24.3'],
    ['3.0.2', 'v1.24.5', 'v1.24.5 v1.24.4 v1.24.3'],
    ['3.0.3', 'v1.24.6', 'v1.24.6 v1.24.5 v1.24.4 v1.24.3'],
    ['3.0.14', 'v1.24.6', 'v1.24.6 v1.24.5 v1.24.4 v1.24.3'],
    ['3.1.0', 'v1.26.2', 'v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'],
    ['3.1.3', 'v1.26.4', 'v1.26.4 v1.26.3 v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'],
    ['3.1.11', 'v1.26.8', 'v1.26.8 v1.26.6 v1.26.4 v1.26.3 v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'],
    ['3.2.0', 'v1.27.3', 'v1.27.3 v1.26.4 v1.26.3 v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'],
    ['3.2.1', 'v1.27.3', 'v1.27.3 v1.26.6 v1.26.4 v1.26.3 v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'],
    ['3.2.5', 'v1.27.9', 'v1.27.9 v1.27.8 v1.27.5 v1.27.3 v1.26.8 v1.26.6 v1.26.4 v1.26.3 v1.26.2 v1.24.6 v1.24.5 v1.24.4 v1.24.3'],
    ['3.3.0', 'v1.28.4', 'v1.28.4 v1.27.5 v1.27.3 v1.26.8 v1.26.6 v1.26.4 v1.26.3 v1.26.2'],
    ['3.3.3', 'v1.28.6', 'v1.28.6 v1.28.5 v1.28.4 v1.27.9 v1.27.8 v1.27.5 v1.27.3 v1.26.8 v1.26.6 v1.26.4 v1.26.3 v1.26.2'],
    ['3.4.0', 'v1.30.1', 'v1.30.1 v1.28.8 v1.28.6 v1.28.5 v1.28.4 v1.27.9 v1.27.8 v1.27.5 v1.27.3'],
    ['3.4.1', 'v1.30.3', 'v1.30.3 v1.30.1 v1.28.10 v1.28.8 v1.28.6 v1.28.5 v1.28.4 v1.27.9 v1.27.8 v1.27.5 v1.27.3'],
  ])('%s installs %s by default', (operator, defaultVersion, installable) => {
    expect(row(operator).defaultVersion).toBe(defaultVersion);
    expect(row(operator).installable).toEqual(installable.split(' '));
  });

  test('only 3.4 lists versions as end-of-life: those of Istio 1.26', () => {
    const endOfLife = ROWS.filter(([, , r]) => r.endOfLife.length > 0).map(([operator, , r]) => [operator, ...r.endOfLife]);
    const versions = ['v1.26.8', 'v1.26.6', 'v1.26.4', 'v1.26.3', 'v1.26.2'];
    expect(endOfLife).toEqual([['3.4.1', ...versions], ['3.4.0', ...versions]]);
  });

  test('pairs each minor with OpenShift, Kiali, Gateway API and the Sail Operator', () => {
    expect(CATALOGUE.map((m) => [m.minor, m.openShift.join('-'), m.kiali, m.gatewayApi, m.sail])).toEqual([
      ['3.0', '4.14-4.20', 'v2.4', 'v1.2.1', '1.0'],
      ['3.1', '4.16-4.20', 'v2.11', 'v1.3.0', '1.26'],
      ['3.2', '4.18-4.22', 'v2.17', 'v1.3.0', '1.27'],
      ['3.3', '4.18-4.22', 'v2.22', 'v1.4.1', '1.28'],
      ['3.4', '4.20-4.22', 'v2.27', 'v1.5.1', '1.30'],
    ]);
  });

  test('knows the Istio minors of each release', () => {
    expect(CATALOGUE.map((m) => istioMinorsAt(baselineOf(m)))).toEqual([
      ['1.24'], ['1.26', '1.24'], ['1.27', '1.26', '1.24'], ['1.28', '1.27', '1.26'], ['1.30', '1.28', '1.27'],
    ]);
  });
});

describe.each(ROWS)('%s', (operator, minor, r) => {
  test('is a z-stream of its minor', () => {
    expect(minorOf(operator)).toBe(minor.minor);
  });

  test('lists exact versions, newest first, none twice', () => {
    for (const list of [r.installable, r.endOfLife]) {
      expect(list.every((v) => /^v\d+\.\d+\.\d+$/.test(v))).toBe(true);
      expect([...new Set(list)].sort((a, b) => compareVersions(b, a))).toEqual(list);
    }
  });

  test('installs by default the newest version it has', () => {
    expect(r.defaultVersion).toBe(r.installable[0]);
  });

  test('installs nothing that is end-of-life', () => {
    expect(r.installable.filter((v) => r.endOfLife.includes(v))).toEqual([]);
  });

  test('resolves each alias to the newest version of its minor', () => {
    const { accepted, endOfLife } = acceptanceAt(r);
    const aliases = [...accepted, ...endOfLife].filter((v) => v.endsWith('-latest'));
    expect(aliases).toHaveLength(new Set([...r.installable, ...r.endOfLife].map(minorOf)).size);
    for (const alias of aliases) {
      const ofMinor = [...r.installable, ...r.endOfLife].filter((v) => minorOf(v) === minorOf(alias));
      expect(resolveAt(r, alias)).toBe(ofMinor.sort((a, b) => compareVersions(b, a))[0]);
    }
  });

  test('keeps what the z-stream before it installs', () => {
    const before = minor.zStreams.filter((o) => compareVersions(o.operator, operator) < 0);
    expect(before.flatMap((o) => o.installable).filter((v) => !r.installable.includes(v))).toEqual([]);
  });
});

test('an alias stands before its versions, as in the CRD', () => {
  expect(acceptanceAt(row('3.4.0'))).toEqual({
    accepted: [
      'v1.30-latest', 'v1.30.1', 'v1.28-latest', 'v1.28.8', 'v1.28.6', 'v1.28.5', 'v1.28.4',
      'v1.27-latest', 'v1.27.9', 'v1.27.8', 'v1.27.5', 'v1.27.3',
    ],
    endOfLife: ['v1.26-latest', 'v1.26.8', 'v1.26.6', 'v1.26.4', 'v1.26.3', 'v1.26.2'],
  });
});

test('at the baseline a minor accepts what its newest row accepts', () => {
  for (const minor of CATALOGUE) expect(acceptanceFromBaseline(minor)).toEqual(acceptanceAt(newestOf(minor)));
});
