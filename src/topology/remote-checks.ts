import { isIP } from 'net';
import { ApiObject } from 'cdk8s';
import { type Member, primariesOf } from './member';
import type { MadePart } from './parts';
import type { Problem } from '../analysis/finding';
import { RoleKind } from '../mesh/mesh-role';
import { compareVersions, minorOf } from '../release/istio-version';

/** Since then the charts tell an IPv6 address from a host name (istio/istio remote-istiod-endpointslices.yaml). */
const IPV6_SINCE = '1.30';

/** What a cluster without a control plane needs of the one that it starts from. */
export function remoteProblems(parts: readonly MadePart[], peers: readonly Member[]): Problem[] {
  const primaries = primariesOf([...parts.map((p) => p.member), ...peers]);
  return parts.filter((p) => p.kind === RoleKind.REMOTE).flatMap((part) => {
    const wanted = part.settings.primary;
    const primary = wanted === undefined ? primaries[0] : primaries.find((p) => p.clusterName === wanted);
    if (!primary) return [];
    const address = primary.gateway?.address.known;
    // revisions are known long before the address is
    return [...(address === undefined ? [] : addressProblems(part, primary, address)), ...primaries.flatMap((p) => revisionProblems(part, p))];
  });
}

function addressProblems(part: MadePart, primary: Member, address: string): Problem[] {
  const subject = `cluster '${part.cluster.clusterName}' reaches the control plane of '${primary.clusterName}' by '${address}'`;
  const family = isIP(address);
  if (family === 6 && compareVersions(minorOf(part.version), IPV6_SINCE) < 0) {
    return [{
      code: 'topology/ipv6-pilot-address',
      what: `${subject}, which the charts of Istio ${minorOf(part.version)} take for a host name`,
      expected: 'an IPv4 address or a DNS name; IPv6 from Istio 1.30 on',
      fix: 'use another address of the gateway, or a later version',
    }];
  }
  if (family === 0 && !primary.gateway!.mapsWebhookPort) {
    return [{
      code: 'topology/webhook-port-not-mapped',
      what: `${subject}, a host name, but port 443 of the gateway there does not lead to the webhook`,
      expected: 'port 443 on the Service of the gateway, with target port 15017: a Service for a host name cannot change ports',
      fix: 'let the library write the ports of the Service, or use an IP address',
    }];
  }
  return [];
}

/** A primary patches the webhooks of its own revisions only (istio/istio pkg/webhooks/webhookpatch.go). */
function revisionProblems(part: MadePart, primary: Member): Problem[] {
  const missing = part.revisions.filter((r) => !primary.revisions.includes(r));
  if (missing.length === 0) return [];
  return [{
    code: 'topology/revisions-part',
    what: `cluster '${part.cluster.clusterName}' has revision ${missing.map((r) => `'${r}'`).join(', ')}, but the control plane in '${primary.clusterName}', which looks after it, has ${primary.revisions.map((r) => `'${r}'`).join(', ')}`,
    expected: 'the revisions of a cluster without a control plane to be those of its primaries',
    fix: 'use one `updateStrategy` for both: a new version comes to the primary first, and to its remotes in the next commit',
  }];
}

/** Tags that are written past the topology: the operator refuses one that stands for a revision whose control plane is elsewhere. */
export function remoteObjectsProblems({ kind, cluster, mesh }: MadePart): Problem[] {
  if (kind !== RoleKind.REMOTE) return [];
  const names = new Set([mesh.meshName, ...mesh._plan.revisions]);
  return cluster.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c) && (c as ApiObject).kind === 'IstioRevisionTag').flatMap((tag) => {
    const target = (tag.toJson() as { spec?: { targetRef?: { name?: string } } }).spec?.targetRef?.name;
    if (target === undefined || !names.has(target)) return [];
    return [{
      code: 'topology/tag-on-remote',
      what: `the IstioRevisionTag '${tag.name}' (${tag.node.path}) stands for '${target}', whose control plane runs in another cluster`,
      expected: 'no tag there: the operator refuses one for a remote revision',
      fix: `remove it; workloads of this cluster ask for '${mesh.revision.name}' itself`,
    }];
  });
}
