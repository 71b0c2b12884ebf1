import { exampleOutput } from '../../test/support/example';
import { only } from '../../test/support/objects';

const COMMITS = ['1-new-version', '2-canary', '3-production'];

test.each(COMMITS)('%s writes what it wrote before', (commit) => {
  const { files, stdout } = exampleOutput(`canary-upgrade/${commit}`);
  expect(stdout).toMatchSnapshot('summary');
  for (const [file, text] of Object.entries(files)) expect(text).toMatchSnapshot(file);
});

test('each commit changes nothing but what it says', () => {
  const [first, second, third] = COMMITS.map((c) => exampleOutput(`canary-upgrade/${c}`).objects);
  const changed = (a: any[], b: any[]) => {
    const key = (o: any) => `${o.kind}/${o.metadata.name}`;
    const texts = new Map(a.map((o) => [key(o), JSON.stringify(o)]));
    const gone = a.filter((o) => !b.some((p) => key(p) === key(o))).map((o) => `- ${key(o)}`);
    return [...gone, ...b.filter((o) => texts.get(key(o)) !== JSON.stringify(o)).map((o) => `${texts.has(key(o)) ? '~' : '+'} ${key(o)}`)].sort();
  };
  expect(changed(first, second)).toEqual(['+ IstioRevisionTag/default-canary', '~ Namespace/catalogue']);
  expect(changed(second, third)).toEqual(['- IstioRevisionTag/default-canary', '~ IstioCNI/default', '~ IstioRevisionTag/default', '~ Namespace/catalogue']);
  expect(only(third, 'IstioRevisionTag', 'default').spec.targetRef).toEqual({ kind: 'IstioRevision', name: 'default-v1-30-3' });
});
