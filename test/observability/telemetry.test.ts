import { Duration } from 'cdk8s';
import { MeshMetric, MetricTag, Telemetry, type TelemetryProps, TraceTag } from '../../src/observability/telemetry';
import { OssmRelease } from '../../src/release';
import { Percentage } from '../../src/vocabulary/percentage';
import { ProviderRef } from '../../src/vocabulary/provider-ref';
import { WorkloadMode } from '../../src/vocabulary/workload-mode';
import { fakeProgram, only } from '../support/fake-mesh';

function specOf(props: Partial<TelemetryProps>) {
  const { chart, mesh } = fakeProgram({ release: OssmRelease.V3_4, istioMinor: '1.30' });
  new Telemetry(chart, 'telemetry', { name: 'default', namespace: mesh.namespace('istio-system'), ...props });
  return only(chart, 'Telemetry').spec;
}

describe('Telemetry', () => {
  test('the sampling rate stands beside the provider, not inside', () => {
    expect(specOf({ tracing: { provider: ProviderRef.of('otel'), sampling: Percentage.of(100) } })).toEqual({
      tracing: [{ providers: [{ name: 'otel' }], randomSamplingPercentage: 100 }],
    });
  });

  test('everything that can be said of traces', () => {
    expect(specOf({
      tracing: {
        mode: WorkloadMode.SERVER,
        customTags: {
          literal: TraceTag.literal('a'), environment: TraceTag.environment('ZONE', 'none'), header: TraceTag.header('x-user'), format: TraceTag.formatter('%REQ(:PATH)%'),
        },
        disableSpanReporting: false,
        disableContextPropagation: true,
        enableIstioTags: false,
        useRequestIdForTraceSampling: false,
      },
    }).tracing[0]).toEqual({
      match: { mode: 'SERVER' },
      customTags: {
        literal: { literal: { value: 'a' } },
        environment: { environment: { name: 'ZONE', defaultValue: 'none' } },
        header: { header: { name: 'x-user' } },
        format: { formatter: { value: '%REQ(:PATH)%' } },
      },
      disableSpanReporting: false,
      disableContextPropagation: true,
      enableIstioTags: false,
      useRequestIdForTraceSampling: false,
    });
  });

  test('access logs', () => {
    expect(specOf({
      accessLogging: [
        { mode: WorkloadMode.CLIENT, disabled: true },
        { providers: [ProviderRef.ENVOY, ProviderRef.of('otel')], filter: 'response.code >= 400' },
      ],
    })).toEqual({
      accessLogging: [
        { match: { mode: 'CLIENT' }, disabled: true },
        { providers: [{ name: 'envoy' }, { name: 'otel' }], filter: { expression: 'response.code >= 400' } },
      ],
    });
  });

  test('metrics', () => {
    expect(specOf({
      metrics: [{
        providers: [ProviderRef.PROMETHEUS],
        reportingInterval: Duration.seconds(15),
        overrides: [
          { disabled: true },
          { metric: MeshMetric.REQUEST_COUNT, mode: WorkloadMode.CLIENT_AND_SERVER, tags: { request_host: MetricTag.upsert('request.host'), response_flags: MetricTag.REMOVE } },
          { metric: MeshMetric.custom('my_metric'), disabled: false },
        ],
      }],
    }).metrics).toEqual([{
      providers: [{ name: 'prometheus' }],
      reportingInterval: '15s',
      overrides: [
        { disabled: true },
        {
          match: { metric: 'REQUEST_COUNT', mode: 'CLIENT_AND_SERVER' },
          tagOverrides: { request_host: { operation: 'UPSERT', value: 'request.host' }, response_flags: { operation: 'REMOVE' } },
        },
        { match: { customMetric: 'my_metric' }, disabled: false },
      ],
    }]);
  });

  test.each([
    ['a provider as text', { tracing: { provider: 'otel' as never } }, /ProviderRef\.of\('otel'\)/],
    ['a sampling rate as number', { tracing: { sampling: 10 as never } }, /Percentage\.of\(10\)/],
    ['a tag as text', { tracing: { customTags: { a: 'b' as never } } }, /TraceTag\.literal\('b'\)/],
    ['a mode that is none', { accessLogging: [{ mode: 'client' as never }] }, /WorkloadMode\.CLIENT/],
    ['a metric as text', { metrics: [{ overrides: [{ metric: 'REQUEST_COUNT' as never }] }] }, /MeshMetric\.REQUEST_COUNT/],
  ])('%s is refused', (_what, props, message) => {
    expect(() => specOf(props as Partial<TelemetryProps>)).toThrow(message);
  });

  test('a share above all is refused', () => {
    expect(() => Percentage.of(101)).toThrow(/from 0 to 100/);
  });
});
