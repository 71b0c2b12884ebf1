import type { Log } from 'sarif';
import { BAD, cli, DOUBTFUL, Folders, GOOD } from './support';

const folders = new Folders();
afterAll(() => folders.remove());

async function sarif(files: Readonly<Record<string, string>>, argv: readonly string[] = ['.']) {
  const { stdout } = await cli(folders.with(files), ['validate', ...argv, '--format', 'sarif']);
  const log = JSON.parse(stdout) as Log;
  expect([log.version, log.$schema, log.runs.length]).toEqual(['2.1.0', 'https://json.schemastore.org/sarif-2.1.0.json', 1]);
  const [{ tool: { driver }, results = [] }] = log.runs;
  return { text: stdout, log, driver, rules: driver.rules!, results };
}

describe('SARIF', () => {
  test('has a rule for each code, with help', async () => {
    const { driver, rules, results } = await sarif({ 'a.yaml': BAD, 'b.yaml': `${BAD}---\n${DOUBTFUL}` });
    expect(driver).toMatchObject({ name: 'cdk8s-ossm', version: expect.stringMatching(/^\d+\.\d+\.\d+$/), informationUri: expect.stringMatching(/^https:/) });
    expect(rules.map(({ id }) => id)).toEqual([...new Set(results.map(({ ruleId }) => ruleId))].sort());
    for (const { name, shortDescription, fullDescription, help, defaultConfiguration } of rules) {
      expect(name).toMatch(/^[A-Z]\w+$/);
      for (const text of [shortDescription?.text, fullDescription?.text, help?.text, help?.markdown]) expect(text).toMatch(/\S/);
      expect(['error', 'warning']).toContain(defaultConfiguration?.level);
    }
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex!].id).toBe(ruleId);
  });

  test('says in a rule what all its findings expect, and otherwise that it is an example', async () => {
    const two = GOOD.replace('timeout: 5s', 'timout: 5s\n    retriez: {}');
    const textOf = async (text: string) => (await sarif({ 'a.yaml': text })).rules.map(({ fullDescription }) => fullDescription!.text);
    expect(await textOf(two)).toEqual(['Schema: unknown field. Expected, for instance: `timeout`, which it looks like.']);
    expect(await textOf(two.replace('    retriez: {}\n', ''))).toEqual(['Schema: unknown field. Expected: `timeout`, which it looks like.']);
  });

  test('has a result for each finding, with its region from 1 on and a relative URI', async () => {
    const { results } = await sarif({ 'x y/ä#1.yaml': BAD });
    expect(results).toHaveLength(1);
    const [{ level, message, locations }] = results;
    expect(level).toBe('error');
    expect(message.text).toMatch(/^VirtualService shop\/reviews spec\.http\[0\]\.timeout: .*'5 s'.*\. Fix: .*\.$/);
    expect(locations).toEqual([{
      physicalLocation: {
        artifactLocation: { uri: 'x%20y/%C3%A4%231.yaml', uriBaseId: '%SRCROOT%' },
        region: { startLine: 10, startColumn: 5 },
      },
      logicalLocations: [{ name: 'spec.http[0].timeout', fullyQualifiedName: 'VirtualService shop/reviews spec.http[0].timeout', kind: 'object' }],
    }]);
  });

  test('names what lies outside the working folder by a whole URI', async () => {
    const other = folders.with({ 'a.yaml': BAD });
    const { results } = await sarif({}, [`${other}/a.yaml`]);
    expect(results[0].locations![0].physicalLocation!.artifactLocation).toEqual({ uri: `file://${other}/a.yaml` });
  });

  test('gives each finding a fingerprint that stays when lines move', async () => {
    const prints = async (text: string) => (await sarif({ 'a.yaml': text })).results.map((r) => r.partialFingerprints!.primaryLocationLineHash);
    const before = await prints(`${BAD}---\n${BAD}---\n${DOUBTFUL}`);
    expect(new Set(before).size).toBe(3);
    expect(await prints(`# moved\n\n${BAD}---\n${BAD}---\n${DOUBTFUL}`)).toEqual(before);
    for (const print of before) expect(print).toMatch(/^[0-9a-f]{16}:\d+$/);
  });

  test('of nothing found is complete, too', async () => {
    const { log, rules, results } = await sarif({ 'a.yaml': GOOD });
    expect([rules, results]).toEqual([[], []]);
    expect(log.runs[0].invocations).toEqual([{ executionSuccessful: true }]);
  });

  test('is the same bytes every time', async () => {
    const files = { 'a.yaml': BAD, 'b.yaml': DOUBTFUL };
    expect((await sarif(files)).text).toBe((await sarif(files)).text);
  });
});
