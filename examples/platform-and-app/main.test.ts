import { readFileSync } from 'fs';
import * as path from 'path';
import { exampleOutput } from '../../test/support/example';
import { only } from '../../test/support/objects';

const EXCHANGED = ['east/default/mesh-contract.json', 'east/default/payments/mesh-requests.json'];
const exchanged = () => EXCHANGED.map((file) => readFileSync(path.join(__dirname, 'exchange', file), 'utf-8'));

test.each(['platform', 'app'])('%s writes what it wrote before', (program) => {
  const { files, stdout } = exampleOutput(`platform-and-app/${program}`);
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});

test('what the programs hand to each other does not change by another run', () => {
  const before = exchanged();
  exampleOutput('platform-and-app/platform');
  exampleOutput('platform-and-app/app');
  expect(exchanged()).toEqual(before);
});

test('the platform writes the Namespace with the label that was asked for, the team everything in it', () => {
  const platform = exampleOutput('platform-and-app/platform').objects;
  const app = exampleOutput('platform-and-app/app').objects;
  expect(only(platform, 'Namespace', 'payments').metadata.labels).toEqual({ 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint' });
  expect(new Set(app.map((o) => o.metadata.namespace))).toEqual(new Set(['payments']));
  expect(platform.filter((o) => o.metadata.namespace === 'payments')).toEqual([]);
});

test('the team attaches its route to a server that the platform opened to it', () => {
  const [server] = only(exampleOutput('platform-and-app/platform').objects, 'Gateway', 'edge').spec.servers;
  const route = only(exampleOutput('platform-and-app/app').objects, 'VirtualService');
  expect(route.spec.gateways).toEqual(['edge/edge']);
  expect(server.hosts).toContain(`payments/${route.spec.hosts[0]}`);
});
