import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { type Benchmark, compare, milliseconds, type Result } from './measure';

const REPOSITORY = path.resolve(__dirname, '..');
const PROGRAM = path.join(REPOSITORY, 'lib/bin/cdk8s-ossm.js');
const NOT_BUILT: Result = { value: 'not measured', detail: 'there is no lib/bin: run `npm run compile` first' };
const OBJECTS_A_FILE = 50;

/** A route, subsets and a policy in turns, as a service has them. */
function manifest(i: number): string {
  const head = (apiVersion: string, kind: string) => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: reviews-${i}\n  namespace: shop\nspec:\n`;
  switch (i % 3) {
    case 0: return `${head('networking.istio.io/v1', 'VirtualService')}  hosts:
  - reviews-${i}.shop.svc.cluster.local
  http:
  - match:
    - uri:
        prefix: /reviews
      headers:
        end-user:
          exact: jason
    route:
    - destination:
        host: reviews-${i}
        subset: v1
        port:
          number: 9080
      weight: 90
    - destination:
        host: reviews-${i}
        subset: v2
      weight: 10
    timeout: 5s
    retries:
      attempts: 3
      perTryTimeout: 2s
`;
    case 1: return `${head('networking.istio.io/v1', 'DestinationRule')}  host: reviews-${i}
  trafficPolicy:
    connectionPool:
      tcp:
        maxConnections: 100
        connectTimeout: 30ms
    outlierDetection:
      consecutive5xxErrors: 7
      interval: 5m
  subsets:
  - name: v1
    labels:
      version: v1
  - name: v2
    labels:
      version: v2
`;
    default: return `${head('security.istio.io/v1', 'AuthorizationPolicy')}  selector:
    matchLabels:
      app: reviews-${i}
  action: ALLOW
  rules:
  - from:
    - source:
        principals:
        - cluster.local/ns/shop/sa/front-${i}
    to:
    - operation:
        methods:
        - GET
        paths:
        - /reviews/*
`;
  }
}

/** A folder of manifests, removed afterwards. */
function withFiles<T>(objects: number, body: (folder: string) => T): T {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  try {
    for (let first = 0; first < objects; first += OBJECTS_A_FILE) {
      const documents = Array.from({ length: Math.min(OBJECTS_A_FILE, objects - first) }, (_, i) => manifest(first + i));
      fs.writeFileSync(path.join(folder, `f${String(first).padStart(6, '0')}.yaml`), documents.join('---\n'));
    }
    return body(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function run(...args: string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: REPOSITORY, encoding: 'utf8' });
  if (status === null || status > 1) throw new Error(stderr);
  return stdout;
}

export const validateScale: Benchmark = {
  name: 'validate: time per object, 10,000 objects in 200 files against 1,000 in 20',
  budget: 'at most 1.20 x',
  run: () => {
    if (!fs.existsSync(PROGRAM)) return NOT_BUILT;
    const perObject = (folder: string, objects: number) => milliseconds(() => {
      const summary = run(PROGRAM, 'validate', folder);
      if (!summary.includes(`${objects} objects judged`)) throw new Error(summary);
    }) / objects * 1000;
    return withFiles(10_000, (large) => withFiles(1_000, (small) => {
      const result = compare(1.2, { ours: () => perObject(large, 10_000), theirs: () => perObject(small, 1_000), times: 5 });
      return { ...result, detail: result.detail.replaceAll(' ms', ' ms per 1,000 objects') };
    }));
  },
};

export const validateStart: Benchmark = {
  name: 'validate: start to first finding on one file, against `node` that reads the same file with yaml',
  budget: 'at most 2.00 x',
  run: () => {
    if (!fs.existsSync(PROGRAM)) return NOT_BUILT;
    return withFiles(1, (folder) => {
      const file = path.join(folder, 'f000000.yaml');
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('timeout: 5s', 'timeout: 5 s'));
      const reading = `require('yaml').parseAllDocuments(require('fs').readFileSync(${JSON.stringify(file)}, 'utf8'))`;
      if (!run(PROGRAM, 'validate', file).includes('1 error')) throw new Error('the file has no finding');
      return compare(2, {
        ours: () => milliseconds(() => run(PROGRAM, 'validate', file)),
        theirs: () => milliseconds(() => execFileSync(process.execPath, ['-e', reading], { cwd: REPOSITORY })),
        times: 21,
      });
    });
  },
};
