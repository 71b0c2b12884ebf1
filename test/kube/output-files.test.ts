import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { addOutputFile, outputFiles, willWriteFiles, writesFiles } from '../../src/kube/output-files';

test('a file belongs to the chart around who asks for it', () => {
  const chart = Testing.chart();
  addOutputFile(new Construct(chart, 'inner'), 'bin/link.sh', '#!/bin/sh\n', { executable: true });
  addOutputFile(chart, 'NOTES.md', () => undefined);
  expect(outputFiles(chart).map(({ chart: of, name, text, executable }) => [of, name, text(), executable])).toEqual([
    [chart, 'bin/link.sh', '#!/bin/sh\n', true], [chart, 'NOTES.md', undefined, false],
  ]);
});

test.each(['a.yaml', 'a.YML', 'a.json', '../a.sh', '/a.sh', 'a//b.sh', './a.sh', 'a\\b.sh', ''])('%p is refused as a name', (name) => {
  expect(() => addOutputFile(Testing.chart(), name, '')).toThrow('kube/unusable-file-name');
});

test('a root says whether it writes such files', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'c');
  expect(writesFiles(chart)).toBe(false);
  willWriteFiles(app);
  expect(writesFiles(chart)).toBe(true);
});
