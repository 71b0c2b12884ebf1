import { exampleOutput } from '../../test/support/example';

test('ambient-bookinfo writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('ambient-bookinfo');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
