import { exampleOutput } from '../../test/support/example';

test('primary-remote-multi-network writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('primary-remote-multi-network');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
