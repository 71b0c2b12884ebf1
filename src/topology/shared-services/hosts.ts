import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { pathOf } from '../../analysis/finding';
import { SERVICE } from '../../analysis/kinds';
import type { Cluster } from '../../cluster';
import { draftOf, objectsIn } from '../../kube/late-value';

/** What of a cluster has a host name already, in words; undefined where the name is free. Runs at synth. */
export function hostOwner(cluster: Cluster, host: string, except: readonly ApiObject[]): string | undefined {
  const handle = cluster.node.findAll().find((c) => SERVICE.is(c) && (c as unknown as { host: string }).host === host);
  if (handle) return `the service at ${pathOf(handle)}`;
  const object = objectsIn(cluster).filter((o) => !except.includes(o)).find((o) => hostsOf(o, cluster.clusterDomain).includes(host));
  return object && `${object.kind} '${object.name}' at ${pathOf(object)}`;
}

/** The Service of a cluster; undefined where this program does not write it. */
export function serviceObject(cluster: IConstruct, namespace: string, name: string): ApiObject | undefined {
  return objectsIn(cluster).find((o) => isService(o) && o.name === name && draftOf(o).metadata.namespace === namespace);
}

function hostsOf(object: ApiObject, clusterDomain: string): string[] {
  if (isService(object)) return [`${object.name}.${draftOf(object).metadata.namespace ?? 'default'}.svc.${clusterDomain}`];
  if (object.kind !== 'ServiceEntry') return [];
  const hosts: unknown = draftOf(object).spec?.hosts;
  return Array.isArray(hosts) ? hosts : [];
}

function isService({ kind, apiGroup }: ApiObject): boolean {
  return kind === 'Service' && apiGroup === 'core';
}
