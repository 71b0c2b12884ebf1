import { has, quoted, shown } from './common';
import type { Checked, RuleMaker } from './types';

/** Rules of the operator's kinds. */
export const SAILOPERATOR_RULES: Readonly<Record<string, RuleMaker>> = {
  'named-default': () => (root) => (nameOf(root) === 'default' ? undefined : {
    code: 'schema/name', at: ['metadata', 'name'], what: `its name is ${shown(nameOf(root))}`, expected: 'an object called default, the only one of its kind', fix: 'call it default',
  }),

  'revision-is-name': () => (root) => {
    const name = nameOf(root);
    const values = root.spec?.values;
    const revision = values?.revision;
    const fits = name === 'default' ? values !== undefined && (revision ?? '') === '' : revision !== undefined && revision === name;
    return fits ? undefined : {
      code: 'schema/mismatch',
      at: ['spec', 'values', 'revision'],
      what: `${quoted('spec.values.revision')} is ${shown(revision)}, and the object is called ${shown(name)}`,
      expected: 'the name of the object as revision, or none where it is called default',
      fix: `set ${quoted('spec.values.revision')} to the name of the object, or leave it out of one called default`,
    };
  },

  'namespace-in-values': (need) => (spec: Checked) => {
    const given = spec.values?.global;
    if (!has(given, 'istioNamespace') ? need === 'optional' : given.istioNamespace === spec.namespace) return undefined;
    return {
      code: 'schema/mismatch',
      at: ['values', 'global', 'istioNamespace'],
      what: `${quoted('spec.values.global.istioNamespace')} is ${shown(given?.istioNamespace)}, and ${quoted('spec.namespace')} is ${shown(spec.namespace)}`,
      expected: 'the same namespace in both',
      fix: `set ${quoted('spec.values.global.istioNamespace')} to ${shown(spec.namespace)}${need === 'optional' ? ', or leave it out' : ''}`,
    };
  },
};

/** The name as rules see it. A name that the API server makes up differs each time. */
function nameOf({ metadata: { name, generateName } }: Checked): unknown {
  return name || !generateName ? name : `${generateName}...`;
}
