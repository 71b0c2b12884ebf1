import { checkDestination, missingDestination } from './destinations';
import type { Report } from '../report';
import { mapAt, mapsAt, numberAt, presentOf, type PlainObject } from '../syntax/values';
import { isMissing } from '../syntax/written';

/** Who gets a copy of the requests. The report stands at the route. */
export function checkMirrors(route: PlainObject, report: Report): void {
  const mirror = mapAt(route, 'mirror');
  if (mirror) checkDestination(mirror, report.in('mirror'));
  checkPercentage(route, 'mirrorPercentage', report);

  // Of its two spellings the first counts.
  for (const field of presentOf(route, ['mirrorPercent', 'mirror_percent']).slice(0, 1)) {
    const percent = numberAt(route, field);
    if (percent > 100) outOfRange(percent, report.in(field));
    report.in(field).warning({
      code: 'virtual-service/deprecated-mirror-percent',
      what: `${field} is deprecated`,
      expected: 'mirrorPercentage',
      fix: `write mirrorPercentage: { value: ${percent} }`,
    });
  }
  for (const [i, policy] of mapsAt(route, 'mirrors')) {
    const at = report.in('mirrors', i);
    const destination = mapAt(policy, 'destination');
    if (destination) checkDestination(destination, at.in('destination'));
    if (isMissing(policy, 'destination')) missingDestination(at.in('destination'));
    else checkPercentage(policy, 'percentage', at);
  }
}

function checkPercentage(parent: PlainObject, field: string, report: Report): void {
  const percentage = numberAt(mapAt(parent, field), 'value');
  if (percentage < 0 || percentage > 100) outOfRange(percentage, report.in(field, 'value'));
}

function outOfRange(percentage: number, report: Report): void {
  report.error({
    code: 'virtual-service/mirror-percentage',
    what: `the percentage of mirrored requests is ${percentage}`,
    expected: '0 to 100',
    fix: 'write how many of a hundred requests are copied',
  });
}
