import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import * as YAML from 'yaml';
import { BAD, DOUBTFUL, Folders, GOOD } from './support';
import { type CliViolation, MeshValidation, type MeshValidationProperties } from '../../src/cli/mesh-validation';
import { bundleProgram, PLUGIN_EXPORT } from '../../tools/bundling';

const REPOSITORY = path.resolve(__dirname, '../..');
const CLI = path.join(REPOSITORY, 'node_modules/.bin/cdk8s');

jest.setTimeout(120_000);

const folders = new Folders();
afterAll(() => folders.remove());

describe('MeshValidation', () => {
  async function report(files: Readonly<Record<string, string>>, properties?: MeshValidationProperties) {
    const folder = folders.with(files);
    const violations: CliViolation[] = [];
    const submitted: unknown[][] = [];
    await new MeshValidation(properties).validate({
      manifests: Object.keys(files).map((file) => path.join(folder, file)),
      report: { addViolation: (violation) => violations.push(violation), submit: (...args) => submitted.push(args) },
    });
    expect(submitted).toHaveLength(1);
    return { folder, violations, status: submitted[0][0], metadata: submitted[0][1] };
  }

  test('accepts what is good', async () => {
    const { violations, status, metadata } = await report({ 'a.yaml': GOOD });
    expect([violations, status]).toEqual([[], 'success']);
    expect(metadata).toEqual({ release: 'OSSM 3.4', judged: '1', skipped: '0', errors: '0', warnings: '0' });
  });

  test('says of each finding what the object is, since constructs are known by its name alone', async () => {
    const { folder, violations, status } = await report({ 'b.yaml': BAD, 'a.yaml': BAD });
    expect(status).toBe('failure');
    expect(violations.map(({ violatingResources: [{ manifestPath }] }) => path.basename(manifestPath))).toEqual(['a.yaml', 'b.yaml']);
    expect(violations[0]).toMatchObject({
      ruleName: expect.stringMatching(/^duration\//),
      recommendation: expect.stringMatching(/^error: .*'5 s'/),
      fix: expect.stringMatching(/\S/),
      violatingResources: [{
        resourceName: 'reviews',
        locations: [`networking.istio.io/v1 VirtualService shop/reviews, spec.http[0].timeout, ${folder}/a.yaml:10:5`],
        manifestPath: `${folder}/a.yaml`,
      }],
    });
  });

  test('reports warnings, and fails for them only where that is wanted', async () => {
    expect(await report({ 'a.yaml': DOUBTFUL })).toMatchObject({ status: 'success', violations: [{ recommendation: expect.stringMatching(/^warning: /) }] });
    expect((await report({ 'a.yaml': DOUBTFUL }, { failOn: 'warning' })).status).toBe('failure');
  });

  test('judges for the release and cluster that are stated', async () => {
    expect((await report({ 'a.yaml': GOOD }, { release: '3.1', openshift: '4.19' })).metadata).toMatchObject({ release: 'OSSM 3.1' });
  });

  test.each([
    [{ relase: '3.4' }, "MeshValidation has no property 'relase', expected: release, openshift, failOn"],
    [{ release: 3 }, "'release' of MeshValidation is 3, expected: a text; write it in quotes"],
    [{ release: '2.6' }, '2.6'],
    [{ failOn: 'never' }, "failOn is 'never', expected: error or warning"],
  ])('refuses the properties %j', (properties, sentence) => {
    const make = () => new MeshValidation(properties as MeshValidationProperties);
    expect(make).toThrow(sentence);
    // the name of a class of its own would be shortened in the package, and printed
    expect(make).toThrow(expect.objectContaining({ constructor: Error }));
  });
});

describe('cdk8s synth with the plugin', () => {
  /** A package as npm would install it: the main module, the program beside it, and the tables. */
  let plugin: string;
  beforeAll(async () => {
    plugin = folders.with({
      'package.json': JSON.stringify({ name: 'cdk8s-ossm', version: '0.1.0', main: 'lib/src/index.js' }),
      'lib/src/index.js': PLUGIN_EXPORT,
      'lib/imports/readme.md': '',
    });
    fs.cpSync(path.join(REPOSITORY, 'imports/schema'), path.join(plugin, 'lib/imports/schema'), { recursive: true });
    fs.mkdirSync(path.join(plugin, 'lib/bin'));
    await bundleProgram(path.join(plugin, 'lib/bin/cdk8s-ossm.js'), path.join(plugin, 'lib/imports/schema'));
  });

  /** `cdk8s synth` of a program that writes these manifests, in a folder of its own. */
  function synth(manifests: Readonly<Record<string, string>>, entry: object, env: Record<string, string> = {}) {
    const dir = folders.with({
      'cdk8s.yaml': YAML.stringify({ language: 'typescript', app: 'node app.js', validations: [{ package: plugin, version: '0.1.0', class: 'MeshValidation', ...entry }] }),
      'app.js': `const fs = require('fs');\nfs.mkdirSync('dist', { recursive: true });\nfor (const [file, text] of Object.entries(${JSON.stringify(manifests)})) fs.writeFileSync('dist/' + file, text);\n`,
    });
    const options = { cwd: dir, env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false', CDK8S_OUTDIR: undefined, ...env }, encoding: 'utf8' as const, stdio: 'pipe' as const };
    const reportFile = path.join(dir, 'report.json');
    const ran = (() => {
      try {
        return { status: 0, output: execFileSync(CLI, ['synth', '--validation-reports-output-file', reportFile], options) };
      } catch (error) {
        const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
        return { status, output: stdout + stderr };
      }
    })();
    return { ...ran, report: fs.existsSync(reportFile) ? JSON.parse(fs.readFileSync(reportFile, 'utf8')) : undefined };
  }

  test('ends with 0 where all is well', () => {
    const { status, report } = synth({ 'a.k8s.yaml': GOOD }, {});
    expect(status).toBe(0);
    expect(report.reports[0]).toMatchObject({ violations: [], summary: { status: 'success', metadata: { judged: '1' } } });
  });

  test('ends with 2 and a report where something is refused', () => {
    const { status, output, report } = synth({ 'a.k8s.yaml': BAD }, { properties: { release: '3.4', openshift: '4.20' } });
    expect(status).toBe(2);
    expect(output).toContain('Validation failed');
    expect(output).toContain('VirtualService shop/reviews');
    expect(report.reports[0]).toMatchObject({
      summary: { status: 'failure' },
      violations: [{ ruleName: expect.stringMatching(/^duration\//), violatingConstructs: [{ resourceName: 'reviews', locations: [expect.stringContaining('dist/a.k8s.yaml:10:5')] }] }],
    });
  });

  test('ends with 0 and a report of warnings, with 2 where they are to fail', () => {
    expect(synth({ 'a.k8s.yaml': DOUBTFUL }, {})).toMatchObject({ status: 0, report: { reports: [{ violations: [{ recommendation: expect.stringMatching(/^warning: /) }] }] } });
    expect(synth({ 'a.k8s.yaml': DOUBTFUL }, { properties: { failOn: 'warning' } }).status).toBe(2);
  });

  test('is found by its name in a folder of plugins', () => {
    const plugins = folders.with({ 'readme.md': '' });
    const modules = path.join(plugins, 'cdk8s-ossm/0.1.0/node_modules');
    fs.mkdirSync(modules, { recursive: true });
    fs.symlinkSync(plugin, path.join(modules, 'cdk8s-ossm'));
    expect(synth({ 'a.k8s.yaml': BAD }, { package: 'cdk8s-ossm' }, { CDK8S_PLUGINS_DIR: plugins }).status).toBe(2);
  });
});

describe('the program as it is installed', () => {
  test('runs by itself, without cdk8s', async () => {
    const dir = folders.with({ 'a.yaml': BAD, 'bin/readme.md': '' });
    const file = path.join(dir, 'bin/cdk8s-ossm.js');
    await bundleProgram(file, path.join(REPOSITORY, 'imports/schema'));
    const text = fs.readFileSync(file, 'utf8');
    expect(text.startsWith('#!/usr/bin/env node\n')).toBe(true);
    expect(text).not.toMatch(/require\("(?:cdk8s|constructs)/);
    const run = (args: string[], input?: string) => {
      try {
        return { status: 0, stdout: execFileSync(process.execPath, [file, ...args], { cwd: dir, input, encoding: 'utf8', stdio: 'pipe' }) };
      } catch (error) {
        return error as { status: number; stdout: string; stderr: string };
      }
    };
    expect(run(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(run(['validate', '-'], GOOD).status).toBe(0);
    expect(run(['validate', 'a.yaml'])).toMatchObject({ status: 1, stdout: expect.stringContaining('a.yaml:10:5') });
    expect(run(['validate', 'b.yaml'])).toMatchObject({ status: 2, stdout: '', stderr: "cdk8s-ossm: 'b.yaml' cannot be read: there is no such file or folder\n" });
  });
});
