import { exampleOutput } from '../../test/support/example';

test('join-a-mesh writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('join-a-mesh');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
