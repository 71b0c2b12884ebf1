import targets from '../../examples/targets.json';
import { programs } from '../../tools/run-examples';
import { validateAgainstCrds } from '../support/crd-validator';
import { describeWithCrds } from '../support/crds-dir';
import { outputOf } from '../support/example';

/** The release and the OpenShift version that each example is for; conformance reads the same file. */
const TARGETS: { [example: string]: { ossm: string; openshift: string } } = targets;

/** The one example that may hold fields that no CRD knows: it shows how. */
const RAW_FIELDS = ['escape-hatches'];

test('every example says which release it is for', () => {
  expect([...new Set(programs().map((p) => p.name.split('/')[0]))].sort()).toEqual(Object.keys(TARGETS));
});

describeWithCrds('every custom resource of the examples fits the CRDs of its own release', (root) => {
  test.each(programs().filter((p) => !RAW_FIELDS.includes(p.name)).map((p) => [p.name, p] as const))('%s', (_, program) => {
    const { objects } = outputOf(program);
    const { errors, judged } = validateAgainstCrds(objects, TARGETS[program.name.split('/')[0]], root);
    expect(errors).toEqual([]);
    expect(judged.length).toBeGreaterThan(0);
  });
});
