import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as YAML from 'yaml';

const REPOSITORY = path.resolve(__dirname, '../..');
const CLI = path.join(REPOSITORY, 'node_modules/.bin/cdk8s');
const PROGRAM = path.join(__dirname, 'fixtures/two-clusters.ts');
const EXPECTED = ['east', 'west'].flatMap((cluster) => [['Namespace', `shop-${cluster}`], ['Istio', `mesh-${cluster}`], ['Deployment', `web-${cluster}`]]);

jest.setTimeout(120_000);

const temporary: string[] = [];
afterAll(() => temporary.forEach((dir) => fs.rmSync(dir, { recursive: true })));

function temporaryFolder(): string {
  temporary.push(fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-cli-')));
  return temporary[temporary.length - 1];
}

/** `cdk8s synth` in a folder of its own, as a user calls it. */
function cdk8sSynth(options: { args?: string[]; validations?: object[] } = {}) {
  const dir = temporaryFolder();
  fs.writeFileSync(path.join(dir, 'cdk8s.yaml'), YAML.stringify({
    language: 'typescript',
    app: `node -r ts-node/register/transpile-only -r tsconfig-paths/register ${PROGRAM}`,
    validations: options.validations,
  }));
  // what the program is compiled with is found from the repository, whatever folder it runs in
  const env = {
    ...process.env,
    CDK8S_CHECK_UPGRADE: 'false',
    CDK8S_OUTDIR: undefined,
    NODE_PATH: path.join(REPOSITORY, 'node_modules'),
    TS_NODE_PROJECT: path.join(REPOSITORY, 'examples/tsconfig.json'),
  };
  const stdout = execFileSync(CLI, ['synth', ...(options.args ?? [])], { cwd: dir, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return { dir, stdout };
}

const yamlFiles = (dir: string) => fs.readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')).sort();
const documents = (text: string) => YAML.parseAllDocuments(text).map((d) => d.toJSON()).filter((d) => d !== null);
const named = (docs: any[]) => docs.map((d) => [d.kind, d.metadata.name]);
const FILES = ['east', 'west'].flatMap((c) => [`${c}/01-base.k8s.yaml`, `${c}/02-control-plane.k8s.yaml`, `${c}/06-workloads.k8s.yaml`]);

describe('cdk8s synth', () => {
  test('finds the manifests in their folders', () => {
    const { dir, stdout } = cdk8sSynth();
    expect(yamlFiles(path.join(dir, 'dist'))).toEqual(FILES);
    for (const file of FILES) expect(stdout).toContain(path.join('dist', file));
  });

  test('--stdout prints documents that stay apart', () => {
    // cdk8s reads the files side by side, and prints each when it has it
    const byName = (docs: any[]) => named(docs).map(String).sort();
    expect(byName(documents(cdk8sSynth({ args: ['--stdout'] }).stdout))).toEqual(EXPECTED.map(String).sort());
  });

  test('--format helm puts the folders into the templates of a chart', () => {
    const { dir } = cdk8sSynth({ args: ['--format', 'helm', '--chart-api-version', 'v2', '--chart-version', '0.1.0'] });
    const templates = path.join(dir, 'dist/templates');
    expect(yamlFiles(templates)).toEqual(FILES);
    expect(named(yamlFiles(templates).flatMap((file) => documents(fs.readFileSync(path.join(templates, file), 'utf8'))))).toEqual(EXPECTED);
  });

  test('a validation plugin is given every manifest, and the construct that made it', () => {
    const file = path.join(temporaryFolder(), 'given.json');
    cdk8sSynth({ validations: [{ package: path.join(__dirname, 'fixtures/recording-plugin.js'), version: '1.0.0', class: 'Recorder', properties: { file } }] });
    const given = JSON.parse(fs.readFileSync(file, 'utf8'));
    expect(named(given.documents)).toEqual(EXPECTED);
    expect(given.metadata).toMatchObject({ 'mesh-east': { path: 'east/istio' }, 'web-west': { path: 'west/web' } });
  });
});
