import { exampleOutput } from '../../test/support/example';

test('production-control-plane writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('production-control-plane');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
