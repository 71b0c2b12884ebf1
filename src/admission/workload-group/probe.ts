import type { Report } from '../report';
import { probeHeaderNameProblem } from '../syntax/http';
import { checkPortNumber, unsignedAt } from '../syntax/ports';
import { mapAt, mapsAt, numberAt, presentOf, textAt, type PlainObject } from '../syntax/values';
import { isEmptyList } from '../syntax/written';

const NUMBERS = ['periodSeconds', 'initialDelaySeconds', 'timeoutSeconds', 'successThreshold', 'failureThreshold'];
/** Of several, protobuf takes the last of this order. istiod has no case for `grpc`, and so refuses a probe with it. */
const METHODS = ['httpGet', 'tcpSocket', 'exec', 'grpc'] as const;
const SCHEMES = ['HTTP', 'HTTPS'];

/** How the agent of a workload finds out that it is ready. The report stands at the probe. */
export function checkProbe(probe: PlainObject, report: Report): void {
  for (const field of NUMBERS.filter((name) => numberAt(probe, name) < 0)) {
    report.in(field).error({
      code: 'workload-group/negative-probe-number',
      what: `${field} is ${numberAt(probe, field)}`,
      expected: '0 for the default, or more',
      fix: 'write a positive number, or leave it out',
    });
  }
  const method = presentOf(probe, METHODS).at(-1);
  if (method === undefined || method === 'grpc') {
    report.error({
      code: 'workload-group/no-probe-method',
      what: method ? 'the probe has the method grpc, which the webhook of Istio refuses' : 'the probe has no method',
      expected: METHODS.slice(0, -1).join(', '),
      fix: 'add one of them, or remove the probe',
    });
    return;
  }
  const settings = mapAt(probe, method);
  if (!settings) return;
  const at = report.in(method);
  if (method === 'exec') checkCommand(settings, at);
  else checkPortNumber(unsignedAt(settings, 'port'), at.in('port'));
  if (method === 'httpGet') checkRequest(settings, at);
}

function checkRequest(request: PlainObject, report: Report): void {
  const scheme = textAt(request, 'scheme');
  if (scheme !== '' && !SCHEMES.includes(scheme)) {
    report.in('scheme').error({
      code: 'workload-group/probe-scheme',
      what: `the scheme of the probe is '${scheme}'`,
      expected: SCHEMES.join(' or '),
      fix: 'write it in capitals, or leave it out for HTTP',
    });
  }
  for (const [i, header] of mapsAt(request, 'httpHeaders')) {
    const wrong = probeHeaderNameProblem(textAt(header, 'name'));
    if (!wrong || (header.name !== undefined && header.name !== null && typeof header.name !== 'string')) continue;
    report.in('httpHeaders', i, 'name').error({
      code: 'workload-group/probe-header',
      what: `a header of the probe is not usable: ${wrong}`,
      expected: "letters, digits and '-'",
      fix: 'change the name of the header',
    });
  }
}

function checkCommand(exec: PlainObject, report: Report): void {
  if (!isEmptyList(exec, 'command')) return;
  report.in('command').error({
    code: 'workload-group/no-probe-command',
    what: 'the probe runs no command',
    expected: 'the command as a list: the program, then its arguments',
    fix: 'add command',
  });
}
