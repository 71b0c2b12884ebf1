import { unsignedAt, checkPortNumber } from './ports';
import { parseRequestUri, parseUrl } from './urls';
import { mapAt, mapsAt, textAt, type PlainObject } from './values';
import { enumAt, isBlank, isFilled } from './written';
import type { Report } from '../report';

/*
 * Modules in WebAssembly, which two kinds load.
 * @see istio/istio pkg/config/validation/validation.go (ValidateWasmPlugin, ValidateTrafficExtension)
 */

const SCHEMES = ['', 'file', 'http', 'https', 'oci'];
const EXPECTED_URL = 'a URL with the scheme oci, https, http or file; a host without port needs none, and is a registry of images';
const MAX_SECRET = 253;
const MAX_NAME = 256;

/** A module, and what it is run with. The report stands at the message that has its URL. */
export function checkWasmModule(module: PlainObject, report: Report): void {
  checkUrl(module, report.in('url'));
  const sum = textAt(module, 'sha256');
  if (sum !== '' && !/^[a-f0-9]{64}$/.test(sum)) {
    report.in('sha256').error({
      code: 'wasm/invalid-sha256',
      what: `'${sum}' is no checksum`,
      expected: '64 digits of 0 to 9 and a to f',
      fix: 'write the SHA-256 of the module, in small letters',
    });
  }
  checkLength(module, 'imagePullSecret', MAX_SECRET, report);
  checkLength(module, 'pluginName', MAX_NAME, report);
  checkEnvironment(mapAt(module, 'vmConfig'), report.in('vmConfig', 'env'));
}

/** Which traffic is meant: ports must be ports. The report stands at the spec. */
export function checkTrafficSelectors(spec: PlainObject, report: Report): void {
  for (const [i, selector] of mapsAt(spec, 'match')) {
    for (const [j, port] of mapsAt(selector, 'ports')) checkPortNumber(unsignedAt(port, 'number'), report.in('match', i, 'ports', j, 'number'));
  }
}

function checkUrl(module: PlainObject, report: Report): void {
  const url = textAt(module, 'url');
  if (isBlank(module, 'url')) {
    report.error({ code: 'wasm/no-url', what: 'the module has no URL', expected: EXPECTED_URL, fix: 'write where the module is loaded from' });
    return;
  }
  const wrong = urlProblem(url);
  if (wrong === undefined) return;
  report.error({
    code: 'wasm/invalid-url',
    what: `'${url}' is no URL of a module: ${wrong}`,
    expected: EXPECTED_URL,
    fix: "write, for instance, 'oci://registry.example.com:5000/module:v1'",
  });
}

/** Text without scheme is read once more with one before it, since registries are written without. */
function urlProblem(url: string): string | undefined {
  if (url === '') return undefined; // of a wrong type
  const parsed = parseRequestUri(url);
  const { scheme, text } = typeof parsed === 'string' ? { scheme: 'http', text: `http://${url}` } : { ...parsed, text: url };
  if (typeof parsed === 'string' && typeof parseRequestUri(text) === 'string') return parsed;
  const whole = parseUrl(text);
  if (typeof whole === 'string') return whole;
  // A port makes the host before it a scheme: `localhost:5000/module`.
  return SCHEMES.includes(scheme) ? undefined : `its scheme is '${scheme}'`;
}

function checkEnvironment(machine: PlainObject | undefined, report: Report): void {
  const seen = new Set<string>();
  for (const [i, variable] of mapsAt(machine, 'env')) {
    const at = report.in(i);
    const name = textAt(variable, 'name');
    if (isBlank(variable, 'name')) {
      at.in('name').error({
        code: 'wasm/no-variable-name',
        what: 'a variable has no name',
        expected: 'the name of a variable',
        fix: 'write the name',
      });
    }
    checkLength(variable, 'name', MAX_NAME, at);
    if (name !== '' && seen.has(name)) {
      at.error({
        code: 'wasm/duplicate-variable',
        what: `the variable '${name}' is there twice`,
        expected: 'each variable once',
        fix: 'remove one of the two',
      });
    }
    seen.add(name);
    if (enumAt(variable, 'valueFrom', ['INLINE', 'HOST']) === 'HOST' && isFilled(variable, 'value')) {
      at.error({
        code: 'wasm/value-from-host',
        what: `the variable '${name}' is taken from the proxy, and has a value`,
        expected: 'one of the two',
        fix: 'remove value, or valueFrom',
      });
    }
  }
}

function checkLength(parent: PlainObject, field: string, most: number, report: Report): void {
  const length = Buffer.byteLength(textAt(parent, field));
  if (length <= most) return;
  report.in(field).error({
    code: 'wasm/too-long',
    what: `${field} has ${length} bytes`,
    expected: `${most} bytes at most`,
    fix: 'write a shorter name',
  });
}
