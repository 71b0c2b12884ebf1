import { exampleOutput } from '../../test/support/example';

test('primary-remote writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('primary-remote');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
