import { mkdirSync, mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { thirdPartyNotices } from '../../tools/third-party';

function project(packages: { readonly [folder: string]: string | undefined }): string {
  const root = mkdtempSync(path.join(tmpdir(), 'notices-'));
  for (const [folder, licence] of Object.entries(packages)) {
    const at = path.join(root, 'node_modules', folder);
    mkdirSync(at, { recursive: true });
    writeFileSync(path.join(at, 'package.json'), JSON.stringify({ name: folder, version: '1.0.0', license: 'MIT' }));
    if (licence !== undefined) writeFileSync(path.join(at, 'LICENSE'), licence);
  }
  return root;
}

test('each package whose code is bundled is named once, with its licence', () => {
  const root = project({ 'b': 'text of b', '@scope/a': 'text of a' });
  const notices = thirdPartyNotices(['src/index.ts', 'node_modules/b/x.js', 'node_modules/b/y.js', 'node_modules/@scope/a/z.js'], root);
  expect(notices.match(/^(?:b|@scope\/a) 1\.0\.0 \(MIT\)$/gm)).toEqual(['@scope/a 1.0.0 (MIT)', 'b 1.0.0 (MIT)']);
  expect(notices).toContain('text of a');
  expect(notices).toContain('text of b');
});

test('a package without a licence cannot be bundled', () => {
  expect(() => thirdPartyNotices(['node_modules/c/x.js'], project({ c: undefined }))).toThrow(/c has no file with its licence/);
});
