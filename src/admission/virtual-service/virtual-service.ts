import { attachmentOf } from './attachment';
import { checkDelegate } from './delegate';
import { checkGatewayNames } from './gateway-names';
import { checkHosts } from './hosts';
import { checkHttpRoute } from './http-route';
import { checkTcpRoute, checkTlsRoute } from './layer-4';
import { warnOfUnreachableHttpRules } from './overlap';
import { warnOfUnreachableRules } from './unreachable';
import type { KindCheck } from '../kind-check';
import { checkExportTo } from '../syntax/export-to';
import { listAt, mapsAt } from '../syntax/values';
import { isEmptyList } from '../syntax/written';

/**
 * What Istio's webhook says of a VirtualService.
 * @see istio/istio pkg/config/validation/validation.go (ValidateVirtualService), virtualservice.go
 */
export const checkVirtualService: KindCheck = (spec, report, object) => {
  const attachment = attachmentOf(spec, object);
  if (attachment.isDelegate) checkDelegate(spec, report);
  checkGatewayNames(spec, report, attachment.isFromGatewayApi, 'warns');
  checkHosts(spec, attachment, report);

  if (['http', 'tls', 'tcp'].every((field) => isEmptyList(spec, field))) {
    report.error({
      code: 'virtual-service/no-routes',
      what: 'the VirtualService has no routes',
      expected: 'at least one route under http, tls or tcp',
      fix: 'add a route, for instance http: [{ route: [{ destination: { host: <host> } }] }]',
    });
  }
  for (const [i, route] of mapsAt(spec, 'http')) checkHttpRoute(route, attachment, report.in('http', i));
  for (const [i, route] of mapsAt(spec, 'tls')) checkTlsRoute(route, attachment, report.in('tls', i));
  for (const [i, route] of mapsAt(spec, 'tcp')) checkTcpRoute(route, attachment, report.in('tcp', i));
  checkExportTo(spec, object.namespace, report);

  warnOfUnreachableHttpRules(listAt(spec, 'http'), report.in('http'));
  warnOfUnreachableRules(listAt(spec, 'tcp'), report.in('tcp'));
  warnOfUnreachableRules(listAt(spec, 'tls'), report.in('tls'));
};
