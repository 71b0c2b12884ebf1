import { readFileSync } from 'fs';
import * as path from 'path';
import { gunzipSync } from 'zlib';

/** Fails where a public member of the root module has no docstring, or an optional property of a struct no default. Runs after jsii. */
interface Docs { summary?: string; default?: string }
interface Member { name: string; optional?: boolean; docs?: Docs }
interface Type { kind: string; datatype?: boolean; docs?: Docs; methods?: Member[]; properties?: Member[]; members?: Member[] }

const file = path.resolve(__dirname, '..', '.jsii');
const assembly = readAssembly(file) as { name: string; types: { [fqn: string]: Type } };
const missing = Object.entries(assembly.types)
  .filter(([fqn]) => !fqn.startsWith(`${assembly.name}.sailoperator.`))
  .flatMap(([fqn, type]) => [
    ...(type.docs?.summary ? [] : [`${fqn}: no docstring`]),
    ...[...type.methods ?? [], ...type.properties ?? [], ...type.members ?? []].flatMap((member) => [
      ...(member.docs?.summary ? [] : [`${fqn}.${member.name}: no docstring`]),
      ...(type.datatype && member.optional && !member.docs?.default ? [`${fqn}.${member.name}: no @default`] : []),
    ]),
  ]);
if (missing.length > 0) {
  console.error(missing.join('\n'));
  process.exit(1);
}

/** The assembly, or the compressed one that it points at. */
function readAssembly(name: string): unknown {
  const json = JSON.parse(readFileSync(name, 'utf-8'));
  return json.schema === 'jsii/file-redirect' ? JSON.parse(gunzipSync(readFileSync(path.join(path.dirname(name), json.filename))).toString()) : json;
}
