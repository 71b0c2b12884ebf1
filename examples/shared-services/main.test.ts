import { exampleOutput } from '../../test/support/example';

test('shared-services writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('shared-services');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
