import { cdk8s, javascript } from 'projen';

/** The rooms of src/, low to high: value imports go from a room to itself and to the rooms before it (ARCHITECTURE.md). */
const ROOMS = [
  'release', 'vocabulary', 'analysis', 'kube', 'schema', 'admission', 'validation', 'cluster', 'objects', 'traffic', 'security', 'observability', 'waypoint',
  'workload', 'namespace', 'gateway', 'mesh', 'topology', 'delivery', 'cli',
];

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-ossm',
  description: 'Typed cdk8s constructs for OpenShift Service Mesh 3: the Sail Operator plus upstream Istio',
  author: 'cdk8s-ossm contributors',
  authorAddress: 'https://github.com/cdk8s-ossm/cdk8s-ossm',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-ossm/cdk8s-ossm',
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  keywords: ['cdk8s', 'istio', 'openshift', 'service-mesh', 'sail-operator', 'ossm', 'ambient'],

  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  jsiiVersion: '~5.9.0',
  typescriptVersion: '~5.9.3',
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.4.0',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  devDeps: [
    '@types/node@^20', '@types/sarif', 'ajv', 'ajv-formats', 'cdk8s-cli', 'esbuild', 'eslint-plugin-boundaries', 'fast-check', 're2js', 'tsconfig-paths', 'yaml',
  ],
  sampleCode: false,
  integrationTestAutoDiscover: false,

  github: false,
  release: false,
  depsUpgrade: false,

  // src/ imports ../imports/, so the compilation root is the repository root.
  entrypoint: 'lib/src/index.js',
  tsconfig: {
    include: ['src/**/*.ts', 'imports/**/*.ts'],
    compilerOptions: { rootDir: '.', outDir: 'lib', inlineSourceMap: false, inlineSources: false },
  },
  tsconfigDev: {
    include: ['src/**/*.ts', 'imports/**/*.ts'],
    compilerOptions: { isolatedModules: true, paths: { 'cdk8s-ossm': ['../src'] } },
  },
  excludeTypescript: ['test', 'examples', 'tools', 'benchmarks'],

  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'examples', 'tools', 'benchmarks'],
    ignorePatterns: ['/imports/', 'lib/', 'dist/', 'out/', 'coverage', 'node_modules/', '*.js', '*.d.ts'],
  },
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      collectCoverage: false,
      maxWorkers: '100%',
      testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/examples/**/*.test.ts'],
      moduleNameMapper: { '^cdk8s-ossm$': '<rootDir>/src' },
      coveragePathIgnorePatterns: ['/node_modules/', '/imports/', '/lib/', '/test/', '/examples/', '/tools/'],
    },
  },

  publishToPypi: { distName: 'cdk8s-ossm', module: 'cdk8s_ossm' },
  publishToMaven: { javaPackage: 'io.github.cdk8s_ossm', mavenGroupId: 'io.github.cdk8s-ossm', mavenArtifactId: 'cdk8s-ossm' },
  publishToGo: { moduleName: 'github.com/cdk8s-ossm/cdk8s-ossm-go' },
  gitignore: ['/out/', '/coverage/', '/bindings/java/target/', '/bindings/**/dist/', '__pycache__/'],
});

project.package.addField('version', '0.1.0');
project.package.addBin({ 'cdk8s-ossm': 'lib/bin/cdk8s-ossm.js' });
// JsiiBuild assumes `${libdir}/index.d.ts`; with rootDir "." the entry is one level deeper.
project.package.addField('types', 'lib/src/index.d.ts');
for (const path of ['/imports/', '/examples/', '/tools/', '/benchmarks/', '/conformance/', '/bindings/', '/out/', '/.ci/', '/CONTRIBUTING.md', '/ARCHITECTURE.md', '/API.md']) {
  project.npmignore?.exclude(path);
}
// unrs-resolver 1.13 names optional platform packages that are not published; npm 11 then refuses the lock file.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// Tests run transpiled; types are checked once, by `typecheck`.
const preset = project.jest!.config.transform as Record<string, unknown> | undefined;
if (preset) {
  for (const key of Object.keys(preset)) {
    preset[key] = ['ts-jest', { tsconfig: 'test/tsconfig.json', diagnostics: false }];
  }
}

for (const folder of ['examples', 'tools', 'benchmarks']) {
  new javascript.TypescriptConfig(project, {
    fileName: `${folder}/tsconfig.json`,
    extends: javascript.TypescriptConfigExtends.fromPaths(['../test/tsconfig.json']),
    include: ['**/*.ts'],
    compilerOptions: { rootDir: '..', noEmit: true, isolatedModules: true, paths: { 'cdk8s-ossm': ['../src'] } },
  });
}
const typecheck = project.addTask('typecheck', { description: 'Type-check tests, examples and tools' });
for (const folder of ['test', 'examples', 'tools']) typecheck.exec(`tsc --noEmit -p ${folder}/tsconfig.json`);

// The linter: rooms and their order, type imports marked as such.
project.eslint?.addPlugins('boundaries');
project.eslint?.addRules({
  '@typescript-eslint/consistent-type-imports': ['error', { prefer: 'type-imports', fixStyle: 'inline-type-imports' }],
  'import/no-unresolved': ['error', { ignore: ['^cdk8s-ossm$'] }], // how examples import this package; the type check resolves it
});
project.eslint?.addOverride({
  files: ['src/**/*.ts'],
  rules: {
    'boundaries/dependencies': ['error', {
      default: 'disallow',
      policies: [
        { allow: { dependency: { kind: 'type' } } },
        ...ROOMS.map((room, i) => ({
          from: { element: { type: room } },
          allow: { to: { element: { type: ROOMS.slice(0, i + 1) } } },
        })),
      ],
    }],
  },
});
if (project.eslint) {
  const settings = project.eslint.config.settings as Record<string, unknown>;
  settings['boundaries/include'] = ['src/*/**/*'];
  settings['boundaries/elements'] = ROOMS.map((room) => ({ type: room, pattern: `src/${room}` }));
}

// `npm test`: lint and types first, so that jest's own summary comes last.
project.testTask.reset();
project.testTask.spawn(project.tasks.tryFind('eslint')!);
project.testTask.spawn(typecheck);
project.testTask.exec('jest --ci', { receiveArgs: true }); // --ci: a snapshot that is not there fails, and is not written
project.addTask('coverage', { description: 'Run the tests with coverage', exec: 'jest --ci --coverage', receiveArgs: true });

// API.md holds the root module; the generated types have no docstrings by design.
project.tasks.tryFind('docgen')?.reset('jsii-docgen -o API.md --submodule root');

project.postCompileTask.exec('ts-node -T -P tools/tsconfig.json tools/check-docs.ts');
project.postCompileTask.exec('ts-node -T -P tools/tsconfig.json tools/bundle.ts');
// Rooms without a public type: their code is in the program's file.
for (const room of ['schema', 'admission', 'validation', 'cli']) project.npmignore?.exclude(`/lib/src/${room}/`);
project.npmignore?.exclude('/lib/**/*.js');
project.npmignore?.include('/lib/src/index.js');
project.npmignore?.include('/lib/bin/cdk8s-ossm.js');

// Java is made by `npm run bindings`: its package needs that of cdk8s-plus-28, which Maven Central does not have in this version.
const packageAll = project.tasks.tryFind('package-all');
packageAll?.reset();
for (const language of ['js', 'python', 'go']) packageAll?.spawn(project.tasks.tryFind(`package:${language}`)!);

const RUN_TS = 'ts-node -T -P examples/tsconfig.json -r tsconfig-paths/register';
const script = (name: string, description: string, exec: string) =>
  project.addTask(name, { description, exec: exec, receiveArgs: true, env: { TS_NODE_PROJECT: 'examples/tsconfig.json' } });
script('quickstart', 'Synthesize examples/bookinfo and say what was written', `${RUN_TS} tools/quickstart.ts`);
script('examples', 'Synthesize every example into out/examples/<name>/', `${RUN_TS} tools/examples.ts`);
script('imports', 'Regenerate imports/ from CRDs', `${RUN_TS} tools/imports/main.ts`);
script('bench', 'Print the measured ratios', `${RUN_TS} benchmarks/main.ts`);
script('conformance', 'Judge the output of the examples with the code of Istio and Kubernetes', `${RUN_TS} tools/conformance.ts`);
script('bindings', 'Build the programs of bindings/ with the packages of their languages, and compare what they write', `${RUN_TS} tools/bindings/main.ts`);
script('docs', 'Regenerate the generated parts of README.md', `${RUN_TS} tools/docs.ts`);

project.synth();
