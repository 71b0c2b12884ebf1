import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { type PolicyRule, role, roleBinding, type Subject } from '../kube/core/rbac';
import type { Manifest } from '../kube/manifest';

/** The router's own ServiceAccount. */
const ROUTER: Subject = { kind: 'ServiceAccount', name: 'router', namespace: 'openshift-ingress' };

/** Who may read Secrets of the gateway's namespace. */
export interface SecretAccess {
  readonly role: Manifest;
  readonly roleBinding: Manifest;
}

interface AccessInput {
  readonly name: string;
  readonly namespace: string;
  readonly labels: { readonly [key: string]: string };
  readonly raw?: { readonly role?: unknown; readonly roleBinding?: unknown };
}

/**
 * Lets the gateway show certificates. istiod hands a Secret to a proxy whose ServiceAccount may `list` the Secrets of its namespace: it
 * asks for that as a whole, so names cannot narrow it (istio/istio pilot/pkg/credentials/kube/secrets.go, `Authorize`).
 */
export function gatewayAccess(scope: Construct, serviceAccount: string, input: AccessInput): SecretAccess {
  return access(scope, '', input, { kind: 'ServiceAccount', name: serviceAccount, namespace: input.namespace }, {
    apiGroups: [''], resources: ['secrets'], verbs: ['get', 'watch', 'list'],
  });
}

/**
 * Lets the router read the Secrets that Routes name as `externalCertificate`, and no others.
 *
 * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/ingress_and_load_balancing/index
 */
export function routerAccess(scope: Construct, secretNames: () => string[], input: AccessInput): SecretAccess {
  return access(scope, 'router-', input, ROUTER, {
    apiGroups: [''], resources: ['secrets'], resourceNames: Lazy.any({ produce: secretNames }), verbs: ['get', 'watch', 'list'],
  });
}

function access(scope: Construct, prefix: string, input: AccessInput, subject: Subject, rule: PolicyRule): SecretAccess {
  const { raw, ...common } = input;
  return {
    role: role(scope, `${prefix}role`, { ...common, rules: [rule], raw: raw?.role }),
    roleBinding: roleBinding(scope, `${prefix}role-binding`, {
      ...common, role: { kind: 'Role', name: input.name }, subjects: [subject], raw: raw?.roleBinding,
    }),
  };
}
