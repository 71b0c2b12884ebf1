import { exampleOutput } from '../../test/support/example';

test('private-registry writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('private-registry');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
