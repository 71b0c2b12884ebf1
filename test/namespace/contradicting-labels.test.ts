import * as kplus from 'cdk8s-plus-28';
import { DataPlane } from '../../src';
import { Findings } from '../../src/analysis/findings';
import { meshProgram, type MeshProgram } from '../mesh/support';
import { synthError } from '../support/objects';

/** Adopts a Namespace that carries labels of its own. */
function adopting(labels: { [key: string]: string }, name?: string): MeshProgram {
  const program = meshProgram({ name });
  program.mesh.adopt(new kplus.Namespace(program.cluster, 'theirs', { metadata: { name: 'shop', labels } }));
  return program;
}

test('a revision label beside the injection label is an error: the injection label wins', () => {
  expect(synthError(adopting({ 'istio.io/rev': 'other' }).app)).toMatch(/namespace\/two-revisions\].*istio\.io\/rev: other, of which the first wins/);
  expect(synthError(adopting({ 'istio-injection': 'enabled' }, 'tenant').app)).toMatch(/namespace\/two-revisions/);
});

test('a label that forbids injection is an error where sidecars are to be', () => {
  expect(synthError(adopting({ 'istio-injection': 'disabled' }, 'tenant').app)).toMatch(/namespace\/injection-forbidden\].*with which no pod gets one/);
});

test('a label that is added to a Namespace of ours later counts as well', () => {
  const { app, mesh } = meshProgram();
  mesh.addNamespace('shop').resource.metadata.addLabel('istio.io/rev', 'other');
  expect(synthError(app)).toMatch(/namespace\/two-revisions/);
});

test('the ambient label beside those of sidecars is a warning: it is so on the way to ambient', () => {
  const { app } = adopting({ 'istio.io/dataplane-mode': 'ambient' });
  expect(synthError(app)).toBeUndefined();
  expect(Findings.of(app).all().map((f) => f.code)).toContain('namespace/two-data-planes');
});

test('labels that say the same, and those of an ambient namespace that forbid sidecars, pass', () => {
  expect(synthError(adopting({ 'istio-injection': 'enabled' }).app)).toBeUndefined();
  expect(synthError(adopting({ 'istio.io/rev': 'tenant' }, 'tenant').app)).toBeUndefined();
  const { app, cluster, mesh } = meshProgram({ dataPlane: DataPlane.AMBIENT });
  mesh.adopt(new kplus.Namespace(cluster, 'theirs', { metadata: { name: 'shop', labels: { 'istio-injection': 'disabled' } } }));
  expect(synthError(app)).toBeUndefined();
});
