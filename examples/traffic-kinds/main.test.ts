import { exampleOutput } from '../../test/support/example';

test('traffic-kinds writes what it wrote before', () => {
  const { files, stdout } = exampleOutput('traffic-kinds');
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});
