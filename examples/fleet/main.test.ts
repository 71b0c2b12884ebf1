import { exampleOutput } from '../../test/support/example';

test('fleet writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('fleet');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
