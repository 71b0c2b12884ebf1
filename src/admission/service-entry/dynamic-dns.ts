import type { AdmittedObject } from '../kind-check';
import type { Report } from '../report';
import { hostProblem } from './hosts';
import { isWildcardHost } from '../syntax/hosts';
import { isKnownProtocol } from '../syntax/protocols';
import { mapsAt, textAt, textsAt, type PlainObject } from '../syntax/values';
import { enumAt, isBlank, isFilled } from '../syntax/written';

const LOCATIONS = ['MESH_EXTERNAL', 'MESH_INTERNAL'] as const;
/** Those that Envoy's dynamic forward proxy serves. */
const PROTOCOLS = ['http', 'tls', 'grpc', 'http2'];
const USE_WAYPOINT = 'istio.io/use-waypoint';

/** A ServiceEntry whose hosts are resolved as requests name them. The report stands at the spec. */
export function checkDynamicDns(spec: PlainObject, report: Report, { labels }: AdmittedObject): void {
  for (const [i, host] of textsAt(spec, 'hosts')) {
    if (isWildcardHost(host) || hostProblem(host)) continue;
    report.in('hosts', i).error({
      code: 'service-entry/dynamic-dns-host',
      what: `the host '${host}' is a single one, and the resolution is DYNAMIC_DNS`,
      expected: "hosts with '*', as in '*.example.com'",
      fix: 'use resolution DNS for single hosts',
    });
  }
  for (const field of ['addresses', 'endpoints'].filter((name) => isFilled(spec, name))) {
    report.in(field).error({
      code: `service-entry/dynamic-dns-${field}`,
      what: `the ServiceEntry has ${field}, and the resolution is DYNAMIC_DNS: where a connection goes follows from the host alone`,
      expected: `no ${field}`,
      fix: `remove ${field}, or use another resolution`,
    });
  }
  for (const [i, port] of mapsAt(spec, 'ports')) {
    const protocol = textAt(port, 'protocol');
    const isJudged = isBlank(port, 'protocol') || isKnownProtocol(protocol);
    if (!isJudged || PROTOCOLS.includes(protocol.toLowerCase())) continue;
    report.in('ports', i, 'protocol').error({
      code: 'service-entry/dynamic-dns-protocol',
      what: protocol ? `the protocol of a port is ${protocol}, and the resolution is DYNAMIC_DNS` : 'a port has no protocol, and the resolution is DYNAMIC_DNS',
      expected: 'HTTP, HTTP2, GRPC or TLS',
      fix: 'use TLS for HTTPS that is passed through, or another resolution',
    });
  }
  const waypoint = labels[USE_WAYPOINT] ?? '';
  if (enumAt(spec, 'location', LOCATIONS) === 'MESH_INTERNAL' && waypoint !== '' && waypoint.toLowerCase() !== 'none') {
    report.in('location').error({
      code: 'service-entry/dynamic-dns-inside',
      what: `the location is MESH_INTERNAL with resolution DYNAMIC_DNS, and the waypoint '${waypoint}' is used`,
      expected: 'MESH_EXTERNAL where there is a waypoint',
      fix: `write location: MESH_EXTERNAL, or remove the label ${USE_WAYPOINT}`,
    });
  }
}
