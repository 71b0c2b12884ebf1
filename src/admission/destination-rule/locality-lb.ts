import { checkLocalities } from './localities';
import type { Report } from '../report';
import { entriesAt, mapsAt, textAt, textsAt, type PlainObject } from '../syntax/values';
import { isFilled } from '../syntax/written';

/** Labels of the levels of a locality. */
const TOPOLOGY = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone'];

/**
 * Load balancing by locality. The report stands at the setting.
 *
 * @param hasOutlierDetection without which endpoints never fail, so that nothing fails over
 * @see istio/istio pkg/config/validation/agent/validation.go (ValidateLocalityLbSetting)
 */
export function checkLocalityLb(setting: PlainObject, hasOutlierDetection: boolean, report: Report): void {
  if (isFilled(setting, 'distribute') && isFilled(setting, 'failover')) {
    report.error({
      code: 'locality/distribute-and-failover',
      what: 'the setting has distribute and failover',
      expected: 'one of the two',
      fix: 'remove one of the two; distribute may name several localities with their shares',
    });
    return;
  }
  if (isFilled(setting, 'failover')) {
    const clash = textsAt(setting, 'failoverPriority').find(([, label]) => TOPOLOGY.includes(label));
    if (clash) {
      report.in('failoverPriority', clash[0]).error({
        code: 'locality/failover-and-topology',
        what: `failover says which region follows, and failoverPriority has the label '${clash[1]}' of localities`,
        expected: 'failover, or failoverPriority with labels of localities',
        fix: `remove failover, or '${clash[1]}'`,
      });
      return;
    }
  }
  checkDistribute(setting, report);
  checkFailover(setting, hasOutlierDetection, report);
}

/** The younger way to the same (ValidateZoneAwareLbSetting): levels of a locality are no labels of priority. */
export function checkZoneAwareLb(setting: PlainObject, hasOutlierDetection: boolean, report: Report): void {
  for (const [i, label] of textsAt(setting, 'failoverPriority').filter(([, l]) => TOPOLOGY.includes(l))) {
    report.in('failoverPriority', i).error({
      code: 'locality/zone-aware-topology',
      what: `failoverPriority has the label '${label}', and zone-aware load balancing orders localities itself`,
      expected: 'other labels, or none',
      fix: `remove '${label}'`,
    });
  }
  checkFailover(setting, hasOutlierDetection, report);
}

function checkDistribute(setting: PlainObject, report: Report): void {
  const entries = mapsAt(setting, 'distribute');
  for (const [i, entry] of entries) {
    const at = report.in('distribute', i, 'to');
    const shares = entriesAt(entry, 'to').map(([to, share]) => [to, typeof share === 'number' ? share : Number(share)] as const);
    const odd = shares.find(([, share]) => !(share >= 1 && share <= 100));
    const total = shares.reduce((sum, [, share]) => sum + share, 0);
    if (odd) {
      at.in(odd[0]).error({
        code: 'locality/share',
        what: `'${odd[0]}' gets ${odd[1]} per cent`,
        expected: '1 to 100',
        fix: 'write its share, or leave the locality out',
      });
      return;
    }
    if (total !== 100) {
      at.error({
        code: 'locality/shares-sum',
        what: `the shares of '${textAt(entry, 'from')}' are ${total} together`,
        expected: '100',
        fix: 'write shares that are 100 together',
      });
      return;
    }
    checkLocalities(shares.map(([to]) => ({ locality: to, at: at.in(to) })), 'unordered');
  }
  checkLocalities(entries.map(([i, entry]) => ({ locality: textAt(entry, 'from'), at: report.in('distribute', i, 'from') })), 'listed');
}

function checkFailover(setting: PlainObject, hasOutlierDetection: boolean, report: Report): void {
  const fields = ['failover', 'failoverPriority'].filter((field) => isFilled(setting, field));
  if (fields.length > 0 && !hasOutlierDetection) {
    report.in(fields[0]).warning({
      code: 'locality/failover-without-outlier-detection',
      what: `${fields[0]} is set without outlierDetection, so that no endpoint counts as failed`,
      expected: 'outlierDetection in the same policy',
      fix: 'add outlierDetection: { consecutive5xxErrors: 5 }',
    });
  }
  for (const [i, failover] of mapsAt(setting, 'failover')) {
    const from = textAt(failover, 'from');
    const to = textAt(failover, 'to');
    const wrong = from === to ? 'leads to the same region'
      : /\//.test(from + to) ? 'names more than regions' : /\*/.test(from + to) ? "has '*' in a region" : undefined;
    if (wrong === undefined) continue;
    report.in('failover', i).error({
      code: 'locality/failover',
      what: `the failover from '${from}' to '${to}' ${wrong}`,
      expected: 'the names of two regions',
      fix: "write regions alone, like 'us-east-1'",
    });
  }
}
