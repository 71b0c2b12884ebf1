import { isPlainMap, type PlainMap } from './merge';
import { RenderError, show } from './render-error';

/** What raw fields can never change. */
export interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/**
 * Checks raw fields before they are laid over an object: they may hold any field that the API has, but neither say what the
 * object is, nor delete.
 *
 * @throws RenderError
 */
export function checkRaw(raw: unknown, identity: Identity): asserts raw is PlainMap {
  if (!isPlainMap(raw)) throw notAMap('the raw fields', raw, '{ spec: { ... } }');
  const { metadata = {} } = raw;
  if (!isPlainMap(metadata)) throw notAMap('the raw metadata', metadata, '{ metadata: { labels: { ... } } }');

  checkIdentity('apiVersion', raw.apiVersion, identity.apiVersion);
  checkIdentity('kind', raw.kind, identity.kind);
  checkIdentity('metadata.name', metadata.name, identity.name);
  checkNull(raw, []);
}

function checkIdentity(field: string, wanted: unknown, actual: string): void {
  if (wanted === undefined || wanted === actual) return;
  throw new RenderError({
    code: 'kube/raw-identity',
    what: `the raw fields set ${field} to ${show(wanted)}`,
    expected: `${show(actual)}: raw fields cannot change what an object is`,
    fix: `leave ${field} out, or patch the object with JsonPatch.replace('/${field.replace('.', '/')}', ${show(wanted)})`,
  });
}

/** cdk8s drops a null in a map without a word; whoever wrote it wanted a field gone, or wanted the null. */
function checkNull(value: unknown, path: readonly string[]): void {
  if (value === null) {
    const pointer = path.map((key) => `/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
    throw new RenderError({
      code: 'kube/raw-null',
      what: `the raw field ${path.join('.')} is null`,
      expected: 'a value: null neither deletes a field nor is it written',
      fix: `delete the field with JsonPatch.remove('${pointer}'), write null with JsonPatch.add('${pointer}', null), or leave it out`,
    });
  }
  if (isPlainMap(value)) for (const [key, item] of Object.entries(value)) checkNull(item, [...path, key]);
}

function notAMap(what: string, value: unknown, example: string): RenderError {
  return new RenderError({ code: 'kube/raw-not-a-map', what: `${what} are ${show(value)}`, expected: `a map like ${example}`, fix: 'give a map' });
}
