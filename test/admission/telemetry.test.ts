import { expectNoCrash, testRows } from './support/judge';

const TELEMETRY = { apiVersion: 'telemetry.istio.io/v1' };
const selector = { matchLabels: { app: 'cart' } };
const gateway = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'front' };
const tracing = (values: object) => ({ tracing: [values] });
const customTag = (tag: unknown, name = 'env') => tracing({ customTags: { [name]: tag } });
const override = (values: object) => ({ metrics: [{ overrides: [values] }] });
const tagOverride = (tag: unknown, name = 'host') => override({ tagOverrides: { [name]: tag } });
const filter = (expression: unknown) => ({ accessLogging: [{ filter: { expression } }] });

describe('Telemetry', () => {
  describe('what it is for', () => testRows('Telemetry', [
    ['an empty one is right', {}, []],
    ['workloads are right', { selector }, []],
    ['a Gateway is right', { targetRefs: [gateway] }, []],
    ['no reference beside workloads is right', { selector, targetRefs: [] }, []],
    ['workloads and a Gateway are refused', { selector, targetRefs: [gateway] }, ['error target-ref/beside-selector spec']],
    ['a reference of the old form beside the new one is refused', { targetRef: gateway, targetRefs: [gateway] }, ['error target-ref/beside-selector spec']],
    ['a selector without labels is warned of', { selector: {} }, ['warning selector/no-labels spec.selector']],
    ['a wildcard in a selector is refused', { selector: { matchLabels: { app: '*' } } }, ['error selector/wildcard spec.selector.matchLabels.app']],
    ['a reference without name is refused', { targetRefs: [{ ...gateway, name: '' }] }, ['error target-ref/no-name spec.targetRefs[0].name']],
    ['a reference into another namespace is refused', { targetRef: { ...gateway, namespace: 'shop' } }, ['error target-ref/other-namespace spec.targetRef.namespace']],
    ['a kind that carries no telemetry is refused', { targetRefs: [{ kind: 'Pod', name: 'a' }] }, ['error target-ref/kind spec.targetRefs[0]']],
  ], TELEMETRY));

  describe('tracing', () => testRows('Telemetry', [
    ['a provider and a rate are right', tracing({ providers: [{ name: 'otel' }], randomSamplingPercentage: 12.5 }), []],
    ['the bounds of a rate are right', { tracing: [{ randomSamplingPercentage: 100 }] }, []],
    ['no spans at all are right', tracing({ randomSamplingPercentage: 0, disableSpanReporting: true }), []],
    ['a rate that is null is none', tracing({ randomSamplingPercentage: null }), []],
    ['more than all requests are refused', tracing({ randomSamplingPercentage: 100.01 }), ['error telemetry/sampling-rate spec.tracing[0].randomSamplingPercentage']],
    ['less than no requests are refused', tracing({ randomSamplingPercentage: -0.5 }), ['error telemetry/sampling-rate spec.tracing[0].randomSamplingPercentage']],
    ['two items are warned of', { tracing: [{}, {}] }, ['warning telemetry/several-tracings spec.tracing']],
    ['two providers are warned of', tracing({ providers: [{ name: 'a' }, { name: 'b' }] }), ['warning telemetry/several-tracing-providers spec.tracing[0].providers']],
    ['a provider with an empty name is refused', tracing({ providers: [{ name: '' }] }), ['error telemetry/no-provider-name spec.tracing[0].providers[0].name']],
    ['a provider without name is refused', tracing({ providers: [{}] }), ['error telemetry/no-provider-name spec.tracing[0].providers[0].name']],
    ['a name of a wrong type is for the schema to tell', tracing({ providers: [{ name: 1 }] }), []],
    ['a rate of a wrong type is for the schema to tell', tracing({ randomSamplingPercentage: true }), []],
  ], TELEMETRY));

  describe('tags of spans', () => testRows('Telemetry', [
    ['a literal is right', customTag({ literal: { value: 'prod' } }), []],
    ['a header is right', customTag({ header: { name: 'x-user', defaultValue: '' } }), []],
    ['a variable is right', customTag({ environment: { name: 'HOSTNAME' } }), []],
    ['a formatter is right', customTag({ formatter: { value: '%REQ(X-USER)%' } }), []],
    ['a tag without source is right', customTag({}), []],
    ['a literal without value is refused', customTag({ literal: {} }), ['error telemetry/empty-span-tag spec.tracing[0].customTags.env.literal.value']],
    ['an empty literal is refused', customTag({ literal: { value: '' } }), ['error telemetry/empty-span-tag spec.tracing[0].customTags.env.literal.value']],
    ['a header without name is refused', customTag({ header: { defaultValue: 'a' } }), ['error telemetry/empty-span-tag spec.tracing[0].customTags.env.header.name']],
    ['a variable without name is refused', customTag({ environment: { name: '' } }), ['error telemetry/empty-span-tag spec.tracing[0].customTags.env.environment.name']],
    ['an empty formatter is for the schema to tell', customTag({ formatter: { value: '' } }), []],
    ['a tag without name is refused', customTag({ literal: { value: 'a' } }, ''), ['error telemetry/no-span-tag-name spec.tracing[0].customTags[""]']],
  ], TELEMETRY));

  describe('metrics', () => testRows('Telemetry', [
    ['a provider is right', { metrics: [{ providers: [{ name: 'prometheus' }] }] }, []],
    ['two providers are right', { metrics: [{ providers: [{ name: 'a' }, { name: 'b' }] }] }, []],
    ['a provider without name is refused', { metrics: [{ providers: [{ name: 'a' }, { name: '' }] }] }, ['error telemetry/no-provider-name spec.metrics[0].providers[1].name']],
    ['a metric that is turned off is right', override({ match: { metric: 'REQUEST_COUNT', mode: 'CLIENT' }, disabled: true }), []],
    ['a metric of its own is right', override({ match: { customMetric: 'orders' } }), []],
    ['a metric of its own without name is refused', override({ match: { customMetric: '' } }), ['error telemetry/no-metric-name spec.metrics[0].overrides[0].match.customMetric']],
    ['a tag that is set is right', tagOverride({ operation: 'UPSERT', value: 'request.host' }), []],
    ['a tag is set unless it says otherwise', tagOverride({ value: 'request.host' }), []],
    ['a tag that is removed is right', tagOverride({ operation: 'REMOVE' }), []],
    ['a removed tag with an empty value is for the schema to tell', tagOverride({ operation: 'REMOVE', value: '' }), []],
    ['a tag that is set to nothing is refused', tagOverride({ operation: 'UPSERT' }), ['error telemetry/no-metric-tag-value spec.metrics[0].overrides[0].tagOverrides.host']],
    ['a tag that says nothing is refused', tagOverride({}), ['error telemetry/no-metric-tag-value spec.metrics[0].overrides[0].tagOverrides.host']],
    ['a value of a removed tag is refused', tagOverride({ operation: 'REMOVE', value: 'a' }), ['error telemetry/value-of-removed-tag spec.metrics[0].overrides[0].tagOverrides.host.value']],
    ['an operation may be a number, as in protobuf', tagOverride({ operation: 1, value: 'a' }), ['error telemetry/value-of-removed-tag spec.metrics[0].overrides[0].tagOverrides.host.value']],
    ['an operation that there is not is for the schema to tell', tagOverride({ operation: 'ADD' }), []],
    ['a tag without name is warned of', tagOverride({ value: 'a' }, ''), ['warning telemetry/no-metric-tag-name spec.metrics[0].overrides[0].tagOverrides[""]']],
  ], TELEMETRY));

  describe('access logs', () => testRows('Telemetry', [
    ['a provider is right', { accessLogging: [{ providers: [{ name: 'envoy' }], match: { mode: 'SERVER' } }] }, []],
    ['two items are right', { accessLogging: [{ disabled: true }, { disabled: false }] }, []],
    ['a provider without name is refused', { accessLogging: [{ providers: [{ name: '' }] }] }, ['error telemetry/no-provider-name spec.accessLogging[0].providers[0].name']],
    ['a filter is right', filter('response.code >= 400 || xds.cluster_name == "BlackHoleCluster"'), []],
    ['a filter of names that nobody knows is right', filter('no.such(name)'), []],
    ['a filter with half an expression is refused', filter('response.code >='), ['error telemetry/invalid-filter spec.accessLogging[0].filter.expression']],
    ['a filter in another language is refused', filter('response.code = 400 and true'), ['error telemetry/invalid-filter spec.accessLogging[0].filter.expression']],
    ['an empty filter is refused', filter(''), ['error telemetry/invalid-filter spec.accessLogging[0].filter.expression']],
    ['a filter without expression is refused', { accessLogging: [{ filter: {} }] }, ['error telemetry/invalid-filter spec.accessLogging[0].filter.expression']],
    ['a filter of a wrong type is for the schema to tell', filter(1), []],
  ], TELEMETRY));

  test('values of wrong types bring no check down', () => expectNoCrash('Telemetry', {
    selector,
    targetRef: gateway,
    targetRefs: [gateway],
    tracing: [{ providers: [{ name: 'a' }], randomSamplingPercentage: 1, customTags: { a: { literal: { value: 'a' } }, b: { header: { name: 'b' } } } }],
    metrics: [{ providers: [{ name: 'a' }], overrides: [{ match: { customMetric: 'a' }, tagOverrides: { a: { operation: 'UPSERT', value: 'a' } } }] }],
    accessLogging: [{ providers: [{ name: 'a' }], filter: { expression: 'true' } }],
  }, TELEMETRY));
});
