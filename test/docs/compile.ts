import * as path from 'path';
import * as ts from 'typescript';

const ROOT = path.resolve(__dirname, '../..');
/** Where the snippets pretend to be, so that imports are found. */
const FOLDER = path.join(ROOT, 'examples/snippets-of-pages');

/** What a part of a program may take for granted. */
const CONTEXT = `
declare const app: MeshApp;
declare const cluster: Cluster;
declare const east: Cluster;
declare const mesh: Mesh;
declare const shop: MeshNamespace;
declare const web: MeshService;
declare const edge: InjectedGateway;
`;

/** A part of a program as a file of its own: with all names imported, and inside of a function, so that it may name things anew. */
export function fragmentFile(code: string): string {
  const names = (module: string) => Object.keys(jest.requireActual(module)).filter((name) => /^[A-Z]/.test(name)).sort().join(', ');
  return [
    `import { ${names('cdk8s-ossm')} } from 'cdk8s-ossm';`,
    "import { ApiObject, Duration, JsonPatch, Chart } from 'cdk8s';",
    CONTEXT,
    'export function snippet(): void {',
    '// snippet',
    code,
    '}',
  ].join('\n');
}

/** What the compiler says about files, as `name:line: message`; one program for all, with the settings of the examples. */
export function typeErrors(files: ReadonlyMap<string, string>): string[] {
  const config = path.join(ROOT, 'examples/tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, path.dirname(config));
  const settings: ts.CompilerOptions = { ...options, noUnusedLocals: false, noUnusedParameters: false, isolatedModules: false };
  const virtual = new Map([...files].map(([name, text], i) => [path.join(FOLDER, `${i}.ts`), { name, text }]));

  const host = ts.createCompilerHost(settings);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => virtual.has(file) || fileExists.call(host, file);
  host.readFile = (file) => virtual.get(file)?.text ?? readFile.call(host, file);
  host.getSourceFile = (file, ...rest) => {
    const text = virtual.get(file)?.text;
    return text === undefined ? getSourceFile.call(host, file, ...rest) : ts.createSourceFile(file, text, rest[0]);
  };

  const program = ts.createProgram([...virtual.keys()], settings, host);
  return [...virtual].flatMap(([file, { name, text }]) => {
    const source = program.getSourceFile(file)!;
    const start = text.includes('// snippet') ? text.slice(0, text.indexOf('// snippet')).split('\n').length : 0;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((d) => {
      const line = source.getLineAndCharacterOfPosition(d.start ?? 0).line + 1 - start;
      return `${name}:${line}: ${ts.flattenDiagnosticMessageText(d.messageText, ' ')}`;
    });
  });
}
