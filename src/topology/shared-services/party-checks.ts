import type { Party } from './party';
import type { Problem } from '../../analysis/finding';
import { named } from '../support';

/** What must differ between meshes that stay apart. */
export function partyProblems(parties: readonly Party[], hasOtherPrograms: boolean): Problem[] {
  return [
    ...twice(parties, 'cluster name', (p) => p.clusterName, 'a name of its own for each cluster', 'give one of the Clusters another `name`'),
    ...twice(parties, 'network', (p) => p.network, 'a network of its own for each mesh: what is for another network goes to the gateway of that network, what is for one\'s own does not',
      'give each Cluster another `network`, also where their pods could reach each other'),
    ...twice(parties, 'mesh id', (p) => p.meshId, 'a mesh id of its own for each mesh: by it telemetry tells them apart', 'leave `meshId` out: it is the name of the cluster then'),
    ...(hasOtherPrograms ? [] : lone(parties)),
  ];
}

function twice(parties: readonly Party[], what: string, of: (p: Party) => string, expected: string, fix: string): Problem[] {
  return [...new Set(parties.map(of))].flatMap((fact) => {
    const there = parties.filter((p) => of(p) === fact);
    if (there.length < 2) return [];
    return [{
      code: `topology/shared-${what.replace(/ /g, '-')}`,
      what: `the ${what} '${fact}' is that of several meshes: ${there.map((p) => p.from).join(' and ')}`,
      expected,
      fix,
    }];
  });
}

function lone(parties: readonly Party[]): Problem[] {
  if (parties.length > 1) return [];
  return [{
    severity: 'warning',
    code: 'topology/one-mesh',
    what: `${named(parties)} is alone: there is no mesh to share services with`,
    expected: 'two meshes or more; those of other programs come by their contracts',
    fix: 'add the others to `meshes`, or their contracts to `contracts`; write `contracts: []` while there are none yet',
  }];
}
