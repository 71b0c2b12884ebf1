import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { checkAdmission } from '../../src/admission/check';
import type { PlainObject } from '../../src/admission/syntax/values';
import { formatPath, type Violation } from '../../src/analysis/violation';
import { checkSchema } from '../../src/schema';
import { describeWithCases } from '../support/cases-dir';

/** A row of Istio's own tests: an object and what the webhook says of it. */
interface WebhookCase {
  readonly id: string;
  readonly kind: string;
  readonly manifest: PlainObject;
  readonly valid: boolean;
  /** Whether the types and bounds of the CRD refuse it before the webhook sees it. */
  readonly structuralSchemaRejects: boolean;
  /** Whether it warns; absent where Istio's test does not say. */
  readonly warning?: boolean;
}

/** The rows are of the branch that became 1.31; the CRDs are those of the newest release that there is. */
const ISTIO = { istio: '1.31' };
const TARGET = { ossm: '3.4' };

/** Where our verdict is another one than that of the row, with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'TestValidateHTTPRoute/prefix_rewrite redirect with prefix URI match': 'no release has the field prefixRewrite yet',
  'TestValidateHTTPRoute/prefix_rewrite redirect with no URI match (wildcard) is valid': 'no release has the field prefixRewrite yet',
  'TestValidateLoadBalancer/valid: zoneAwareLbSetting only': 'no release has the field zoneAwareLbSetting yet',
  'TestValidateAuthorizationPolicy/from-empty': 'an empty list of a manifest reaches the webhook as an absent one; it is warned of',
  'TestValidateTelemetry/tracing with a nil custom tag': 'the API server drops nulls before the webhook sees them',
  'TestValidateServiceEntries/partial wildcard hosts': 'a rule of the CRD refuses endpoints with the resolution NONE',
};
/** Where our warnings are others. */
const WARNING_EXCEPTIONS: Readonly<Record<string, string>> = {
  'TestValidateEnvoyFilter/empty filters': 'the webhook warns of every EnvoyFilter, the test of the row does not look',
};

describeWithCases("rows of Istio's own tests of its webhook", (root) => {
  const folder = path.join(root, 'istio-admission');
  const rows = JSON.parse(readFileSync(path.join(folder, 'webhook-cases.json'), 'utf-8')) as readonly WebhookCase[];
  const judged = rows.filter(({ manifest }) => checkAdmission(manifest, ISTIO).judged);

  test.each(judged.map((row) => [row.id, row] as const))('%s', (id, row) => {
    const errors = errorsOf(row.manifest).map(line);
    expect({ refused: errors.length > 0, errors }).toEqual({ refused: isRefused(row) !== (id in EXCEPTIONS), errors });
  });

  test('are of kinds that are all judged', () => {
    expect(rows.filter((row) => !judged.includes(row)).map(({ id, kind }) => `${kind}: ${id}`)).toEqual([]);
  });

  test('have the same verdict in at least 97 of 100, of admission alone as of admission and schema', () => {
    const same = judged.filter((row) => (errorsOf(row.manifest).length > 0) === isRefused(row));
    expect(same.length / judged.length).toBeGreaterThanOrEqual(0.97);
    const alone = judged.filter(({ manifest, valid }) => checkAdmission(manifest, ISTIO).violations.some(({ severity }) => severity === 'error') !== valid);
    expect(alone.length / judged.length).toBeGreaterThanOrEqual(0.97);
  });

  const accepted = judged.filter(({ id, valid, warning }) => valid && warning !== undefined && !(id in EXCEPTIONS));
  test.each(accepted.map((row) => [row.id, row] as const))('%s: warnings', (id, { manifest, warning }) => {
    const warnings = checkAdmission(manifest, ISTIO).violations.filter(({ severity }) => severity === 'warning').map(line);
    expect({ warned: warnings.length > 0, warnings }).toEqual({ warned: warning !== (id in WARNING_EXCEPTIONS), warnings });
  });

  const files = readdirSync(path.join(folder, 'dataset'));
  test.each(files)('the accepted object of %s has no error', (file) => {
    for (const document of parseAllDocuments(readFileSync(path.join(folder, 'dataset', file), 'utf-8'))) {
      expect(errorsOf(document.toJS() as PlainObject).map(line)).toEqual([]);
    }
  });
});

/** The API server asks the CRD first, then the webhook. */
function isRefused({ valid, structuralSchemaRejects }: WebhookCase): boolean {
  return !valid || structuralSchemaRejects;
}

function errorsOf(object: PlainObject): readonly Violation[] {
  const all = [...checkAdmission(object, ISTIO).violations, ...checkSchema(object, TARGET).violations];
  return all.filter(({ severity }) => severity === 'error');
}

function line({ severity, code, at, what }: Violation): string {
  return `${severity} ${code} ${formatPath(at)}: ${what}`;
}
