import { EveryField, type PickValue } from './every-field';
import { unavailableFields } from '../../src/kube/availability';
import { toApiSpelling } from '../../src/kube/spelling';
import { kindsOf, readSources, type KindRow } from '../../tools/imports/sources';
import { validateAgainstCrds } from '../support/crd-validator';
import { describeWithCrds } from '../support/crds-dir';

const KINDS = readSources().flatMap(kindsOf);

/** The releases whose CRDs stand in the folders: the tips of the branches, one z ahead of the newest release. */
const RELEASES = [
  { ossm: '3.0', z: '3.0.15', openshift: '4.20', gatewayApi: 'v1.2.1' },
  { ossm: '3.1', z: '3.1.12', openshift: '4.21', gatewayApi: 'v1.3.0' },
  { ossm: '3.2', z: '3.2.9', openshift: '4.22', gatewayApi: 'v1.4.1' },
  { ossm: '3.3', z: '3.3.7', openshift: '4.22', gatewayApi: 'v1.4.1' },
  { ossm: '3.4', z: '3.4.2', openshift: '4.23', gatewayApi: 'v1.5.1' },
] as const;

const first: PickValue = (values) => values[0];
const last: PickValue = (values) => values[values.length - 1];

/** An object of the kind with every field that the types have, in the API's spelling. */
function everyField({ group, kind, source }: KindRow, pick: PickValue, ossm: string): object {
  const body = toApiSpelling(`${group}/${kind}`, { spec: new EveryField(group, pick).specOf(kind) });
  return { apiVersion: `${group}/${source.formerly?.[ossm] ?? source.version}`, kind, metadata: { name: 'default' }, ...body as object };
}

/*
 * Three ways to the same facts: types and spelling as committed, availability as committed, and a JSON Schema validator over the CRDs. What
 * the validator does not know is exactly what the availability table says.
 */
describeWithCrds('types, spelling and availability against the CRDs of each release', (root) => {
  describe.each(RELEASES)('OSSM $ossm with OpenShift $openshift', (release) => {
    test.each(KINDS.map((k) => [`${k.group}/${k.kind}`, k] as const))('%s', (name, kind) => {
      for (const pick of [first, last]) {
        const manifest = everyField(kind, pick, release.ossm);
        const { errors } = validateAgainstCrds([manifest], release, root);
        const refused = errors
          .filter(({ path, message }) => path !== 'spec.version' && /^(unknown field|must be one of|must be \w+$|.* has no kind)/.test(message))
          .map(({ path }) => path);

        const { metadata: _metadata, ...body } = manifest as { metadata: object };
        const counts = kind.row.product === 'Gateway API' ? release.gatewayApi : release.z;
        expect(refused.sort()).toEqual(unavailableFields(name, body, counts).map(({ path }) => path).sort());
      }
    });
  });
});
