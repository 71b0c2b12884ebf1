/** Folder with the CRDs of all releases; undefined where the machine has none. */
export function crdsDir(): string | undefined {
  return process.env.CRDS_DIR || undefined;
}

/**
 * A `describe` for tests that need the CRDs. Without `CRDS_DIR` its one test says on the terminal what was not judged.
 */
export function describeWithCrds(title: string, tests: (root: string) => void): void {
  const root = crdsDir();
  describe(title, () => {
    if (root) {
      tests(root);
    } else {
      test('needs CRDS_DIR, which is not set: nothing is judged here', () => {
        process.stderr.write(`CRDS_DIR is not set, so "${title}" judged nothing. Set it to a folder with the CRDs to run its tests.\n`);
        expect(crdsDir()).toBeUndefined();
      });
    }
  });
}
