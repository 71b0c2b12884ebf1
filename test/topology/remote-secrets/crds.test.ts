import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { Duration } from 'cdk8s';
import { configCluster, Program, read, unknown } from './support';
import { RemoteSecrets } from '../../../src/topology/remote-secrets';
import { SecretStoreRef } from '../../../src/vocabulary';
import { parseCrds } from '../../../tools/imports/crd';
import { closedSchema } from '../../support/crd-schema';
import { validateAgainstCrds } from '../../support/crd-validator';
import { describeWithCrds } from '../../support/crds-dir';

describeWithCrds('what remote secrets write is accepted by the CRDs', (root) => {
  test('ExternalSecrets', () => {
    const program = new Program();
    const way = RemoteSecrets.externalSecrets({ store: SecretStoreRef.clusterStore('vault'), refresh: Duration.minutes(5) });
    const rows = [program.row('east', read('west', { tlsServerName: 'api' })), program.row('east', read('north', { ca: unknown('north').ca }))];
    way._writeReader([...rows, program.row('east', configCluster('south'), 'config')], program.chart('east'));
    const { errors, judged } = validateAgainstCrds(program.objects('east'), { ossm: '3.4', openshift: '4.20' }, root);
    expect(errors).toEqual([]);
    expect(judged).toHaveLength(3);
  });

  test('ManagedServiceAccounts', () => {
    const [crd] = parseCrds(readFileSync(join(root, 'open-cluster-management/managed-serviceaccount/managedserviceaccounts.crd.yaml'), 'utf8'));
    const schema = crd.spec.versions.find(({ name, served }) => name === 'v1beta1' && served)!.schema.openAPIV3Schema;
    // its boolean `exclusiveMinimum` is of an older JSON Schema, and nobody writes the field
    delete (schema as any).properties.spec.properties.ttlSecondsAfterCreation;
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    const validate = ajv.compile(closedSchema(schema));

    const program = new Program();
    const store = SecretStoreRef.clusterStore('{cluster}');
    RemoteSecrets.managedServiceAccounts({ hub: program.chart('hub'), store, validity: Duration.days(30) })._writeSource(program.source(read('east')));
    RemoteSecrets.managedServiceAccounts({ hub: program.chart('hub'), store })._writeSource(program.source(read('west')));
    const made = program.objects('hub');
    expect(made).toHaveLength(2);
    for (const object of made) {
      expect(validate(object) ? [] : validate.errors).toEqual([]);
      expect(`${crd.spec.group}/v1beta1 ${crd.spec.names.kind}`).toBe(`${object.apiVersion} ${object.kind}`);
    }
    expect(validate({ ...made[0], spec: { rotations: {} } })).toBe(false);
  });
});
