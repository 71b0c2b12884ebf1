import { readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { CATALOGUE } from '../../src/release/catalogue';
import { ReleaseFeature as F } from '../../src/release/feature-names';
import { FEATURES, hasFeature } from '../../src/release/features';
import { acceptanceAt, baselineOf } from '../../src/release/lookup';
import { describeWithCrds } from '../support/crds-dir';

/* The operator's CRDs of the newest z-stream of each minor say the same as the catalogue. The folder of 3.4 is one z-stream ahead. */

interface Schema {
  readonly 'properties'?: { readonly [name: string]: Schema };
  readonly 'enum'?: string[];
  readonly 'default'?: unknown;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}


/** Served versions with their spec, the storage version first. */
function crd(root: string, minor: string, plural: string): Array<{ name: string; spec: Schema }> {
  const { spec } = parse(readFileSync(join(root, 'sailoperator', minor, `sailoperator.io_${plural}.yaml`), 'utf8'));
  return (spec.versions as Array<{ name: string; served: boolean; storage: boolean; schema: { openAPIV3Schema: Schema } }>)
    .filter((v) => v.served)
    .sort((a, b) => Number(b.storage) - Number(a.storage))
    .map((v) => ({ name: v.name, spec: v.schema.openAPIV3Schema.properties!.spec }));
}

const at = (schema: Schema, path: string): Schema | undefined => path.split('.').reduce<Schema | undefined>((s, key) => s?.properties?.[key], schema);
const PLURAL = { Istio: 'istios', IstioCNI: 'istiocnis', ZTunnel: 'ztunnels' };

describeWithCrds('the catalogue agrees with the CRDs of the operator', (root) => describe.each(CATALOGUE.map((m): [string, typeof m] => [m.minor, m]))('OSSM %s', (minor, entry) => {
  const kinds = { Istio: crd(root, minor, PLURAL.Istio), IstioCNI: crd(root, minor, PLURAL.IstioCNI), ZTunnel: crd(root, minor, PLURAL.ZTunnel) };
  const has = (feature: F) => hasFeature(feature, entry.baseline);

  test('lists the versions and the default that the CRDs of all three kinds list', () => {
    const { accepted, endOfLife } = acceptanceAt(baselineOf(entry));
    for (const [version] of Object.values(kinds)) {
      expect(at(version.spec, 'version')!.enum).toEqual([...accepted, ...endOfLife]);
      expect(version.spec.default).toMatchObject({ version: baselineOf(entry).defaultVersion });
    }
  });

  test('serves the ZTunnel version of the catalogue', () => {
    expect(kinds.ZTunnel[0].name).toBe(has(F.ZTUNNEL_V1) ? 'v1' : 'v1alpha1');
  });

  test('has exactly the fields that the feature table gives it', () => {
    const wrong = Object.values(F).filter((feature) => {
      const { field } = FEATURES[feature];
      return field && (at(kinds[field[0]][0].spec, field[1]) !== undefined) !== has(feature);
    });
    expect(wrong).toEqual([]);
  });

  test('has the closed lists and free-form fields that the feature table gives it', () => {
    const tag = crd(root, minor, 'istiorevisiontags')[0].spec;
    expect(at(tag, 'targetRef.kind')!.enum !== undefined).toBe(has(F.REVISION_TAG_KIND_ENUM));
    expect(at(kinds.Istio[0].spec, 'profile')!.enum!.includes('external')).toBe(has(F.PROFILE_EXTERNAL_LISTED));
    expect(at(kinds.Istio[0].spec, 'values.gatewayClasses')?.['x-kubernetes-preserve-unknown-fields'] === true).toBe(has(F.GATEWAY_CLASSES));
  });
}));
