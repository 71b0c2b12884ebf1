import type { ObjectTarget } from './target';
import { Findings } from '../analysis/findings';
import type { Manifest } from '../kube/manifest';

/** Has an object judged at synth, as it is in the end: with raw fields and patches. */
export function judgeAtSynth(manifest: Manifest, target: ObjectTarget): void {
  Findings.of(manifest).checkAtSynth(manifest, () => judge(manifest, target));
}

function judge(_manifest: Manifest, _target: ObjectTarget) {
  return [];
}
