import * as path from 'path';
import { cli } from './support';
import { describeWithCases } from '../support/cases-dir';

jest.setTimeout(120_000);

describeWithCases('manifests of other projects', (root) => {
  const validate = async (folder: string, ...more: string[]) => {
    const { stdout } = await cli(root, ['validate', path.join(root, folder), '--format', 'json', ...more]);
    return JSON.parse(stdout) as { findings: any[]; summary: any };
  };
  const errors = (findings: any[]) => findings.filter(({ severity }) => severity === 'error').map(({ code, source, path: at }) => `${source.file} ${code} ${at}`);

  test("Istio's own valid manifests have no error", async () => {
    const { findings, summary } = await validate('istio-admission/dataset');
    expect(errors(findings)).toEqual([]);
    expect(summary.judged).toBeGreaterThan(20);
  });

  test('those of its networking samples have none either', async () => {
    const { findings, summary } = await validate('manifests/istio-bookinfo-networking');
    expect(errors(findings)).toEqual([]);
    expect(summary).toMatchObject({ judged: summary.documents, skipped: 0 });
  });

  test("the misplaced sampling rate of the vendor's quickstart is found, with its right place", async () => {
    const { findings } = await validate('manifests/ossm-quickstart-kiali-tempo-bookinfo');
    expect(findings).toContainEqual(expect.objectContaining({
      code: 'schema/unknown-field',
      message: expect.stringContaining('`spec.tracing[].randomSamplingPercentage`'),
      object: expect.objectContaining({ kind: 'Telemetry' }),
      path: 'spec.tracing[0].providers[0].randomSamplingPercentage',
      source: { file: expect.stringMatching(/TempoOtel__istioTelemetry\.yaml$/), line: 9, column: 7 },
    }));
  });
});
