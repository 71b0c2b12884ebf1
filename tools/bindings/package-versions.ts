import { readFileSync } from 'fs';
import * as path from 'path';
import { ROOT } from './language';

/** Where an npm package with a jsii assembly is: this library, or one that it depends on. */
export interface JsiiPackage {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** Its names in other languages, as its own package.json has them. */
  readonly targets: {
    readonly java: { readonly maven: { readonly groupId: string; readonly artifactId: string } };
    readonly python: { readonly distName: string };
  };
}

/** This library. */
export const LIBRARY = readPackage(ROOT);
/** The packages that it depends on, in an order in which each comes after its own dependencies. */
export const DEPENDENCIES = ['constructs', 'cdk8s', 'cdk8s-plus-28'].map((name) => readPackage(path.join(ROOT, 'node_modules', name)));
/** The version of the generator, and of the runtime library that generated code asks for. */
export const GENERATOR_VERSION = readJson(path.join(ROOT, 'node_modules', 'jsii-pacmak')).version;

/** Versions by name of package. */
export type Versions = ReadonlyMap<string, string>;

/** What a `requirements.txt` states. */
export function statedByRequirements(text: string): Versions {
  return pairs(text, /^([\w.-]+)==(\S+)/gm);
}

/** What a `pom.xml` states, by artifact. */
export function statedByPom(text: string): Versions {
  return pairs(text, /<artifactId>([^<]+)<\/artifactId>\s*<version>([^<]+)<\/version>/g);
}

/** What a `go.mod` requires. */
export function statedByGoMod(text: string): Versions {
  return pairs(text, /^(?:require)?\s+(\S+) v(\S+)/gm);
}

/** Fails where a program's project file states another version than the one that the packages are made of. */
export function demandVersions(file: string, stated: Versions, wanted: Versions): void {
  const wrong = [...wanted].filter(([name, version]) => stated.get(name) !== version)
    .map(([name, version]) => `${file} states ${name} ${stated.get(name) ?? 'nowhere'}, and the packages are made of ${version}: change the file`);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

function pairs(text: string, pattern: RegExp): Versions {
  return new Map([...text.matchAll(pattern)].map(([, name, version]) => [name, version]));
}

function readPackage(folder: string): JsiiPackage {
  const { name, version, jsii } = readJson(folder);
  return { folder, name, version, targets: jsii.targets };
}

function readJson(folder: string): { name: string; version: string; jsii: { targets: JsiiPackage['targets'] } } {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf-8'));
}
