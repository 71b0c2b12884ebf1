import { isIP } from 'net';
import type { IConstruct } from 'constructs';
import { addressProblem } from './address';
import type { Cluster } from './cluster';
import type { ApiServerOptions } from './cluster-props';
import type { FactsData } from './facts-data';
import { Findings } from '../analysis/findings';
import type { LateValue } from '../kube/late-value';

/** A Service whose address is asked for. */
export interface AddressRequest {
  readonly namespace: string;
  /** The name of the Service. */
  readonly service: string;
  /** Whether its cluster IP is meant, and not the address of its load balancer. */
  readonly clusterIp?: boolean;
  /** The address as the program states it, if it does. */
  readonly given?: string;
  /** Who asks; where what is wrong with the stated one is reported. */
  readonly by: IConstruct;
}

/** The address of a Service: the program may state it after somebody has asked. */
class LateAddress implements LateValue {
  public readonly cluster: string;
  public readonly key: string;
  public readonly what: string;
  public readonly command: string;
  public readonly note: string;
  public given?: string;

  constructor({ clusterName }: Cluster, { namespace, service, clusterIp }: AddressRequest, private readonly fact: string | undefined) {
    this.cluster = clusterName;
    this.key = `addresses.${namespace}/${service}`;
    this.what = `the ${clusterIp ? 'cluster IP' : 'address'} of Service '${service}' in namespace '${namespace}' of cluster '${clusterName}'`;
    const path = clusterIp ? '{.spec.clusterIP}' : '{.status.loadBalancer.ingress[0].ip}{.status.loadBalancer.ingress[0].hostname}';
    this.command = `oc --context ${clusterName} -n ${namespace} get service ${service} -o jsonpath='${path}'`;
    this.note = clusterIp
      ? 'It stays the same until the Service is deleted.'
      : 'It says nothing until the load balancer is there; that may take minutes after the Service was applied.';
  }

  public get known(): string | undefined {
    return this.given ?? this.fact;
  }
}

/** What is known of one cluster only once it runs; each value is one object, whoever asks for it. */
export class LateValues {
  private readonly addresses = new Map<string, LateAddress>();
  private readonly kinds = new Map<string, boolean>();
  private url?: LateValue;
  private ca?: LateValue;

  constructor(private readonly cluster: Cluster, private readonly stated: ApiServerOptions, private readonly facts: FactsData | undefined) {}

  public apiServerUrl(): LateValue {
    const { clusterName } = this.cluster;
    return this.url ??= {
      cluster: clusterName,
      key: 'apiServer.url',
      what: `the URL of the API server of cluster '${clusterName}'`,
      command: `oc --context ${clusterName} get infrastructure cluster -o jsonpath='{.status.apiServerURL}'`,
      orElse: `\`apiServer: { url: ... }\` of the Cluster '${clusterName}'`,
      known: this.stated.url ?? this.facts?.apiServer?.url,
    };
  }

  public apiServerCa(): LateValue {
    const { clusterName } = this.cluster;
    return this.ca ??= {
      cluster: clusterName,
      key: 'apiServer.ca',
      what: `the CA certificates of the API server of cluster '${clusterName}'`,
      command: `oc --context ${clusterName} -n default get configmap kube-root-ca.crt -o jsonpath='{.data.ca\\.crt}'`,
      note: 'Where the API server has a custom certificate for the name in its URL, take the CA of that certificate instead. '
        + 'In JSON the line breaks of the PEM are written `\\n`; `| jq -Rs .` after the command does so.',
      orElse: `\`apiServer: { ca: ... }\` of the Cluster '${clusterName}'`,
      known: this.stated.ca ?? this.facts?.apiServer?.ca,
    };
  }

  public address(request: AddressRequest): LateValue {
    const { namespace, service, clusterIp = false, given, by } = request;
    const key = `${namespace}/${service}`;
    const fact = Object.entries(this.facts?.addresses ?? {}).find(([of]) => of === key)?.[1];
    // a cluster IP and a load balancer's address have one place in the facts, and are never both known there
    const id = `${key} ${clusterIp}`;
    let late = this.addresses.get(id);
    if (!late) {
      late = new LateAddress(this.cluster, request, fact);
      this.addresses.set(id, late);
      if (clusterIp && fact !== undefined) this.checkIp(late.key, fact, this.cluster);
    }
    if (this.kinds.get(key) === !clusterIp) this.reportTwoMeanings(late.key, by);
    this.kinds.set(key, clusterIp);
    if ((given ?? undefined) !== undefined) this.state(late, given!, clusterIp, by, fact);
    return late;
  }

  /** The addresses that somebody has asked for, by their place in the facts. */
  public get askedFor(): string[] {
    return [...this.kinds.keys()].sort();
  }

  private state(late: LateAddress, given: string, clusterIp: boolean, by: IConstruct, fact: string | undefined): void {
    const problem = typeof given === 'string' ? addressProblem(given) : 'it is no string';
    if (problem) {
      Findings.of(by).add(by, {
        code: 'cluster/invalid-address',
        what: `${late.what} is given as '${String(given)}', which is not usable: ${problem}`,
        expected: 'an IP address or a DNS name',
        fix: 'correct it, or leave it out while it is not known',
      });
      late.given ??= String(given);
      return;
    }
    if (clusterIp) this.checkIp('the address that is given', given, by);
    const other = late.given ?? fact;
    if (other !== undefined && other !== given) {
      const where = late.given !== undefined ? 'elsewhere in the program' : `in the facts of cluster '${late.cluster}'`;
      Findings.of(by).add(by, factTwice(late.what, `'${given}'`, `'${other}'`, where));
    }
    late.given ??= given;
  }

  private checkIp(where: string, address: string, at: IConstruct): void {
    if (isIP(address) !== 0) return;
    Findings.of(at).add(at, {
      code: 'cluster/invalid-address',
      what: `${where} is '${address}', and a cluster IP is meant`,
      expected: 'an IP address',
      fix: 'take the cluster IP of the Service; a headless Service has none',
    });
  }

  private reportTwoMeanings(key: string, by: IConstruct): void {
    Findings.of(by).add(by, {
      code: 'cluster/address-with-two-meanings',
      what: `\`${key}\` of cluster '${this.cluster.clusterName}' is the address of a load balancer for one who asks, and a cluster IP for another`,
      expected: 'one of the two for each Service',
      fix: 'have all clusters reach the Service in the same way: over one network, or over several',
    });
  }
}

/** A fact that is stated in two places, each saying something else. */
export function factTwice(what: string, one: string, other: string, where: string) {
  return {
    code: 'cluster/fact-twice',
    what: `${what} is stated as ${one}, and ${where} as ${other}`,
    expected: 'each fact in one place',
    fix: 'remove the one that is wrong',
  };
}
