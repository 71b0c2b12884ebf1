import { discoveryLabels, isDiscovered, showSelector } from '../../src/namespace/discovery';
import { DiscoverySelector, LabelOperator } from '../../src/vocabulary/discovery-selector';

const tenant = DiscoverySelector.labels({ tenant: 'red' });
const inRedOrBlue = DiscoverySelector.conditions([{ key: 'tenant', operator: LabelOperator.IN, values: ['red', 'blue'] }]);

test('a mesh without selectors looks at every namespace', () => {
  expect(isDiscovered([], {})).toBe(true);
  expect(discoveryLabels([], {})).toEqual({});
});

test('a namespace that matches one of several selectors needs nothing', () => {
  expect(discoveryLabels([tenant, DiscoverySelector.labels({ env: 'prod' })], { env: 'prod' })).toEqual({});
});

test('the labels of the first selector that can be satisfied are added', () => {
  expect(discoveryLabels([tenant, DiscoverySelector.labels({ env: 'prod' })], {})).toEqual({ tenant: 'red' });
  expect(discoveryLabels([tenant, DiscoverySelector.labels({ env: 'prod' })], { tenant: 'blue' })).toEqual({ env: 'prod' });
});

test('only the labels that lack are added', () => {
  expect(discoveryLabels([DiscoverySelector.labels({ tenant: 'red', env: 'prod' })], { env: 'prod' })).toEqual({ tenant: 'red' });
});

test('a namespace with another value for the only selector cannot be discovered', () => {
  expect(discoveryLabels([tenant], { tenant: 'blue' })).toBeUndefined();
});

test('a condition In is satisfied by its first value', () => {
  expect(discoveryLabels([inRedOrBlue], {})).toEqual({ tenant: 'red' });
  expect(discoveryLabels([inRedOrBlue], { tenant: 'blue' })).toEqual({});
});

test('conditions on one label are satisfied together', () => {
  const notRed = DiscoverySelector.conditions([
    { key: 'tenant', operator: LabelOperator.IN, values: ['red', 'blue'] },
    { key: 'tenant', operator: LabelOperator.NOT_IN, values: ['red'] },
  ]);
  expect(discoveryLabels([notRed], {})).toEqual({ tenant: 'blue' });
});

test('a label that must exist gets a value that no other condition forbids', () => {
  const selector = DiscoverySelector.conditions([
    { key: 'mesh', operator: LabelOperator.EXISTS },
    { key: 'mesh', operator: LabelOperator.NOT_IN, values: ['true'] },
  ]);
  expect(discoveryLabels([selector], {})).toEqual({ mesh: 'enabled' });
});

test('a label that must not exist cannot be taken away', () => {
  const selector = DiscoverySelector.conditions([{ key: 'legacy', operator: LabelOperator.DOES_NOT_EXIST }]);
  expect(discoveryLabels([selector], { legacy: 'yes' })).toBeUndefined();
  expect(discoveryLabels([selector], {})).toEqual({});
});

test('data-plane labels and the name label are never added for discovery', () => {
  expect(discoveryLabels([DiscoverySelector.labels({ 'istio-injection': 'enabled' })], {})).toBeUndefined();
  expect(discoveryLabels([DiscoverySelector.labels({ 'kubernetes.io/metadata.name': 'a' })], { 'kubernetes.io/metadata.name': 'b' })).toBeUndefined();
});

test('enrolment may satisfy a selector by itself', () => {
  expect(discoveryLabels([DiscoverySelector.labels({ 'istio-injection': 'enabled' })], { 'istio-injection': 'enabled' })).toEqual({});
});

test('a selector reads as its labels and conditions', () => {
  expect(showSelector(tenant)).toBe('tenant: red');
  expect(showSelector(inRedOrBlue)).toBe('tenant In (red, blue)');
});
