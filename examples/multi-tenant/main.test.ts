import { exampleOutput } from '../../test/support/example';

test('multi-tenant writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('multi-tenant');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
