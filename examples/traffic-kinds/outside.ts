import {
  AppProtocol, ClientCertificate, ClientTls, DestinationRule, ExportTo, FailoverKey, LoadBalancer, LocalityLoadBalancing, MeshHost,
  OutlierDetection, ProxyProtocol, Resolution, RouteDestination, ServerCa, ServiceEntry, ServiceEntryLocation, TunnelProtocol, VirtualService,
  WorkloadAddress, WorkloadLocality, WorkloadSelector,
} from 'cdk8s-ossm';
import type { Construct } from 'constructs';
import { LEDGER_MACHINES } from './machines';
import { fromVault } from './secrets';
import type { Shop } from './shop';

/** What the shop sends to that is no Service of its cluster. */
export function outside(scope: Construct, { namespace, web }: Shop): void {
  const external = { location: ServiceEntryLocation.MESH_EXTERNAL, exportTo: [ExportTo.OWN_NAMESPACE] };
  const tls = [{ port: 443, name: 'tls', protocol: AppProtocol.TLS }];

  // A payment provider. Applications ask by plain HTTP, so that the mesh sees paths; proxies encrypt, with a certificate of the shop's own.
  const payments = new ServiceEntry(scope, 'payments', {
    ...external,
    name: 'payments',
    namespace,
    hosts: [MeshHost.of('api.payments.example')],
    ports: [{ port: 80, name: 'http', protocol: AppProtocol.HTTP, targetPort: 443 }, { port: 443, name: 'https', protocol: AppProtocol.HTTPS }],
    resolution: Resolution.dns(),
    subjectAltNames: ['api.payments.example'],
  });
  const certificate = ClientCertificate.secret(fromVault(namespace, 'payments-client', ['tls.crt', 'tls.key', 'ca.crt']));
  new DestinationRule(scope, 'payments-tls', {
    name: 'payments',
    namespace,
    host: payments.hosts[0],
    workloadSelector: WorkloadSelector.service(web),
    trafficPolicy: {
      portLevelSettings: [{ port: 80, tls: ClientTls.mutual(certificate, { sni: 'api.payments.example', subjectAltNames: ['api.payments.example'] }) }],
    },
  });

  // An old and a new address of a supplier, under one name. The old one is for when the new one fails.
  const locality = WorkloadLocality.of('eu-west');
  const stock = new ServiceEntry(scope, 'stock', {
    ...external,
    name: 'stock',
    namespace,
    hosts: [MeshHost.of('stock.supplier.example')],
    ports: [{ port: 8080, name: 'http', protocol: AppProtocol.HTTP, targetPort: 8443 }],
    // all in one locality: with several, istiod 1.30 crashes over priorities by label (https://github.com/istio/istio/issues/61857)
    resolution: Resolution.dns([
      { address: WorkloadAddress.dns('eu.supplier.example'), locality, weight: 9, labels: { age: 'new' } },
      { address: WorkloadAddress.dns('old.supplier.example'), locality, weight: 1, labels: { age: 'old' }, ports: { http: 8444 } },
    ]),
  });
  new DestinationRule(scope, 'stock-addresses', {
    name: 'stock',
    namespace,
    host: stock.hosts[0],
    workloadSelector: WorkloadSelector.service(web),
    trafficPolicy: {
      loadBalancer: LoadBalancer.byDefault({ locality: LocalityLoadBalancing.failoverPriority([FailoverKey.labelWith('age', 'new')]) }),
      outlierDetection: OutlierDetection.after5xx(3),
      tls: ClientTls.simple({ ca: ServerCa.files('/etc/supplier/ca.crt', '/etc/supplier/ca.crl') }),
    },
  });
  new VirtualService(scope, 'stock-routes', { name: 'stock', namespace, hosts: stock.hosts }).addHttpRoute({
    destination: RouteDestination.serviceEntry(stock, { port: 8080 }),
  });

  // A database on two hosts, which wants to know who its clients are.
  new ServiceEntry(scope, 'warehouse', {
    ...external,
    name: 'warehouse',
    namespace,
    hosts: [MeshHost.of('warehouse.internal')],
    addresses: ['240.240.0.7'],
    ports: [{ port: 5432, name: 'tcp', protocol: AppProtocol.TCP }],
    resolution: Resolution.staticEndpoints([{ address: WorkloadAddress.ip('192.0.2.50') }, { address: WorkloadAddress.ip('192.0.2.51') }]),
  });
  new DestinationRule(scope, 'warehouse-clients', {
    name: 'warehouse', namespace, host: MeshHost.of('warehouse.internal'), trafficPolicy: { proxyProtocol: ProxyProtocol.V2 },
  });

  // Machines with a proxy, by the labels of their WorkloadEntries.
  new ServiceEntry(scope, 'machines', {
    name: 'ledger-machines',
    namespace,
    hosts: [MeshHost.of('ledger.machines.internal')],
    location: ServiceEntryLocation.MESH_INTERNAL,
    ports: [{ port: 80, name: 'http', protocol: AppProtocol.HTTP }],
    resolution: Resolution.staticWorkloads(WorkloadSelector.labels(LEDGER_MACHINES)),
  });
  new DestinationRule(scope, 'machines-tls', {
    name: 'ledger-machines',
    namespace,
    host: MeshHost.of('ledger.machines.internal'),
    trafficPolicy: { loadBalancer: LoadBalancer.byDefault({ locality: LocalityLoadBalancing.enabled() }), tls: ClientTls.istioMutual() },
  });

  // Names with many addresses, any name of a domain, and addresses without names.
  new ServiceEntry(scope, 'images', {
    ...external, name: 'images', namespace, hosts: [MeshHost.of('images.cdn.example')], ports: tls, resolution: Resolution.dnsRoundRobin(),
  });
  new ServiceEntry(scope, 'tenants', {
    ...external, name: 'tenants', namespace, hosts: [MeshHost.of('*.tenants.example')], ports: tls, resolution: Resolution.dynamicDns(),
  });
  new ServiceEntry(scope, 'printers', {
    ...external,
    name: 'printers',
    namespace,
    hosts: [MeshHost.of('printers.internal')],
    addresses: ['198.51.100.0/24'],
    ports: [{ port: 9100, name: 'tcp-print', protocol: AppProtocol.TCP }],
    resolution: Resolution.none(),
  });
  new DestinationRule(scope, 'printers-plain', {
    name: 'printers', namespace, host: MeshHost.of('printers.internal'), trafficPolicy: { loadBalancer: LoadBalancer.passthrough(), tls: ClientTls.disable() },
  });

  // The only way to the tax office is the company's proxy: a tunnel through it. Who the proxy is does not matter, what goes through is TLS already.
  const office = new ServiceEntry(scope, 'tax-office', {
    ...external, name: 'tax-office', namespace, hosts: [MeshHost.of('api.tax.example')], ports: tls, resolution: Resolution.dns(),
  });
  const proxy = new ServiceEntry(scope, 'proxy', {
    ...external,
    name: 'proxy',
    namespace,
    hosts: [MeshHost.of('proxy.corp.example')],
    addresses: ['240.240.0.8'],
    ports: [{ port: 3128, name: 'tcp', protocol: AppProtocol.TCP }],
    resolution: Resolution.dns(),
  });
  const tunnel = new DestinationRule(scope, 'tunnel', { name: 'proxy', namespace, host: proxy.hosts[0] }).addSubset('tax-office', {
    trafficPolicy: {
      tunnel: { targetHost: office.hosts[0], targetPort: 443, protocol: TunnelProtocol.CONNECT },
      tls: ClientTls.simpleUnverified({ sni: 'proxy.corp.example' }),
    },
  });
  new VirtualService(scope, 'tax-routes', { name: 'tax-office', namespace, hosts: office.hosts }).addTlsRoute({
    matches: [{ sniHosts: office.hosts, port: 443 }], destination: RouteDestination.subset(tunnel, { port: 3128 }),
  });
}
