import type { Construct } from 'constructs';
import type { EastWestPlan } from './checks';
import type { ControlPlaneExposure } from './control-plane-exposure';
import {
  type ControlPlaneAddress, controlPlaneHosts, controlPlaneServers, controlPlaneTraffic, httpRoutes, tlsRoutes,
} from './control-plane-routes';
import type { Manifest } from '../../kube/manifest';
import { destinationRule, istioGateway, virtualService } from '../../traffic/istio-objects';
import type { MeshFacts } from '../../vocabulary/mesh-facts';
import { certificateObject } from '../certificate-object';
import { gatewayAccess, type SecretAccess } from '../secret-access';

/** What leads from an injected gateway to control planes. */
export interface ControlPlaneObjects {
  readonly gateway: Manifest;
  readonly routes: Manifest;
  readonly traffic?: Manifest;
  readonly certificate?: Manifest;
  readonly access?: SecretAccess;
}

/** The names of objects of a gateway: as everybody calls them for the gateway that everybody has, of its own name for another. */
export function objectName(gateway: string, usual: string): string {
  return gateway === DEFAULT_NAME ? usual : `${gateway}-${usual}`;
}

/** What Istio's documents call the gateway. */
export const DEFAULT_NAME = 'istio-eastwestgateway';

/** Writes what leads from the gateway to control planes. */
export function writeControlPlane(scope: Construct, plan: EastWestPlan, exposure: ControlPlaneExposure, mesh: MeshFacts): ControlPlaneObjects {
  const { clusterDomain } = mesh;
  const { name, namespace, selectorLabels } = plan;
  const { raw } = plan.settings._injected;
  const https = exposure._https;
  const controlPlanes: ControlPlaneAddress[] = plan.controlPlanes.map((c) => ({
    service: c.service, namespace: c.namespaceName ?? namespace, clusterDomain,
  }));
  const common = { namespace, labels: selectorLabels };
  const judged = { ...common, mesh };
  const { secretName, certificate } = https ? writeCertificate(scope, plan, exposure) : {};
  const gatewayName = objectName(name, 'istiod-gateway');
  const [first] = controlPlanes;
  return {
    gateway: istioGateway(scope, 'control-plane-gateway', {
      ...judged, name: gatewayName, raw: raw?.controlPlaneGateway, selector: selectorLabels, servers: () => controlPlaneServers(https, secretName),
    }),
    routes: virtualService(scope, 'control-plane-routes', {
      ...judged,
      name: objectName(name, 'istiod-vs'),
      raw: raw?.controlPlaneRoutes,
      hosts: controlPlaneHosts(https),
      gateways: [gatewayName],
      http: https && (() => httpRoutes(https, first)),
      tls: https?.terminatesWebhook ? undefined : () => tlsRoutes(https, controlPlanes),
    }),
    traffic: https && destinationRule(scope, 'control-plane-traffic', {
      ...judged,
      name: objectName(name, 'istiod-dr'),
      raw: raw?.controlPlaneTraffic,
      host: `${first.service}.${first.namespace}.svc.${clusterDomain}`,
      ports: controlPlaneTraffic(https, first),
    }),
    certificate,
    access: https && gatewayAccess(scope, name, { ...common, name: `${name}-sds`, raw: { role: raw?.role, roleBinding: raw?.roleBinding } }),
  };
}

function writeCertificate(
  scope: Construct, { name, namespace }: EastWestPlan, { _https }: ControlPlaneExposure,
): { secretName?: string; certificate?: Manifest } {
  const { certificate: { _source: source }, host } = _https!;
  switch (source.kind) {
    case 'secret': return { secretName: source.secretName };
    // reported as an error
    case 'serving': return {};
    case 'cert-manager': {
      const { options } = source;
      const secretName = options.secretName ?? `${name}-istiod-tls`;
      const dnsNames = [...new Set([host, ...options.dnsNames ?? []])];
      const certificate = certificateObject(scope, 'certificate', {
        name: options.secretName ?? `${name}-istiod`, namespace, secretName, dnsNames: () => dnsNames, options,
      });
      return { secretName, certificate };
    }
  }
}
