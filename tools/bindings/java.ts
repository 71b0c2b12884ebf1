import { cpSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { type Built, type Language, ROOT } from './language';
import { DEPENDENCIES, demandVersions, GENERATOR_VERSION, LIBRARY, statedByPom } from './package-versions';
import { pacmak } from './pacmak';
import { shell } from './shell';

const CLASSPATH = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath';

/**
 * Jars, built with the programs as modules of one Maven project: so the programs find them without a repository, and nobody's local
 * repository gets a version of them that was never published.
 */
export const java: Language = {
  name: 'java',
  tools: [
    { command: 'javac', check: ['-version'], install: 'a JDK, version 17 or newer (Debian: openjdk-17-jdk-headless)' },
    { command: 'mvn', check: ['--version'], install: 'Maven 3.6 or newer (Debian: maven)' },
  ],
  build,
};

function build(folder: string): Built {
  const pom = readFileSync(path.join(ROOT, 'bindings', 'java', 'pom.xml'), 'utf-8');
  demandVersions('bindings/java/pom.xml', statedByPom(pom), new Map([
    ...[...DEPENDENCIES, LIBRARY].map((p): [string, string] => [p.targets.java.maven.artifactId, p.version]),
    ['jsii-runtime', GENERATOR_VERSION],
  ]));

  // Central has no cdk8s-plus-28 of each version; its npm package has the assembly that the Java package is made of.
  const made = [DEPENDENCIES.find((p) => p.name === 'cdk8s-plus-28')!, LIBRARY].map((pack) => {
    const module = pacmak(pack, 'java', path.join(folder, 'packages', pack.name), '--code-only');
    const file = path.join(module, 'pom.xml');
    writeFileSync(file, withStatedVersions(readFileSync(file, 'utf-8'), pom));
    return module;
  });
  const programs = path.join(folder, 'programs');
  cpSync(path.join(ROOT, 'bindings', 'java'), programs, { recursive: true, filter: (file) => path.basename(file) !== 'target' });
  writeFileSync(path.join(folder, 'pom.xml'), reactor([...made, programs].map((module) => path.relative(folder, module))));

  // Documentation and source jars are of no use here.
  shell({
    command: 'mvn',
    args: ['-B', '-ntp', '-Dmaven.javadoc.skip=true', '-Dmaven.source.skip=true', 'package', CLASSPATH, '-Dmdep.outputFile=target/classpath.txt'],
  }, { cwd: folder });
  const classpath = [path.join(programs, 'target', 'classes'), readFileSync(path.join(programs, 'target', 'classpath.txt'), 'utf-8').trim()];
  // Arguments in a file: a message of failure shows the command.
  const args = path.join(folder, 'java.args');
  writeFileSync(args, `-cp "${classpath.join(path.delimiter).replace(/[\\"]/g, '\\$&')}"\n`);
  return { run: (program) => ({ command: 'java', args: [`@${args}`, `com.example.mesh.${className(program)}`] }) };
}

/**
 * A generated pom.xml, with the versions that the program's pom.xml manages in place of ranges: to choose from a range Maven reads the
 * pom of each version in it, hundreds for these packages.
 */
export function withStatedVersions(generated: string, stating: string): string {
  const management = /<dependencyManagement>[\s\S]*<\/dependencyManagement>/.exec(stating);
  if (!management) throw new Error('the pom.xml of the programs has no <dependencyManagement>');
  if (!generated.includes('<dependencies>')) throw new Error('the generated pom.xml has no <dependencies>');
  return generated.replace(/\s*<version>\[[^<]*<\/version>/g, '').replace('<dependencies>', () => `${management[0]}\n  <dependencies>`);
}

/** A project that builds others, in the order in which they need each other. */
function reactor(modules: readonly string[]): string {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>all</artifactId>
  <version>1.0.0</version>
  <packaging>pom</packaging>
  <modules>
${modules.map((module) => `    <module>${module.split(path.sep).join('/')}</module>`).join('\n')}
  </modules>
</project>
`;
}

/** `join-a-mesh` is `JoinAMesh`. */
function className(program: string): string {
  return program.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}
