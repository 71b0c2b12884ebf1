import { exampleOutput } from '../../test/support/example';

test('multi-primary-multi-network writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('multi-primary-multi-network');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
