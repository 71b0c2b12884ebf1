import { type App, Chart, Testing } from 'cdk8s';
import { Acknowledgements } from '../../src/analysis/acknowledgements';
import { Findings } from '../../src/analysis/findings';
import { fail, MeshError } from '../../src/analysis/mesh-error';
import { Acknowledgement, Risk } from '../../src/vocabulary';

const problem = { code: 'test/bad', what: "the colour 'blue' is wrong", expected: 'red', fix: 'write red' };

function charts(n: number): { app: App; all: Chart[] } {
  const app = Testing.app();
  return { app, all: Array.from({ length: n }, (_, i) => new Chart(app, `c${i}`)) };
}

test('a collected error fails the synth with code, path, place, value, expectation and fix', () => {
  const { app, all } = charts(1);
  Findings.of(all[0]).add(all[0], problem);
  expect(() => app.synth()).toThrow(/\[test\/bad\] c0 \(test\/analysis\/findings\.test\.ts:\d+\): the colour 'blue' is wrong\n {4}expected: red\n {4}fix: write red/);
});

test('a program without findings synthesizes', () => {
  const { app, all } = charts(1);
  Findings.of(all[0]);
  expect(() => app.synth()).not.toThrow();
});

test('a warning does not fail the synth; a root without a summary prints it', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  const { app, all } = charts(1);
  Findings.of(all[0]).add(all[0], { ...problem, severity: 'warning' });
  expect(() => app.synth()).not.toThrow();
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/^Warnings:\n\[test\/bad\] c0/)]]);
  Findings.of(app).leaveWarningsToSummary();
  app.synth();
  expect(warn).toHaveBeenCalledTimes(1);
  warn.mockRestore();
});

test('findings of one root cause are one message that lists the other places', () => {
  const { all } = charts(3);
  for (const chart of all) Findings.of(chart).add(chart, problem);
  Findings.of(all[0]).add(all[0], { ...problem, code: 'test/other' });
  const messages = Findings.of(all[0]).errorMessages();
  expect(messages).toHaveLength(2);
  expect(messages[0]).toMatch(/also at: c1 \(.*\), c2/);
});

test('the same finding at the same place is said once', () => {
  const { all } = charts(1);
  for (let i = 0; i < 2; i++) Findings.of(all[0]).add(all[0], problem);
  expect(Findings.of(all[0]).errorMessages()[0]).not.toContain('also at');
});

test('a check runs once in one synth, however many charts there are, and anew in the next', () => {
  const { app, all } = charts(7);
  let runs = 0;
  Findings.of(app).checkAtSynth(all[0], () => { runs += 1; return []; });
  app.synth();
  expect(runs).toBe(1);
  app.synth();
  expect(runs).toBe(2);
});

test('a check sees a change that was made between two renderings of a chart', () => {
  const { app, all } = charts(1);
  let bad = false;
  Findings.of(app).checkAtSynth(all[0], () => (bad ? [problem] : []));
  expect(() => Testing.synth(all[0])).not.toThrow();
  bad = true;
  expect(() => Testing.synth(all[0])).toThrow(/test\/bad/);
});

test('an error thrown at once shows the frames of the program and none of the library', () => {
  const { all } = charts(1);
  const error = (() => { try { return fail(all[0], problem); } catch (e) { return e as Error; } })() as MeshError;
  expect(error).toBeInstanceOf(MeshError);
  expect(error.stack).toContain('findings.test.ts');
  expect(error.stack).not.toMatch(/src\/analysis|node_modules/);
});

describe('acknowledgements', () => {
  const risk = { ...problem, risk: Risk.AMBIENT_WITH_REVISIONS };

  test('a risk that nobody accepted is an error that names it', () => {
    const { app, all } = charts(1);
    new Acknowledgements(all[0]).raise(risk);
    expect(() => app.synth()).toThrow(/Acknowledgement\.of\(Risk\.AMBIENT_WITH_REVISIONS/);
  });

  test('an accepted risk is a remark with the reason', () => {
    const { app, all } = charts(1);
    new Acknowledgements(all[0], [Acknowledgement.of(Risk.AMBIENT_WITH_REVISIONS, 'tried in staging')]).raise(risk);
    expect(() => app.synth()).not.toThrow();
    expect(Findings.of(app).allRemarks()).toEqual([expect.objectContaining({ kind: 'accepted', text: expect.stringContaining('tried in staging') })]);
  });

  test('one that nothing needs is an error', () => {
    const { app, all } = charts(1);
    new Acknowledgements(all[0], [Acknowledgement.of(Risk.AMBIENT_WITH_REVISIONS, 'just in case')]);
    expect(() => app.synth()).toThrow(/analysis\/unused-acknowledgement/);
  });

  test('one without a reason is an error', () => {
    const { app, all } = charts(1);
    new Acknowledgements(all[0], [Acknowledgement.of(Risk.AMBIENT_WITH_REVISIONS, ' ')]).raise(risk);
    expect(() => app.synth()).toThrow(/analysis\/acknowledgement-without-reason/);
  });
});
