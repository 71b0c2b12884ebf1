import { exampleOutput } from '../../test/support/example';

test('multi-primary-ambient writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('multi-primary-ambient');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
