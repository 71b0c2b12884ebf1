import type { Construct } from 'constructs';
import { type CoreKind, coreObject, type ObjectProps } from './object';
import type { Manifest } from '../manifest';
import { dnsLabelProblem } from '../names';

const NAMESPACE: CoreKind = { apiVersion: 'v1', kind: 'Namespace', nameProblem: dnsLabelProblem, clusterScoped: true };

/** A Namespace. */
export type NamespaceObjectProps = Omit<ObjectProps, 'namespace'>;

/** Writes a Namespace. */
export function namespaceObject(scope: Construct, id: string, props: NamespaceObjectProps): Manifest {
  return coreObject(scope, id, NAMESPACE, props, {});
}
