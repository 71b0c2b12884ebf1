import { MAX_SUMMARY_LINES, shortSummary, summaryLines } from '../../src/analysis/summary';

const remark = (i: number) => ({ kind: 'decided' as const, path: `p${i}`, text: `decision ${i}` });

test('what was written comes first, warnings next, then remarks by urgency', () => {
  const lines = summaryLines({
    written: ['12 objects in dist'],
    findings: [{ severity: 'warning', code: 'a/b', path: 'x', what: 'odd', expected: 'even', fix: 'add one' }],
    remarks: [remark(1), { kind: 'open', path: 'y', text: 'a label' }],
  });
  expect(lines).toEqual([
    '12 objects in dist',
    'Warnings:',
    '  [a/b] x: odd; add one',
    'Not in force until the owner accepts it:',
    '  a label',
    'Decided by default:',
    '  decision 1',
  ]);
});

test('a long summary is cut, and says where the rest is', () => {
  const lines = shortSummary({ written: ['w'], findings: [], remarks: Array.from({ length: 40 }, (_, i) => remark(i)), file: 'summary.md' });
  expect(lines).toHaveLength(MAX_SUMMARY_LINES);
  expect(lines[MAX_SUMMARY_LINES - 1]).toBe('... and 18 more lines in summary.md');
});

test('a remark that several constructs make is said once', () => {
  expect(summaryLines({ written: [], findings: [], remarks: [remark(1), { ...remark(1), path: 'other' }] })).toHaveLength(2);
});

describe('remarks that differ in their subject only', () => {
  const about = (cluster: string, text = `Secret 'ca' must exist in cluster '${cluster}'`) => ({ kind: 'precondition' as const, path: 'mesh', text, subject: cluster });
  const lines = (remarks: any[]) => summaryLines({ written: [], findings: [], remarks }).slice(1);

  test('are one line with the other subjects after it', () => {
    expect(lines([about('east'), about('west')])).toEqual(["  Secret 'ca' must exist in cluster 'east' (and the same for west)"]);
  });

  test('name a few of many', () => {
    const [line] = lines(['a1', 'b1', 'c1', 'd1', 'e1', 'f1', 'g1'].map((c) => about(c)));
    expect(line).toMatch(/'a1' \(and the same for b1, c1, d1, 3 more\)$/);
  });

  test('stay apart where the rest differs', () => {
    expect(lines([about('east'), about('west', "Secret 'other' must exist in cluster 'west'")])).toHaveLength(2);
  });
});
