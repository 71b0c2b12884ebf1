import type { Construct } from 'constructs';
import { type CoreKind, coreObject, type ObjectProps } from './object';
import type { Manifest } from '../manifest';
import { pathSegmentProblem } from '../names';

const API_GROUP = 'rbac.authorization.k8s.io';
const ROLE: CoreKind = { apiVersion: `${API_GROUP}/v1`, kind: 'Role', nameProblem: pathSegmentProblem };
const ROLE_BINDING: CoreKind = { apiVersion: `${API_GROUP}/v1`, kind: 'RoleBinding', nameProblem: pathSegmentProblem };

/** What may be done to what. */
export interface PolicyRule {
  /** `''` is the core group. */
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  /** Only these objects; `list` and `create` cannot be limited to names. */
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** Who is meant. A subject without a namespace that is a ServiceAccount is in the namespace of the binding. */
export interface Subject {
  readonly kind: 'ServiceAccount' | 'User' | 'Group';
  readonly name: string;
  /** Of a ServiceAccount only. */
  readonly namespace?: string;
}

/** A Role. */
export interface RoleProps extends ObjectProps {
  readonly rules: readonly PolicyRule[];
}

/** A RoleBinding. */
export interface RoleBindingProps extends ObjectProps {
  readonly role: { readonly kind: 'Role' | 'ClusterRole'; readonly name: string };
  readonly subjects: readonly Subject[];
}

/** Writes a Role. */
export function role(scope: Construct, id: string, props: RoleProps): Manifest {
  return coreObject(scope, id, ROLE, props, { rules: props.rules });
}

/** Writes a RoleBinding. */
export function roleBinding(scope: Construct, id: string, props: RoleBindingProps): Manifest {
  return coreObject(scope, id, ROLE_BINDING, props, {
    roleRef: { apiGroup: API_GROUP, kind: props.role.kind, name: props.role.name },
    subjects: props.subjects.map((subject) => (subject.kind === 'ServiceAccount'
      ? { kind: subject.kind, name: subject.name, namespace: subject.namespace ?? props.namespace }
      : { apiGroup: API_GROUP, kind: subject.kind, name: subject.name })),
  });
}
