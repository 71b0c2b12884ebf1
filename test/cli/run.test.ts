import * as path from 'path';
import { BAD, cli, DOUBTFUL, findings, Folders, GOOD } from './support';

const folders = new Folders();
afterAll(() => folders.remove());

describe('exit codes', () => {
  test('0 where nothing is found', async () => {
    const { code, stdout, stderr } = await cli(folders.with({ 'a.yaml': GOOD }), ['validate', 'a.yaml']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe('nothing found (1 file, 1 document: 1 object judged for OSSM 3.4 with Istio 1.30, 0 skipped)\n');
  });

  test('1 where an error is found', async () => {
    const { code, stderr } = await cli(folders.with({ 'a.yaml': BAD }), ['validate', 'a.yaml']);
    expect([code, stderr]).toEqual([1, '']);
  });

  test('of warnings, 1 only where that is wanted', async () => {
    const cwd = folders.with({ 'a.yaml': DOUBTFUL });
    const { code, stdout } = await cli(cwd, ['validate', 'a.yaml']);
    expect(code).toBe(0);
    expect(stdout).toContain('1 warning (');
    expect((await cli(cwd, ['validate', 'a.yaml', '--fail-on', 'warning'])).code).toBe(1);
    expect((await cli(cwd, ['validate', 'a.yaml', '--fail-on=error'])).code).toBe(0);
  });

  test.each([
    [['validate', 'missing.yaml'], "'missing.yaml' cannot be read: there is no such file or folder"],
    [['validate', 'a.yaml/b'], "'a.yaml/b' cannot be read: there is no such file or folder"],
    [['validate', 'empty'], "the folder 'empty' has no file that ends in .yaml, .yml, .json"],
    [['validate'], "nothing to validate is named, expected: files, folders, or '-' for standard input"],
    [[], 'no command is given, expected: cdk8s-ossm validate PATH...'],
    [['valdate', 'a.yaml'], "'valdate' is no command, expected: validate"],
    [['validate', 'a.yaml', '--relase', '3.4'], "unknown option '--relase'"],
    [['validate', 'a.yaml', '--release'], "option '--release <value>' argument missing"],
    [['validate', 'a.yaml', '--help=x'], "option '-h, --help' does not take an argument"],
    [['validate', 'a.yaml', '--format', 'xml'], "--format is 'xml', expected: text or json or sarif"],
    [['validate', 'a.yaml', '--fail-on', 'never'], "--fail-on is 'never', expected: error or warning"],
    [['validate', 'a.yaml', '--release', '2.6'], '"2.6" is no OSSM release that this library knows, expected: one of 3.0'],
    [['validate', 'a.yaml', '--release', '3.4.99'], '"3.4.99" is no z-stream of OSSM 3.4'],
    [['validate', 'a.yaml', '--openshift', '5.0'], '"5.0" is no OpenShift version that this library knows, expected: one of 4.14'],
  ])('2 with a sentence: %j', async (argv, sentence) => {
    const { code, stdout, stderr } = await cli(folders.with({ 'a.yaml': BAD, 'empty/readme.md': '' }), argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`cdk8s-ossm: ${sentence}`);
    expect(stderr).not.toMatch(/\n.*at .*\(/);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('--help and --version', () => {
  test('print to standard output', async () => {
    const cwd = folders.with({});
    expect(await cli(cwd, ['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect((await cli(cwd, ['--help'])).stdout).toContain('cdk8s-ossm validate PATH...');
    const { code, stdout } = await cli(cwd, ['validate', '-h']);
    expect(code).toBe(0);
    for (const option of ['--release', '--openshift', '--format', '--fail-on']) expect(stdout).toContain(option);
  });
});

describe('text', () => {
  test('names place, severity, message and code, and below it the object and the fix, file by file', async () => {
    const { stdout } = await cli(folders.with({ 'b.yaml': BAD, 'a/a.yaml': `${BAD}---\n${DOUBTFUL}` }), ['validate', '.']);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^a\/a\.yaml:10:5 {2}error {2}.*'5 s'.* {2}\(duration\/\S+\)$/);
    expect(lines[1]).toBe('    at:  VirtualService shop/reviews  spec.http[0].timeout');
    expect(lines[2]).toMatch(/^ {4}fix: \S/);
    expect(lines[3]).toMatch(/^a\/a\.yaml:\d+:\d+ {2}warning {2}/);
    expect(lines[6]).toBe('');
    expect(lines[7]).toMatch(/^b\.yaml:10:5/);
    expect(lines.slice(-2)).toEqual(['2 errors, 1 warning (2 files, 3 documents: 3 objects judged for OSSM 3.4 with Istio 1.30, 0 skipped)', '']);
  });

  test('writes out control characters of values, which terminals obey and which break lines', async () => {
    const { stdout } = await cli(folders.with({ 'a.yaml': GOOD.replace('name: reviews', 'name: "r\\n\\e[31m\\u202e"') }), ['validate', 'a.yaml']);
    expect(stdout.split('\n')).toHaveLength(6);
    expect(stdout).toContain(String.raw`at:  VirtualService shop/r\u000a\u001b[31m\u202e  metadata.name`);
    // eslint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e]/);
  });

  test('has colours for people only, and not where NO_COLOR is set', async () => {
    const cwd = folders.with({ 'a.yaml': BAD });
    expect((await cli(cwd, ['validate', 'a.yaml'])).stdout).not.toContain('\u001b');
    expect((await cli(cwd, ['validate', 'a.yaml'], { isTTY: true })).stdout).toContain('\u001b[31merror\u001b[0m');
    expect((await cli(cwd, ['validate', 'a.yaml'], { isTTY: true, env: { NO_COLOR: '1' } })).stdout).not.toContain('\u001b');
    expect((await cli(cwd, ['validate', 'a.yaml', '--format', 'json'], { isTTY: true })).stdout).not.toContain('\u001b');
  });
});

describe('json', () => {
  test('has these fields in this order, and the same bytes every time', async () => {
    const cwd = folders.with({ 'a.yaml': BAD, 'b.yml': DOUBTFUL, 'c.json': '{"apiVersion": "v1", "kind": "Pod"}' });
    const { code, stdout } = await cli(cwd, ['validate', 'a.yaml', 'b.yml', 'c.json', '--format', 'json']);
    expect(code).toBe(1);
    const parsed = JSON.parse(stdout);
    expect(Object.keys(parsed)).toEqual(['findings', 'summary']);
    expect(parsed.summary).toEqual({ files: 3, documents: 3, judged: 2, skipped: 1, errors: 1, warnings: 1 });
    expect(Object.keys(parsed.summary)).toEqual(['files', 'documents', 'judged', 'skipped', 'errors', 'warnings']);
    const [finding] = parsed.findings;
    expect(Object.keys(finding)).toEqual(['code', 'severity', 'message', 'fix', 'object', 'path', 'source']);
    expect(finding).toMatchObject({
      severity: 'error',
      object: { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', namespace: 'shop', name: 'reviews' },
      path: 'spec.http[0].timeout',
      source: { file: 'a.yaml', line: 10, column: 5 },
    });
    expect((await cli(cwd, ['validate', 'c.json', 'b.yml', 'a.yaml', 'a.yaml', '--format', 'json'])).stdout).toBe(stdout);
  });
});

describe('paths', () => {
  test('folders are read with those below them, except what is of others', async () => {
    const cwd = folders.with({ 'a.yaml': BAD, 'x/b.yml': BAD, 'x/y/c.json': '{"apiVersion": "v1"', 'x/readme.md': BAD, 'node_modules/d.yaml': BAD, '.git/e.yaml': BAD, '.hidden/f.YAML': BAD });
    const files = (await findings(cwd, ['.'])).map((line) => line.split(':')[0]);
    expect(files).toEqual(['.hidden/f.YAML', 'a.yaml', 'x/b.yml', 'x/y/c.json']);
  });

  test('a file is read whatever it is called, and once, however often it is named', async () => {
    const cwd = folders.with({ 'a.txt': BAD });
    expect(await findings(cwd, ['a.txt', './a.txt', path.join(cwd, 'a.txt')])).toHaveLength(1);
  });

  test('a file outside the working folder is named by its whole path', async () => {
    const other = folders.with({ 'a.yaml': BAD });
    const [line] = await findings(folders.with({}), [path.join(other, 'a.yaml')]);
    expect(line.startsWith(`${other}/a.yaml:10:5 `)).toBe(true);
  });

  test("'-' is standard input, beside files, and read as a whole", async () => {
    const cwd = folders.with({ 'a.yaml': BAD });
    expect(await findings(cwd, ['-', 'a.yaml'], BAD.replace('reviews', 'ré€🙂'))).toEqual([
      expect.stringMatching(/^a\.yaml:10:5 /), expect.stringMatching(/^stdin:4:3 /), expect.stringMatching(/^stdin:10:5 /),
    ]);
  });

  test('the release is taken from the set as a whole', async () => {
    const mesh = 'apiVersion: sailoperator.io/v1\nkind: Istio\nmetadata: {name: default}\nspec: {version: v1.24.6, namespace: istio-system}\n';
    const cwd = folders.with({ 'a.yaml': GOOD, 'z.yaml': mesh });
    expect((await cli(cwd, ['validate', '.'])).stdout).toContain('for OSSM 3.0 with Istio 1.24');
    expect((await cli(cwd, ['validate', '.', '--release', '3.1'])).stdout).toContain('for OSSM 3.1 with Istio 1.24');
    expect((await cli(cwd, ['validate', 'a.yaml', '--release', '3.1.2'])).stdout).toContain('for OSSM 3.1.2 with Istio 1.26');
  });
});
