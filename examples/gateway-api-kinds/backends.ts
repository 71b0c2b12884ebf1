import { BackendCa, BackendName, BackendTlsPolicy, BackendTlsTarget, type MeshNamespace, type MeshService } from 'cdk8s-ossm';
import { authority } from './workloads';

/** Services that speak TLS by themselves, and whom the gateway trusts there. */
export function backends(legacy: MeshNamespace, { invoices, stock }: { invoices: MeshService; stock: MeshService }): void {
  new BackendTlsPolicy(invoices, 'tls', {
    name: 'invoices',
    namespace: legacy,
    targets: [BackendTlsTarget.service(invoices, 'https')],
    hostname: 'invoices.legacy.example',
    ca: BackendCa.configMaps(authority(legacy, 'legacy-ca')),
    subjectAltNames: [BackendName.hostname('invoices.legacy.example'), BackendName.uri('spiffe://legacy.example/invoices')],
  });
  new BackendTlsPolicy(stock, 'tls', {
    name: 'stock',
    namespace: legacy,
    targets: [BackendTlsTarget.service(stock)],
    hostname: 'stock.shop.example',
    ca: BackendCa.SYSTEM,
  });
}
