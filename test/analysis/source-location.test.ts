import { userFrames } from '../../src/analysis/source-location';

test.each([
  ['    at Object.<anonymous> (/home/me/app/main.ts:12:3)', 1],
  ['    at /home/me/app/main.ts:12:3', 1],
  // The process that serves other languages: its program lies in a temporary folder.
  ['    at Kernel.create (/tmp/tmp1/lib/program.js:1:72922)', 0],
  ['    at KernelHost.run (C:\\Temp\\tmp1\\lib\\program.js:1:72922)', 0],
  ['    at Kernel.create (/tmp/jsii-kernel-x/node_modules/@jsii/kernel/lib/kernel.js:3:1)', 0],
  ['    at Module._compile (node:internal/modules/cjs/loader:1:1)', 0],
  ['Error: text', 0],
])('%s is %d frame of a user', (line, frames) => {
  expect(userFrames(line)).toHaveLength(frames);
});
