import { sidecarProblems } from './sidecar-annotations';
import type { WorkloadOptions } from './workload-options';
import type { Problem } from '../analysis/finding';
import { labelValueProblem } from '../kube/names';
import { DataPlane } from '../vocabulary/data-plane';
import type { IMeshNamespace } from '../vocabulary/interfaces';
import { notAMember } from '../vocabulary/members';
import { MeshLabel } from '../vocabulary/mesh-labels';

/** What decides the labels and annotations that a workload writes itself. */
const DECIDED: { readonly [key: string]: string } = {
  [MeshLabel.INJECT]: '`dataPlane`',
  [MeshLabel.REVISION]: '`dataPlane`, and the revision of the namespace',
  [MeshLabel.DATA_PLANE_MODE]: '`dataPlane`',
  [MeshLabel.USE_WAYPOINT]: '`waypoint`',
  [MeshLabel.USE_WAYPOINT_NAMESPACE]: '`waypoint`',
};

/** What is wrong with a workload as far as it can be said when it is described. */
export function workloadProblems(subject: string, dataPlane: DataPlane, namespace: IMeshNamespace, options: WorkloadOptions): Problem[] {
  return [
    ...dataPlaneProblems(subject, dataPlane, namespace),
    ...proxyProblems(subject, dataPlane, options),
    ...metadataProblems(subject, options),
    ...(options.endsByItself ? [endingProblem(subject, dataPlane, namespace, true)] : []),
    initContainerProblem(subject, dataPlane, namespace, options),
  ].filter((p) => p !== undefined);
}

/** Pods that end by themselves, with a sidecar that does not. */
export function endingProblem(subject: string, dataPlane: DataPlane, { mesh }: IMeshNamespace, stated: boolean): Problem | undefined {
  if (dataPlane !== DataPlane.SIDECAR || mesh._facts.nativeSidecars) return undefined;
  return {
    code: 'workload/sidecar-outlives-job',
    what: `the pods of ${subject} end by themselves, but their sidecar does not, so that they never complete`,
    expected: 'native sidecars, which end with the application, or no sidecar',
    fix: 'turn native sidecars on for the mesh (`nativeSidecars`), or say `dataPlane: DataPlane.NONE` (AMBIENT in an ambient mesh)'
      + (stated ? '' : '; if the application ends its sidecar (POST localhost:15020/quitquitquit), say `endsByItself: false`'),
    severity: stated ? 'error' : 'warning',
  };
}

function initContainerProblem(subject: string, dataPlane: DataPlane, { mesh }: IMeshNamespace, options: WorkloadOptions): Problem | undefined {
  if (!options.initContainersNeedNetwork || dataPlane !== DataPlane.SIDECAR || mesh._facts.nativeSidecars) return undefined;
  const { excludeOutboundPorts, excludeOutboundIpRanges, includeOutboundIpRanges } = options.proxy ?? {};
  if (excludeOutboundPorts?.length || excludeOutboundIpRanges?.length || includeOutboundIpRanges) return undefined;
  return {
    code: 'workload/init-container-without-network',
    what: `an init container of ${subject} needs the network, but runs before the sidecar, to which the CNI plugin already sends its traffic`,
    expected: 'a proxy that is there first, or traffic that goes around it',
    fix: 'turn native sidecars on for the mesh (`nativeSidecars`), name what it reaches in `proxy.excludeOutboundPorts` or '
      + '`proxy.excludeOutboundIpRanges`, or say another `dataPlane`',
  };
}

function dataPlaneProblems(subject: string, dataPlane: DataPlane, namespace: IMeshNamespace): Problem[] {
  const { mesh, namespaceName, _internals } = namespace;
  const wrong = notAMember('DataPlane', DataPlane, dataPlane);
  if (wrong) return [{ code: 'workload/wrong-type', what: `\`dataPlane\` of ${subject} is '${String(dataPlane)}'`, ...wrong }];
  // of a namespace that is ambient itself, it says so once
  if (dataPlane === DataPlane.AMBIENT && mesh._facts.dataPlane !== DataPlane.AMBIENT && namespace.dataPlane !== DataPlane.AMBIENT) {
    return [{
      code: 'workload/mesh-not-ambient',
      what: `${subject} is to be ambient in mesh '${mesh._facts.name}', whose data plane is ${mesh._facts.dataPlane}`,
      expected: 'an ambient mesh: a sidecar mesh has no ztunnel',
      fix: 'make the mesh ambient, or leave `dataPlane` out',
    }];
  }
  if (dataPlane !== DataPlane.NONE && _internals.labelOf(MeshLabel.INJECTION) === 'disabled') {
    return [{
      code: 'workload/namespace-opted-out',
      what: `${subject} is to be in the mesh with a ${dataPlane} data plane, but namespace '${namespaceName}' has opted out`,
      expected: `a namespace without ${MeshLabel.INJECTION}: disabled`,
      fix: 'remove `optOut()` from the namespace: with `dataPlane: DataPlane.NONE` alone its pods can still choose',
    }];
  }
  return [];
}

function proxyProblems(subject: string, dataPlane: DataPlane, { proxy }: WorkloadOptions): Problem[] {
  if (!proxy) return [];
  if (dataPlane === DataPlane.SIDECAR) return sidecarProblems(proxy);
  return [{
    code: 'workload/proxy-without-sidecar',
    what: `${subject} has settings for its sidecar, but its data plane is ${dataPlane}`,
    expected: '`proxy` on pods that get a sidecar',
    fix: 'remove `proxy`, or say `dataPlane: DataPlane.SIDECAR`',
  }];
}

function metadataProblems(subject: string, { version, labels = {}, annotations = {} }: WorkloadOptions): Problem[] {
  const problems: Problem[] = [];
  const invalid = version === undefined ? undefined : labelValueProblem(version);
  if (invalid || version === '') {
    problems.push({
      code: 'workload/invalid-version',
      what: `the version '${version}' of ${subject} is not usable: ${invalid ?? 'it is empty'}`,
      expected: 'the value of a label',
      fix: 'change the version',
    });
  }
  for (const [field, map] of [['labels', labels], ['annotations', annotations]] as const) {
    for (const key of Object.keys(map).filter((k) => k in DECIDED)) {
      problems.push({
        code: 'workload/label-decided-elsewhere',
        what: `\`${field}\` of ${subject} has ${key}: ${map[key]}, which ${DECIDED[key]} decides`,
        expected: `${field} of your own only`,
        fix: `remove it, and use ${DECIDED[key]}`,
      });
    }
  }
  return problems;
}
