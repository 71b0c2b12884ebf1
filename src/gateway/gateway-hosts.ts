import type { Construct } from 'constructs';
import { GatewayCertificate } from './certificate';
import type { CertificateStore } from './certificate-store';
import type { GatewayClaims } from './claims';
import { type Exposure, ExposureKind } from './exposure';
import { GatewayHost } from './gateway-host';
import type { GatewayHostOptions } from './gateway-options';
import { gatewayHostProblems, hostRemarks, madeUpHostProblems, neighbourProblems } from './host-checks';
import { completeHost, objectNameOf } from './host-name';
import type { HostOwner } from './host-owner';
import { writeRoute } from './openshift-route';
import { routerEndsTls, tlsOf, withHostSettings } from './route-merge';
import { routeProblems } from './route-problems';
import { InsecureTraffic, type RouteSettings, RouteTls } from './route-settings';
import { Arrival, type ServedHost } from './servers';
import type { Problem } from '../analysis/finding';
import { Findings } from '../analysis/findings';
import { dnsLabelProblem } from '../kube/names';
import type { MeshFacts } from '../vocabulary/mesh-facts';

/** The gateway as its hosts need it. */
export interface HostsGateway {
  readonly construct: Construct;
  readonly name: string;
  readonly namespace: string;
  readonly facts: MeshFacts;
  readonly exposure: Exposure;
  readonly claims: GatewayClaims;
  readonly certificates: CertificateStore;
  /** Told of each new host. */
  onHost(): void;
  /** Told that the gateway shows certificates. */
  onCertificate(): void;
  /** Told that the router is to read a Secret. */
  onRouterSecret(secretName: string): void;
}

/** The hosts of a gateway of this program: their Routes, servers and certificates. */
export class GatewayHosts implements HostOwner {
  public readonly facts: MeshFacts;
  public readonly subject: string;
  public readonly virtualServiceNamespace: string;
  /** The hosts as they are served, in the order in which they were added. */
  public readonly served: ServedHost[] = [];

  public constructor(private readonly gateway: HostsGateway) {
    this.facts = gateway.facts;
    this.subject = `gateway '${gateway.name}'`;
    this.virtualServiceNamespace = gateway.namespace;
  }

  /** What can be said when the program is complete. */
  public problems(): Problem[] {
    return this.served.flatMap(emptyHostProblems);
  }

  public gatewayReference(fromNamespace: string): string {
    const { name, namespace } = this.gateway;
    return fromNamespace === namespace ? name : `${namespace}/${name}`;
  }

  public claimHost(host: GatewayHost): void {
    this.gateway.claims.claimName(host, 'VirtualService', this.gateway.namespace, host.objectName);
  }

  /** The host of a name: the one that was added before, or a new one. */
  public host(name: string, options: GatewayHostOptions): GatewayHost {
    const { host: hostName, problem } = completeHost(name, this.facts.appsDomain);
    const known = this.served.find((s) => s.host.hostName === hostName)?.host;
    if (known) {
      if (Object.values(options).some((v) => v !== undefined)) report(known, [twice(hostName, this.subject)]);
      return known;
    }
    const host = GatewayHost._create(this.gateway.construct, `host-${hostName}`, {
      owner: this,
      host: hostName,
      objectName: this.objectName(hostName, options),
      raw: options.raw?.virtualService,
    });
    const { exposure } = this.gateway;
    report(host, [...(problem ? [problem] : []), ...gatewayHostProblems(hostName, options, exposure, this.facts)]);
    this.serve(host, options);
    return host;
  }

  /** Lets VirtualServices of other namespaces bind to a host, which is added where it is not there yet. */
  public admit(name: string, namespaces: readonly string[]): GatewayHost {
    const host = this.host(name, {});
    const { namespaces: admitted } = this.served.find((s) => s.host === host)!;
    for (const namespace of namespaces) admitted.add(namespace);
    return host;
  }

  /** An unusable name is reported, and the report goes on with another one. */
  private objectName(host: string, { objectName }: GatewayHostOptions): string {
    return objectName !== undefined && !dnsLabelProblem(objectName) ? objectName : objectNameOf(host, this.facts.appsDomain, this.gateway.name);
  }

  private serve(host: GatewayHost, options: GatewayHostOptions): void {
    const { exposure, namespace } = this.gateway;
    const isRoute = exposure.kind === ExposureKind.ROUTE;
    const settings = isRoute ? withHostSettings(exposure._route!, options.route) : undefined;
    const arrival = settings ? arrivalOf(tlsOf(settings)) : options.certificate ? Arrival.TLS : Arrival.PLAIN;
    const served: ServedHost = {
      host,
      arrival,
      secret: this.secretOf(host, arrival, options.certificate),
      // behind a Route the router has answered plain HTTP already
      insecure: isRoute ? InsecureTraffic.NONE : options.insecure ?? InsecureTraffic.REDIRECT,
      namespaces: new Set((options.routesFrom ?? []).map((n) => n.namespaceName).filter((n) => n !== namespace)),
      everywhere: options.routesFromEverywhere ?? false,
    };
    report(host, neighbourProblems(served, this.served, this.subject));
    for (const { kind, text } of hostRemarks(host, this.gateway, settings, options)) Findings.of(host).remark(host, kind, text);
    this.served.push(served);
    this.gateway.claims.claimHost({ at: host, host: host.hostName, subject: this.subject, router: settings && routerOf(settings) });
    this.gateway.onHost();
    if (settings) this.writeRoute(host, settings, options);
  }

  private secretOf(host: GatewayHost, arrival: Arrival, certificate: GatewayCertificate | undefined): string | undefined {
    const shown = arrival === Arrival.ROUTER_TLS ? certificate ?? GatewayCertificate.serviceServing() : certificate;
    if (!shown || arrival === Arrival.PLAIN) return undefined;
    this.gateway.onCertificate();
    return this.gateway.certificates.secretOf(shown, host);
  }

  private writeRoute(host: GatewayHost, settings: RouteSettings, options: GatewayHostOptions): void {
    const { name, namespace, certificates, facts } = this.gateway;
    report(host, [
      ...routeProblems(host.hostName, settings, options.certificate, facts.openshift),
      ...madeUpHostProblems(host, namespace, settings, options.raw?.route),
    ]);
    const external = routerEndsTls(tlsOf(settings)) ? settings.externalCertificate : undefined;
    const externalSecret = external && certificates.secretOf(external, host);
    if (externalSecret !== undefined) this.gateway.onRouterSecret(externalSecret);
    host._route = writeRoute(host, 'Route', { host, namespace, serviceName: name, settings, externalSecret, raw: options.raw?.route });
  }
}

function arrivalOf(tls: RouteTls): Arrival {
  switch (tls) {
    case RouteTls.NONE:
    case RouteTls.EDGE: return Arrival.PLAIN;
    case RouteTls.PASSTHROUGH: return Arrival.TLS;
    case RouteTls.REENCRYPT: return Arrival.ROUTER_TLS;
  }
}

/** Routes with the same labels are admitted by the same routers. */
function routerOf({ shardLabels = {} }: RouteSettings): string {
  return JSON.stringify(Object.entries(shardLabels).sort());
}

function twice(host: string, subject: string): Problem {
  return {
    code: 'gateway/host-options-twice',
    what: `the host '${host}' of ${subject} exists already, and is given options a second time`,
    expected: 'options where the host is first named; without them host() returns the one that exists',
    fix: 'move the options to the first call',
  };
}

/** Nobody answers for such a host: 404. */
function emptyHostProblems({ host, namespaces, everywhere }: ServedHost): Problem[] {
  if (!host._isEmpty || namespaces.size > 0 || everywhere) return [];
  return [{
    code: 'gateway/host-without-routes',
    what: `the host '${host.hostName}' has no route: every request gets 404`,
    expected: 'at least one route, or namespaces that bring their own',
    fix: 'call `addRoute`, or name the namespaces in `routesFrom`',
    severity: 'warning',
  }];
}

function report(host: GatewayHost, problems: readonly Problem[]): void {
  for (const problem of problems) Findings.of(host).add(host, problem);
}
