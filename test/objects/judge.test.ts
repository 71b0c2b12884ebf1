import { JsonPatch } from 'cdk8s';
import { Telemetry, TraceTag } from '../../src/observability';
import { OpenShift, OssmRelease } from '../../src/release';
import { AuthorizationAction, AuthorizationPolicy, MutualTlsMode, PeerAuthentication } from '../../src/security';
import { ExtensionCode, TrafficExtension } from '../../src/traffic/extensions';
import { TlsRoute } from '../../src/traffic/gateway-api';
import { ambientProgram, codes, fakeProgram, findings } from '../support/fake-mesh';

const messages = (program: Parameters<typeof findings>[0]) => findings(program).map(({ what }) => what);

describe('objects are judged at synth', () => {
  test('what is right has no findings', () => {
    const program = fakeProgram();
    new PeerAuthentication(program.chart, 'x', { name: 'default', namespace: program.mesh.namespace('shop'), mode: MutualTlsMode.STRICT });
    expect(codes(program)).toEqual([]);
  });

  test('a raw field that nobody knows is an error, with the place where it belongs', () => {
    const program = fakeProgram();
    const raw = { spec: { tracing: [{ providers: [{ name: 'otel', randomSamplingPercentage: 100 }] }] } };
    new Telemetry(program.chart, 'x', { name: 'default', namespace: program.mesh.namespace('shop'), raw });
    expect(findings(program)).toEqual([expect.objectContaining({
      code: 'schema/unknown-field',
      severity: 'error',
      path: 'chart/x/Resource',
      what: expect.stringContaining("Telemetry 'shop/default', `spec.tracing[0].providers[0].randomSamplingPercentage`"),
      expected: expect.stringContaining('spec.tracing[].randomSamplingPercentage'),
    })]);
  });

  test('a raw field that may be newer than this library is a warning', () => {
    const program = fakeProgram();
    new Telemetry(program.chart, 'x', { name: 'default', namespace: program.mesh.namespace('shop'), raw: { spec: { profiling: { enabled: true } } } });
    expect(codes(program)).toEqual(['schema/unknown-field?']);
  });

  test('a patch is judged as well', () => {
    const program = fakeProgram();
    const policy = new PeerAuthentication(program.chart, 'x', { name: 'default', namespace: program.mesh.namespace('shop') });
    policy.apiObject.addJsonPatch(JsonPatch.add('/spec/mtls', { mode: 'STRIKT' }));
    expect(codes(program)).toEqual(['schema/enum']);
  });

  test('what Istio refuses is refused here', () => {
    const program = fakeProgram();
    new PeerAuthentication(program.chart, 'x', { name: 'ports', namespace: program.mesh.namespace('shop'), portModes: { 8080: MutualTlsMode.STRICT } });
    expect(messages(program)).toEqual([expect.stringContaining('portLevelMtls')]);
  });

  test('a typed field that the release lacks is an error, a raw one a warning', () => {
    const program = fakeProgram({ release: OssmRelease.V3_3 });
    const namespace = program.mesh.namespace('shop');
    new Telemetry(program.chart, 'typed', { name: 'typed', namespace, tracing: { customTags: { a: TraceTag.formatter('%REQ(:PATH)%') } } });
    new Telemetry(program.chart, 'raw', { name: 'raw', namespace, raw: { spec: { tracing: [{ customTags: { a: { formatter: { value: 'x' } } } }] } } });
    expect(findings(program).map(({ code, severity, path }) => [code, severity, path])).toEqual([
      ['schema/not-in-release', 'error', 'chart/typed/Resource'], ['schema/not-in-release', 'warning', 'chart/raw/Resource'],
    ]);
  });

  test('a kind that the release or the cluster lacks is an error', () => {
    const program = fakeProgram({ release: OssmRelease.V3_3, openshift: OpenShift.V4_20 });
    const namespace = program.mesh.namespace('shop');
    new TrafficExtension(program.chart, 'extension', { name: 'x', namespace, code: ExtensionCode.lua('x') });
    new TlsRoute(program.chart, 'route', { name: 'x', namespace, hostnames: ['a.example.com'], backends: [] });
    expect(messages(program)).toEqual([expect.stringContaining('OSSM 3.3 has no kind TrafficExtension'), expect.stringContaining('has no kind TLSRoute')]);
  });

  test('without a mesh the newest release decides', () => {
    const program = fakeProgram();
    new TrafficExtension(program.chart, 'extension', { name: 'x', code: ExtensionCode.lua('x') });
    expect(codes(program)).toEqual([]);
  });

  test('the same program is judged anew each time, and each time the same', () => {
    const program = fakeProgram();
    new AuthorizationPolicy(program.chart, 'x', { name: 'x', namespace: program.mesh.namespace('shop'), action: AuthorizationAction.DENY });
    const first = findings(program).map(({ code, what }) => [code, what]);
    expect(first).toHaveLength(1);
    expect(findings(program).map(({ code, what }) => [code, what])).toEqual(first);
  });

  test('a problem that its maker has told is not told again in the words of the object', () => {
    const program = ambientProgram();
    const namespace = program.mesh.addNamespace('shop');
    namespace.addWaypoint('waypoint', { raw: { gateway: { spec: { listenerz: [] } } } });
    expect(codes(program)).toContain('schema/unknown-field');
    const other = ambientProgram();
    other.mesh.addNamespace('shop').addWaypoint('none', { raw: { gateway: { spec: { listenerz: [] } } } });
    expect(codes(other)).not.toContain('schema/unknown-field');
  });
});

describe('an object is rendered once to be judged and written', () => {
  test('and what a patch adds in between is written', () => {
    const { app, chart, mesh } = fakeProgram();
    const policy = new PeerAuthentication(chart, 'x', { name: 'default', namespace: mesh.namespace('shop') });
    const render = jest.spyOn(policy.apiObject as unknown as { render(): unknown }, 'render');
    app.synthYaml();
    expect(render).toHaveBeenCalledTimes(1);
    policy.apiObject.addJsonPatch(JsonPatch.add('/spec/mtls', { mode: 'STRICT' }));
    expect(app.synthYaml()).toContain('mode: STRICT');
  });

  test('and what is outside of a synth is rendered each time', () => {
    const program = fakeProgram();
    const policy = new PeerAuthentication(program.chart, 'x', { name: 'default', namespace: program.mesh.namespace('shop') });
    findings(program);
    policy.apiObject.metadata.addLabel('team', 'shop');
    expect(policy.apiObject.toJson().metadata.labels).toEqual({ team: 'shop' });
  });
});
