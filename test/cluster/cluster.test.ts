import { type App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster } from '../../src/cluster';
import { OpenShift } from '../../src/release';

test('a construct finds the cluster around it, through charts nested in it', () => {
  const app = Testing.app();
  const east = new Cluster(app, 'one', { name: 'east', openshift: OpenShift.V4_20, appsDomain: 'apps.east.example.com' });
  const inner = new Construct(new Chart(east, 'inner'), 'c');
  expect(Cluster.nearest(inner)).toBe(east);
  expect(Cluster.nearest(east)).toBe(east);
  expect(east.clusterDomain).toBe('cluster.local');
  expect(() => app.synth()).not.toThrow();
});

test('outside a cluster the error says how to make one', () => {
  expect(() => Cluster.nearest(new Chart(Testing.app(), 'c'))).toThrow(/cluster\/not-in-a-cluster\] c .*new Cluster/s);
});

test.each([
  [{ name: 'East' }, /the name 'East' is not usable/],
  [{ name: 'east', network: 'net_1' }, /the network 'net_1' is not usable/],
  [{ name: 'east', appsDomain: 'https://apps.example.com' }, /the apps domain 'https:/],
  [{ name: 'east', clusterDomain: '' }, /the cluster domain '' is not usable/],
])('%p is refused at synth', (props, message) => {
  const app = Testing.app();
  new Cluster(app, 'c', props);
  expect(() => app.synth()).toThrow(message);
});

test('a cluster is found in a tree that has no App at its root', () => {
  const root = new Construct(undefined as unknown as App, '');
  const east = new Cluster(root, 'east', { name: 'east' });
  expect(Cluster.nearest(new Construct(east, 'c'))).toBe(east);
});

test('a second construct with the id of a cluster is refused at once, with what to write', () => {
  const app = Testing.app();
  new Cluster(app, 'one', { name: 'east' });
  expect(() => new Cluster(app, 'one', { name: 'west' }))
    .toThrow(/cluster\/id-twice.*the id 'one', and the first is the Cluster 'east'.*new Cluster\(app, 'one-2'/s);
  new Chart(app, 'two');
  expect(() => new Cluster(app, 'two', { name: 'west' })).toThrow(/cluster\/id-twice.*the id 'two'\n?/s);
});
