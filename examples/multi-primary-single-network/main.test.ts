import { exampleOutput } from '../../test/support/example';

test('multi-primary-single-network writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('multi-primary-single-network');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
