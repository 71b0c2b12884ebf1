import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { NEWEST } from './support';
import { formatPath } from '../../src/analysis/violation';
import { checkSchema } from '../../src/schema';
import { describeWithCases } from '../support/cases-dir';

/** Everything that is found in the files of a folder, each once: `file: code path`. */
function foundBelow(folder: string): { readonly judged: number; readonly found: readonly string[] } {
  let judged = 0;
  const found = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file)).sort().flatMap((file) =>
    parseAllDocuments(fs.readFileSync(path.join(folder, file), 'utf-8')).flatMap((document) => {
      const verdict = checkSchema(document.toJS(), NEWEST);
      if (verdict.judged) judged++;
      return verdict.violations.map(({ code, at }) => `${file}: ${code} ${formatPath(at)}`);
    }));
  return { judged, found: [...new Set(found)] };
}

describeWithCases('manifests of other projects', (root) => {
  test('raise what the API server of OSSM 3.4 refuses or drops, and nothing else', () => {
    const { judged, found } = foundBelow(path.join(root, 'manifests'));
    expect(judged).toBeGreaterThan(100);
    // Placeholders that a shell fills in.
    const placeholders = /multicluster\/\d+-deployment-models_multicluster\.yaml: schema\/enum spec\.version$/;
    expect(found.filter((line) => !placeholders.test(line))).toEqual([
      'ossm-docs-multi-control-planes/01-ossm_multi-control-planes_README.yaml: schema/unknown-version apiVersion',
      'ossm-docs-multi-control-planes/02-ossm_multi-control-planes_README.yaml: schema/unknown-version apiVersion',
      'ossm-docs-multicluster/17-deployment-models_multicluster.yaml: schema/unknown-field spec.global',
      'ossm-quickstart-kiali-tempo-bookinfo/OSSM3__istioCni.yaml: schema/unknown-version apiVersion',
      'ossm-quickstart-kiali-tempo-bookinfo/OSSM3__istiocr.yaml: schema/unknown-version apiVersion',
      'ossm-quickstart-kiali-tempo-bookinfo/TempoOtel__istioTelemetry.yaml: schema/unknown-field spec.tracing[0].providers[0].randomSamplingPercentage',
    ]);
  });

  test('that Istio tests its webhook with raise nothing', () => {
    const { judged, found } = foundBelow(path.join(root, 'istio-admission', 'dataset'));
    expect(judged).toBeGreaterThan(20);
    expect(found).toEqual([]);
  });
});
