import { Lazy } from 'cdk8s';
import { cniValues, ztunnelValues } from './foundation-options';
import type { Mesh } from './mesh';
import type { MeshFoundation } from './mesh-foundation';
import { checkEnvStrings, operandValues } from './operand-values';
import { ownedValueProblems, valuesOfCni, valuesOfZTunnel } from './owned-values';
import { cleaned, mergeAgreeing, orNothing, valueAt } from './plain-values';
import type { Problem } from '../analysis/finding';
import { Findings } from '../analysis/findings';
import { Manifest } from '../kube/manifest';
import { judgeAtSynth } from '../objects/judge';
import { targetOfRelease } from '../objects/target';
import { ReleaseFeature } from '../release/feature-names';

/** The `IstioCNI` of a foundation. Which version and profile it has is known when all meshes have joined. */
export function renderCni(foundation: MeshFoundation): Manifest {
  const { cni, images, raw, cniPlugin } = foundation._options;
  const chained = cniPlugin?._chained;
  const knobs = mergeAgreeing(cniValues(cni), cleaned({
    cni: {
      image: images?.options.cni,
      chained: chained ? true : undefined,
      provider: chained ? 'default' : undefined,
      cniConfFileName: chained?.confFileName,
      cniConfDir: chained?.confDir,
      cniBinDir: chained?.binDir,
    },
    global: foundation._sharedGlobals,
  }), []);
  const values = operandValues(foundation, 'sailoperator.io/IstioCNI', foundation.release, { knobs, typed: cni?.values, raw: cni?.rawValues });
  checkEnvStrings(foundation, values, 'cni.env');
  addOwned(foundation, ownedValueProblems(values, cni?.rawValues, valuesOfCni(foundation).filter(({ path }) => valueAt(knobs, path) === undefined)));
  return judged(foundation, new Manifest(foundation, 'istio-cni', {
    apiVersion: 'sailoperator.io/v1',
    kind: 'IstioCNI',
    clusterScoped: true,
    metadata: { name: 'default' },
    body: {
      spec: Lazy.any({
        produce: () => ({
          namespace: foundation.cniNamespace,
          version: foundation._nodeVersion,
          profile: foundation._ambientMesh ? 'ambient' : undefined,
          values: orNothing(values),
        }),
      }),
    },
    raw: raw?.istioCni,
  }));
}

/** The `ZTunnel` of the ambient mesh. */
export function renderZTunnel(foundation: MeshFoundation, mesh: Mesh): Manifest {
  const { ztunnel, images, raw } = foundation._options;
  const { release } = foundation;
  const revision = mesh._plan.productionRevision;
  const hasNetwork = release._has(ReleaseFeature.ZTUNNEL_NETWORK) && release._has(ReleaseFeature.ZTUNNEL_V1);
  const hasTargetRef = release._has(ReleaseFeature.ZTUNNEL_TARGET_REF);
  const knobs = mergeAgreeing(ztunnelValues(ztunnel), cleaned({
    ztunnel: {
      image: images?.options.ztunnel,
      // Before `targetRef` the chart is told where its istiod is; its own default is the revision `default` in istio-system.
      revision: !hasTargetRef && revision !== 'default' ? revision : undefined,
      istioNamespace: !hasTargetRef && mesh.rootNamespace !== 'istio-system' ? mesh.rootNamespace : undefined,
      // By `targetRef` it has both from the `global` of the Istio.
      network: hasNetwork && !hasTargetRef ? mesh._network : undefined,
      multiCluster: hasTargetRef ? undefined : { clusterName: mesh._role?.clusterName },
      // Older charts have no value for it, and pass on what ztunnel itself reads.
      env: hasNetwork ? undefined : { NETWORK: mesh._network },
    },
    global: { ...images?._globalValues() },
  }), []);
  const values = operandValues(foundation, 'sailoperator.io/ZTunnel', release, { knobs, typed: ztunnel?.values, raw: ztunnel?.rawValues });
  checkEnvStrings(foundation, values, 'ztunnel.env');
  const owned = valuesOfZTunnel(mesh).filter(({ path }) => valueAt(knobs, path) === undefined);
  addOwned(foundation, ownedValueProblems(values, ztunnel?.rawValues, owned));
  return judged(foundation, new Manifest(foundation, 'ztunnel', {
    apiVersion: release.zTunnelApiVersion,
    kind: 'ZTunnel',
    clusterScoped: true,
    metadata: { name: 'default' },
    body: {
      spec: Lazy.any({
        produce: () => ({
          namespace: foundation.ztunnelNamespace,
          version: foundation._nodeVersion,
          profile: release._has(ReleaseFeature.ZTUNNEL_V1) ? undefined : 'ambient',
          targetRef: hasTargetRef ? targetOf(mesh) : undefined,
          values: orNothing(values),
        }),
      }),
    },
    raw: raw?.ztunnel,
  }));
}

function judged(foundation: MeshFoundation, manifest: Manifest): Manifest {
  judgeAtSynth(manifest, targetOfRelease(foundation, foundation.release), { rawInBody: true });
  return manifest;
}

/** The pinned revision where there is one: the Istio itself would take ztunnel along as soon as its version changes. */
function targetOf(mesh: Mesh): object {
  return mesh._plan.tags.length > 0
    ? { kind: 'IstioRevision', name: mesh._plan.productionRevision }
    : { kind: 'Istio', name: mesh.meshName };
}

function addOwned(foundation: MeshFoundation, problems: Problem[]): void {
  for (const problem of problems) Findings.of(foundation).add(foundation, problem);
}
