import { exampleOutput } from '../../test/support/example';

test('escape-hatches writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('escape-hatches');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
