import { injectedGateways, injectedGatewaysInMeshApp } from './gateways';
import type { Benchmark } from './measure';
import { loading, tarball } from './package-size';
import { meshApp, plainStages, stages } from './synth';
import { fleetClusters, fleetSecrets } from './topology';
import { validateScale, validateStart } from './validate';

/** Everything that is measured; a new one is a line here. */
const BENCHMARKS: Benchmark[] = [
  loading, tarball, injectedGateways, injectedGatewaysInMeshApp, meshApp, stages, plainStages, fleetClusters, fleetSecrets, validateScale,
  validateStart,
];

/** Prints ratios taken in one run. They are for people to read: on a busy machine they mean little, so no test asserts them. */
for (const benchmark of BENCHMARKS) {
  const { value, withinBudget, detail } = benchmark.run();
  const verdict = withinBudget === undefined ? '' : withinBudget ? ' ok' : ' OVER BUDGET';
  console.log(`${benchmark.name}\n  ${value} (${benchmark.budget})${verdict}\n  ${detail}`);
}
