import { addressProblem } from './address';
import { caProblem, shownUrl, urlProblem } from './api-server';
import { nearestOf } from './nearest';
import { secretOf } from './secrets';
import type { Problem } from '../analysis/finding';
import { dns1035LabelProblem, dnsLabelProblem } from '../kube/names';

/** What a facts file says. */
export interface FactsData {
  readonly cluster: string;
  readonly apiServer?: { readonly url?: string; readonly ca?: string };
  /** By `<namespace>/<Service>`. */
  readonly addresses?: { readonly [service: string]: string };
}

const EXAMPLE = '{ "cluster": "east", "apiServer": { "url": ..., "ca": ... }, "addresses": { "<namespace>/<Service>": ... } }';

type Report = (problem: Omit<Problem, 'cause'>) => void;

/** All that is wrong with what a facts file holds; none: it is a `FactsData`. */
export function factsProblems(document: unknown): Problem[] {
  const secret = secretOf(document);
  // alone: nothing of such a file is to be shown
  if (secret) {
    return [{
      code: 'cluster/facts-hold-secret',
      what: `${secret.path} is ${secret.what}`,
      expected: 'facts that hold no secret: the file is committed, and anybody may read it',
      fix: 'remove it, and take what was in the file for known to others',
    }];
  }
  const problems: Problem[] = [];
  const report: Report = (problem) => problems.push({ ...problem, cause: problem.what });
  if (!isMap('the file', document, report)) return problems;
  checkKeys('', document, ['cluster', 'apiServer', 'addresses'], report);
  text('cluster', document.cluster, dnsLabelProblem, 'the name of a cluster, which is a DNS label', report);
  const { apiServer, addresses } = document;
  if (apiServer !== undefined && isMap('apiServer', apiServer, report)) {
    checkKeys('apiServer.', apiServer, ['url', 'ca'], report);
    if (apiServer.url !== undefined) text('apiServer.url', apiServer.url, urlProblem, 'a URL like https://api.east.example.com:6443', report);
    if (apiServer.ca !== undefined) text('apiServer.ca', apiServer.ca, caProblem, 'one or more certificates as PEM', report);
  }
  if (addresses !== undefined && isMap('addresses', addresses, report)) {
    for (const [service, address] of Object.entries(addresses)) {
      const wrong = serviceKeyProblem(service);
      if (wrong) {
        report({
          code: 'cluster/facts-invalid',
          what: `the key '${service}' of addresses is not usable: ${wrong}`,
          expected: 'the namespace and the name of a Service, like istio-system/istio-eastwestgateway',
          fix: 'change the key',
        });
      }
      text(`addresses.${service}`, address, addressProblem, 'an IP address or a DNS name', report);
    }
  }
  return problems;
}

function text(path: string, value: unknown, rule: (value: string) => string | undefined, expected: string, report: Report): void {
  const problem = typeof value === 'string' ? rule(value) : value === undefined ? 'it is missing' : `it is ${kindOf(value)}, and no string`;
  if (problem === undefined) return;
  const shown = typeof value === 'string' && value.length <= 80 && !value.includes('\n') ? ` '${shownUrl(value)}'` : '';
  report({ code: 'cluster/facts-invalid', what: `${path}${shown} is not usable: ${problem}`, expected, fix: `correct ${path}` });
}

function isMap(path: string, value: unknown, report: Report): value is { [key: string]: unknown } {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return true;
  report({ code: 'cluster/facts-invalid', what: `${path} is ${kindOf(value)}, and no map`, expected: EXAMPLE, fix: 'write a map' });
  return false;
}

function checkKeys(prefix: string, map: object, known: readonly string[], report: Report): void {
  for (const key of Object.keys(map)) {
    if (known.includes(key)) continue;
    const meant = nearestOf(key, known);
    report({
      code: 'cluster/facts-unknown-key',
      what: `there is no fact \`${prefix}${key}\``,
      expected: known.map((k) => `\`${prefix}${k}\``).join(', '),
      fix: meant ? `write \`${prefix}${meant}\`` : 'remove it',
    });
  }
}

function serviceKeyProblem(key: string): string | undefined {
  const [namespace, service, ...more] = key.split('/');
  if (service === undefined || more.length > 0) return "it is not two names with a '/' between them";
  return dnsLabelProblem(namespace) ?? dns1035LabelProblem(service);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? 'a string' : `the ${typeof value} ${String(value)}`;
}
