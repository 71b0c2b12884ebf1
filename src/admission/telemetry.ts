import type { KindCheck } from './kind-check';
import type { Report } from './report';
import { celProblem } from './syntax/cel';
import { checkAttachment } from './syntax/target-refs';
import { entriesAt, isMap, listAt, mapAt, mapsAt, numberAt, textAt, valueAt, type PlainObject } from './syntax/values';
import { enumAt, isBlank, isFilled } from './syntax/written';

/** What each kind of tag is read from, by the field that must be filled. */
const TAG_FIELDS: Readonly<Record<string, string>> = { literal: 'value', header: 'name', environment: 'name' };

/**
 * What Istio's webhook says of a Telemetry.
 * @see istio/istio pkg/config/validation/validation.go (ValidateTelemetry)
 */
export const checkTelemetry: KindCheck = (spec, report, object, context) => {
  checkAttachment(spec, report, object, context);
  for (const [i, metrics] of mapsAt(spec, 'metrics')) checkMetrics(metrics, report.in('metrics', i));
  checkTracing(spec, report.in('tracing'));
  for (const [i, log] of mapsAt(spec, 'accessLogging')) checkAccessLog(log, report.in('accessLogging', i));
};

function checkMetrics(metrics: PlainObject, report: Report): void {
  checkProviders(metrics, report);
  for (const [i, override] of mapsAt(metrics, 'overrides')) {
    const at = report.in('overrides', i);
    for (const [name, tag] of entriesAt(override, 'tagOverrides')) {
      if (isMap(tag)) checkTagOverride(name, tag, at.in('tagOverrides', name));
    }
    if (valueAt(mapAt(override, 'match'), 'customMetric') === '') {
      at.in('match', 'customMetric').error({
        code: 'telemetry/no-metric-name',
        what: 'customMetric is empty',
        expected: 'the name of a metric',
        fix: "write the name, or match one of Istio's own by `metric`",
      });
    }
  }
}

function checkTagOverride(name: string, tag: PlainObject, report: Report): void {
  if (name === '') {
    report.warning({
      code: 'telemetry/no-metric-tag-name',
      what: 'a tag of a metric has no name',
      expected: 'the name of a tag',
      fix: 'write the name as the key',
    });
  }
  const operation = enumAt(tag, 'operation', ['UPSERT', 'REMOVE']);
  if (operation === 'UPSERT' && isBlank(tag, 'value')) {
    report.error({
      code: 'telemetry/no-metric-tag-value',
      what: `the tag '${name}' is set, and has no value`,
      expected: 'an expression for its value, where the operation is UPSERT, as it is by default',
      fix: 'write value, or operation: REMOVE',
    });
  }
  if (operation === 'REMOVE' && isFilled(tag, 'value')) {
    report.in('value').error({
      code: 'telemetry/value-of-removed-tag',
      what: `the tag '${name}' is removed, and has a value`,
      expected: 'no value',
      fix: 'remove value, or write operation: UPSERT',
    });
  }
}

function checkTracing(spec: PlainObject, report: Report): void {
  if (listAt(spec, 'tracing').length > 1) {
    report.warning({
      code: 'telemetry/several-tracings',
      what: `tracing has ${listAt(spec, 'tracing').length} items, and Istio supports one`,
      expected: 'one item',
      fix: 'put all into one item',
    });
  }
  for (const [i, tracing] of mapsAt(spec, 'tracing')) {
    const at = report.in(i);
    if (listAt(tracing, 'providers').length > 1) {
      at.in('providers').warning({
        code: 'telemetry/several-tracing-providers',
        what: `there are ${listAt(tracing, 'providers').length} providers, and spans go to the first alone`,
        expected: 'one provider',
        fix: 'leave one, and let it pass spans on',
      });
    }
    checkProviders(tracing, at);
    checkSampling(tracing, at.in('randomSamplingPercentage'));
    for (const [name, tag] of entriesAt(tracing, 'customTags')) {
      if (isMap(tag)) checkCustomTag(name, tag, at.in('customTags', name));
    }
  }
}

function checkSampling(tracing: PlainObject, report: Report): void {
  const rate = numberAt(tracing, 'randomSamplingPercentage');
  if (rate >= 0 && rate <= 100) return;
  report.error({
    code: 'telemetry/sampling-rate',
    what: `randomSamplingPercentage is ${rate}`,
    expected: 'a number from 0 to 100',
    fix: 'write how many of 100 requests are to be traced',
  });
}

function checkCustomTag(name: string, tag: PlainObject, report: Report): void {
  if (name === '') {
    report.error({
      code: 'telemetry/no-span-tag-name',
      what: 'a tag of spans has no name',
      expected: 'the name of a tag',
      fix: 'write the name as the key',
    });
  }
  for (const [field, filled] of Object.entries(TAG_FIELDS)) {
    const source = mapAt(tag, field);
    if (!source || !isBlank(source, filled)) continue;
    report.in(field, filled).error({
      code: 'telemetry/empty-span-tag',
      what: `the ${field} of the tag '${name}' has no ${filled}`,
      expected: `a ${filled}`,
      fix: `write ${filled}, or remove the tag`,
    });
  }
}

function checkAccessLog(log: PlainObject, report: Report): void {
  checkProviders(log, report);
  const filter = mapAt(log, 'filter');
  const expression = textAt(filter, 'expression');
  if (!filter || (expression === '' && !isBlank(filter, 'expression'))) return;
  // One that is there and empty is no expression either, and refused.
  const wrong = expression === '' ? 'it is empty' : celProblem(expression);
  if (wrong === undefined) return;
  report.in('filter', 'expression').error({
    code: 'telemetry/invalid-filter',
    what: `the filter cannot be read: ${wrong}`,
    expected: 'an expression in CEL',
    fix: "write, for instance, 'response.code >= 400', or remove filter",
  });
}

function checkProviders(parent: PlainObject, report: Report): void {
  for (const [i] of mapsAt(parent, 'providers').filter(([, provider]) => isBlank(provider, 'name'))) {
    report.in('providers', i, 'name').error({
      code: 'telemetry/no-provider-name',
      what: 'a provider has no name',
      expected: 'the name of an extension provider of the mesh config',
      fix: 'write the name, or remove the item',
    });
  }
}
