import * as observability from '../../src/observability';
import * as security from '../../src/security';
import * as traffic from '../../src/traffic';
import * as vocabulary from '../../src/vocabulary';

/** Classes whose factories build on what they are given. */
const CLASSES: { readonly [name: string]: object } = {
  AllowedRoutes: traffic.AllowedRoutes,
  AuthorizationAction: security.AuthorizationAction,
  AuthorizationCondition: security.AuthorizationCondition,
  BackendCa: traffic.BackendCa,
  BackendName: traffic.BackendName,
  BackendTlsTarget: traffic.BackendTlsTarget,
  ExtensionCode: traffic.ExtensionCode,
  FrontendValidation: traffic.FrontendValidation,
  GrantFrom: traffic.GrantFrom,
  GrantTo: traffic.GrantTo,
  GrpcMethodMatch: traffic.GrpcMethodMatch,
  GrpcRouteFilter: traffic.GrpcRouteFilter,
  HttpRouteFilter: traffic.HttpRouteFilter,
  Jwks: security.Jwks,
  KubernetesGatewayAddress: traffic.KubernetesGatewayAddress,
  KubernetesGatewayClass: traffic.KubernetesGatewayClass,
  KubernetesListener: traffic.KubernetesListener,
  MeshMetric: observability.MeshMetric,
  MetricTag: observability.MetricTag,
  PathMatch: vocabulary.PathMatch,
  PathPattern: security.PathPattern,
  Percentage: vocabulary.Percentage,
  PolicyTarget: vocabulary.PolicyTarget,
  Principal: security.Principal,
  ProviderRef: vocabulary.ProviderRef,
  RouteBackend: traffic.RouteBackend,
  RouteParent: traffic.RouteParent,
  RoutePathChange: traffic.RoutePathChange,
  SecretRef: vocabulary.SecretRef,
  SourceNamespace: security.SourceNamespace,
  StringMatch: vocabulary.StringMatch,
  TraceTag: observability.TraceTag,
  WasmEnvironment: traffic.WasmEnvironment,
  WorkloadSelector: vocabulary.WorkloadSelector,
};

const WRONG: readonly unknown[] = [undefined, null, 42, 'text', '', true, [], [null], ['text'], {}, () => 'text'];
const OURS = /^\[[a-z-]+\/[a-z0-9-]+\] [\s\S]+expected: [\s\S]+fix: /;

type Factory = (...given: unknown[]) => unknown;

function factoriesOf(of: object): [name: string, factory: Factory][] {
  return Object.entries(Object.getOwnPropertyDescriptors(of))
    .filter(([name, { value }]) => typeof value === 'function' && name !== 'prototype' && !name.startsWith('_'))
    .map(([name, { value }]) => [name, (...given) => (value as Function).apply(of, given)]);
}

const FACTORIES = Object.entries(CLASSES).flatMap(([type, of]) => factoriesOf(of).map(([name, factory]) => [`${type}.${name}`, factory] as const));

test('there are factories to ask', () => {
  expect(FACTORIES.length).toBeGreaterThan(80);
});

test.each(FACTORIES)('%s says in a sentence what it cannot build on', (_, factory) => {
  const failures = WRONG.flatMap((wrong) => {
    try {
      factory(wrong, wrong, wrong, wrong);
      return [];
    } catch (e) {
      return OURS.test((e as Error).message) ? [] : [`${String(wrong)}: ${(e as Error).message}`];
    }
  });
  expect(failures).toEqual([]);
});

test('a name in place of a handle is answered with the handle', () => {
  const { PolicyTarget, WorkloadSelector } = vocabulary;
  expect(() => PolicyTarget.service('web' as never)).toThrow("[vocabulary/wrong-type] 'web' is not a service of a mesh");
  expect(() => PolicyTarget.service('web' as never)).toThrow('fix: write what namespace.addService(...) or namespace.serviceFromName(...) returns');
  expect(() => WorkloadSelector.gateway(undefined as never)).toThrow('undefined is not a gateway of a mesh');
  expect(() => traffic.HttpRouteFilter.mirror({ serviceName: 'web' } as never)).toThrow('what is given is not a RouteBackend');
});
