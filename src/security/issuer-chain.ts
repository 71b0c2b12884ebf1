import type { TrustContext } from './trust-context';
import { draftOf, objectsIn } from '../kube/late-value';
import type { IssuerRef } from '../vocabulary/issuer-ref';

const GROUP = 'cert-manager.io';

/** What this program knows about who is behind an issuer. */
export type IssuerFacts =
  /** The issuer signs everything by itself. */
  | { readonly kind: 'selfSigned' }
  /** The issuer is a CA of the cluster, and the chain above it ends in a certificate that is self-signed there. */
  | { readonly kind: 'root'; readonly issuer: string }
  | { readonly kind: 'acme' }
  /** Not written by this program, or of a type that does not tell. */
  | { readonly kind: 'unknown' };

type Json = Record<string, any>;

/** Follows an issuer through the objects that are written into its cluster, as they are rendered. */
export function issuerFacts(ctx: TrustContext, ref: IssuerRef): IssuerFacts {
  if (ref.group !== GROUP) return { kind: 'unknown' };
  const objects = certManagerObjects(ctx);
  let at: Place | undefined = { name: ref.name, kind: ref.kind, namespace: ctx.rootNamespace };
  for (const seen = new Set<string>(); at !== undefined;) {
    const id: string = `${at.kind}/${at.kind === 'Issuer' ? at.namespace : ''}/${at.name}`;
    if (seen.has(id)) break;
    seen.add(id);
    const issuer = findIssuer(objects, at);
    if (issuer?.spec?.acme) return { kind: 'acme' };
    if (issuer?.spec?.selfSigned) return seen.size === 1 ? { kind: 'selfSigned' } : { kind: 'root', issuer: at.name };
    at = issuer && above(objects, at, issuer);
  }
  return { kind: 'unknown' };
}

interface Place {
  readonly name: string;
  readonly kind: string;
  readonly namespace?: string;
}

/** The issuer of the CA certificate that an issuer signs with. */
function above(objects: readonly Json[], at: Place, issuer: Json): Place | undefined {
  const secretName: string | undefined = issuer.spec?.ca?.secretName;
  if (secretName === undefined) return undefined;
  // A ClusterIssuer reads Secrets of a namespace that cert-manager is told at its start, so that any is possible.
  const certificate = objects.find((o) => o.kind === 'Certificate' && o.spec?.secretName === secretName
    && (at.kind === 'ClusterIssuer' || isIn(o, at.namespace)));
  const ref = certificate?.spec?.issuerRef;
  if (!ref?.name || (ref.group ?? GROUP) !== GROUP) return undefined;
  return { name: ref.name, kind: ref.kind ?? 'Issuer', namespace: certificate!.metadata?.namespace };
}

function findIssuer(objects: readonly Json[], { kind, name, namespace }: Place): Json | undefined {
  return objects.find((o) => o.kind === kind && o.metadata?.name === name && (kind === 'ClusterIssuer' || isIn(o, namespace)));
}

/** An object without a namespace goes where somebody applies it. */
function isIn(object: Json, namespace: string | undefined): boolean {
  return namespace === undefined || object.metadata?.namespace === undefined || object.metadata.namespace === namespace;
}

function certManagerObjects({ clusterScope }: TrustContext): Json[] {
  return objectsIn(clusterScope).filter((object) => object.apiGroup === GROUP).map((object) => draftOf(object) as Json);
}
