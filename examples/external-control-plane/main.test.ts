import { exampleOutput } from '../../test/support/example';

test('external-control-plane writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('external-control-plane');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
