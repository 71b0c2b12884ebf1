import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parse } from 'yaml';
import { CA_BASE64, configCluster, Program, read, unknown } from './support';
import { MeshApp } from '../../../src/delivery';
import { RemoteSecrets } from '../../../src/topology/remote-secrets';
import type { ReadCluster } from '../../../src/topology/remote-secrets/rows';
import { remoteSecretsScript } from '../../../src/topology/remote-secrets/script-text';

/**
 * Stands for oc. It keeps a line for each call (context, then arguments) and what it gets to apply; the answers are in files named after context
 * and namespace. A token Secret is there from its third reading on where the file `slow` exists.
 */
const FAKE = `#!/bin/sh
dir=$(dirname "$0")
printf '%s\\n' "$*" >> "$dir/calls"
context='' namespace='' verb='' kind='' name='' output=''
while [ $# -gt 0 ]; do
  case $1 in
    --context) context=$2; shift ;;
    --namespace) namespace=$2; shift ;;
    --output) output=$2; shift ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$1; elif [ -z "$kind" ]; then kind=$1; else name=$1; fi ;;
  esac
  shift
done
[ "$context" != broken ] || { echo 'Unauthorized' >&2; exit 1; }
case $verb/$kind in
  apply/) printf '%s\\n' "# $context" >> "$dir/applied"; cat >> "$dir/applied"; echo applied ;;
  get/secret)
    if [ -f "$dir/slow" ]; then
      printf x >> "$dir/tries"
      [ "$(wc -c < "$dir/tries")" -ge 3 ] || exit 0
    fi
    if [ -f "$dir/$context.$namespace.$name" ]; then cat "$dir/$context.$namespace.$name"; fi ;;
  get/infrastructure) [ ! -f "$dir/$context.url" ] || cat "$dir/$context.url" ;;
  *) echo "unexpected: $verb $kind" >&2; exit 1 ;;
esac
`;
const TOKEN_SECRET = 'istio-reader-service-account-istio-remote-secret-token';

describe('the script', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'remote-secrets-'));
    writeFileSync(join(dir, 'oc'), FAKE, { mode: 0o755 });
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const text = (sources: readonly ReadCluster[], file = 'remote-secrets.sh'): string => {
    const program = new Program();
    return remoteSecretsScript(sources.map((source) => program.row('east', source)), file);
  };
  /** As after the token controller: `token` and `ca.crt`, as the template of the script prints them. */
  const secretOf = (context: string, token: string, ca = 'Q0Etb2YtdG9rZW4=', namespace = 'istio-system', name = TOKEN_SECRET): void =>
    writeFileSync(join(dir, `${context}.${namespace}.${name}`), `${token}\n${ca}`);
  const run = (script: string, args: string[] = [], shell = 'sh') => {
    const { status, stdout, stderr } = spawnSync(shell, ['-s', '--', ...args], {
      input: script, encoding: 'utf8', env: { PATH: `${dir}:/usr/bin:/bin` }, timeout: 30_000,
    });
    return { status, stdout, stderr };
  };
  const kept = (file: string): string => (existsSync(join(dir, file)) ? readFileSync(join(dir, file), 'utf8') : '');
  const applied = (): { context: string; secret: any }[] => kept('applied').split(/^# /m).slice(1)
    .map((part) => ({ context: part.split('\n')[0], secret: parse(part.slice(part.indexOf('\n'))) }));

  test.each(['sh', 'bash'])('applies what istiod reads, under %s', (shell) => {
    secretOf('west', 'a.b.c');
    secretOf('north', 'd.e.f');
    expect(run(text([read('north', unknown('north')), read('west')]), ['--wait', '0'], shell)).toMatchObject({ status: 1 });
    rmSync(join(dir, 'calls'));
    writeFileSync(join(dir, 'north.url'), 'https://api.north.example.com:6443');

    expect(run(text([read('north', unknown('north')), read('west', { tlsServerName: 'api' })]), [], shell)).toEqual({ status: 0, stdout: 'applied\napplied\n', stderr: '' });
    const [north, west] = applied();
    expect(west.context).toBe('east');
    expect(west.secret).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'istio-remote-secret-west',
        namespace: 'istio-system',
        labels: { 'istio/multiCluster': 'true' },
        annotations: { 'networking.istio.io/cluster': 'west' },
      },
      type: 'Opaque',
      stringData: { west: expect.any(String) },
    });
    expect(parse(west.secret.stringData.west)).toEqual({
      'apiVersion': 'v1',
      'kind': 'Config',
      'preferences': {},
      'clusters': [{
        name: 'west',
        cluster: { 'certificate-authority-data': CA_BASE64, 'server': 'https://api.west.example.com:6443', 'tls-server-name': 'api' },
      }],
      'users': [{ name: 'west', user: { token: 'a.b.c' } }],
      'contexts': [{ name: 'west', context: { cluster: 'west', user: 'west' } }],
      'current-context': 'west',
    });
    // what the program does not know comes from the cluster
    expect(parse(north.secret.stringData.north).clusters[0].cluster).toEqual({
      'certificate-authority-data': 'Q0Etb2YtdG9rZW4=', 'server': 'https://api.north.example.com:6443',
    });
    expect(kept('calls')).toMatch(/^--context north get infrastructure cluster --output jsonpath=\{\.status\.apiServerURL\}$/m);
  });

  test('never has a token among the arguments of a program', () => {
    secretOf('west', 'a.b.c');
    expect(run(text([read('west')])).status).toBe(0);
    expect(kept('applied')).toContain('a.b.c');
    expect(kept('calls')).toMatch(/^--context east apply --server-side/m);
    expect(kept('calls')).not.toContain('a.b.c');
  });

  test('takes contexts, the last one said, and the command', () => {
    secretOf('admin-west', 'a.b.c');
    mkdirSync(join(dir, 'bin'));
    writeFileSync(join(dir, 'my-oc'), `#!/bin/sh\nprintf x >> '${dir}/mine'\nexec '${dir}/oc' "$@"\n`, { mode: 0o755 });
    const args = ['--context', 'west=typo', '--context=west=admin-west', '--context', 'east=admin/east:6443', '--kubectl', join(dir, 'my-oc')];
    expect(run(text([read('west')]), args)).toMatchObject({ status: 0 });
    expect(applied().map(({ context }) => context)).toEqual(['admin/east:6443']);
    expect(kept('mine')).toBe('xx');
  });

  test('applies nothing and shows no token on a dry run', () => {
    secretOf('west', 'a.b.c');
    const { status, stdout } = run(text([read('west')]), ['--dry-run', '--context', 'east=admin-east']);
    expect(status).toBe(0);
    expect(kept('applied')).toBe('');
    expect(stdout).toContain('# to cluster east, context admin-east\n---\n');
    expect(stdout).not.toContain('a.b.c');
    expect(parse(parse(stdout).stringData.west).users[0].user.token).toBe('(masked)');
  });

  test('waits for the token controller', () => {
    secretOf('west', 'a.b.c');
    writeFileSync(join(dir, 'slow'), '');
    expect(run(text([read('west')]), ['--wait', '10'])).toMatchObject({ status: 0 });
    expect(kept('tries')).toHaveLength(3);
    expect(applied()).toHaveLength(1);
  });

  test('waits no longer than it is told, and says what may be wrong', () => {
    const { status, stderr } = run(text([read('west')]), ['--wait', '1']);
    expect(status).toBe(1);
    expect(stderr).toContain(`no token in Secret ${TOKEN_SECRET} in namespace istio-system of cluster west after 1 s`);
    expect(stderr).toContain('its ServiceAccount does not exist yet');
    expect(kept('applied')).toBe('');
  });

  test('stops where a cluster cannot be read, with what oc says', () => {
    const { status, stderr } = run(text([read('west')]), ['--context', 'west=broken']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/Unauthorized[^]*cannot read Secret .* of cluster west \(context broken\)/);
  });

  test('stops where a Secret cannot be applied', () => {
    secretOf('west', 'a.b.c');
    secretOf('north', 'd.e.f');
    expect(run(text([read('north'), read('west')]), ['--context', 'east=broken'])).toMatchObject({ status: 1, stderr: 'Unauthorized\n' });
    expect(kept('calls').split('\n').filter((line) => line.includes('apply'))).toHaveLength(1);
  });

  test('stops where neither the program nor the cluster knows the URL', () => {
    secretOf('west', 'a.b.c');
    const { status, stderr } = run(text([read('west', unknown('west'))]));
    expect(status).toBe(1);
    expect(stderr).toContain('cluster west does not tell the URL of its API server: state it as apiServer.url of the Cluster');
  });

  test('makes the kubeconfig that istiod of an external control plane mounts', () => {
    const program = new Program();
    secretOf('west', 'a.b.c', 'Q0E=', 'external-istiod', 'istiod-external-istiod-istio-remote-secret-token');
    const script = remoteSecretsScript([program.row('hub', configCluster('west'), 'config')], 'remote-secrets-external-istiod.sh');
    expect(run(script)).toMatchObject({ status: 0 });
    const [{ context, secret }] = applied();
    expect(context).toBe('hub');
    expect(secret.metadata).toEqual({ name: 'istio-kubeconfig', namespace: 'external-istiod', annotations: { 'networking.istio.io/cluster': 'west' } });
    expect(parse(secret.stringData.config).users).toEqual([{ name: 'west', user: { token: 'a.b.c' } }]);
  });

  test.each(['12345', '1e5', 'null'])('takes a cluster called %s', (cluster) => {
    secretOf(cluster, 'a.b.c');
    expect(run(text([read(cluster)]))).toMatchObject({ status: 0 });
    const [{ secret }] = applied();
    expect(secret.metadata.annotations).toEqual({ 'networking.istio.io/cluster': cluster });
    expect(parse(secret.stringData[cluster]).contexts).toEqual([{ name: cluster, context: { cluster, user: cluster } }]);
  });

  test('tells how it is used', () => {
    const { status, stdout } = run(text([read('west'), read('north')], 'other.sh'), ['--help']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: other\.sh /);
    for (const said of ['--context CLUSTER=CONTEXT', 'one of east, west, north', '--kubectl', '--wait', '--dry-run']) expect(stdout).toContain(said);
    expect(kept('calls')).toBe('');
  });

  test.each([
    ['an option that there is not', ['--contexts', 'x'], "unknown option '--contexts'"],
    ['an option without its argument', ['--context'], '--context needs an argument'],
    ['a cluster that is not read', ['--context', 'south=x'], 'expected CLUSTER=CONTEXT with one of east, west'],
    ['a cluster without a context', ['--context', 'west='], 'expected CLUSTER=CONTEXT with one of east, west'],
    ['a time that is none', ['--wait', 'long'], 'expected a number of seconds'],
  ])('refuses %s', (_, args, message) => {
    const { status, stderr } = run(text([read('west')]), args);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(kept('calls')).toBe('');
  });

  test('is the same text each time, and has no secret', () => {
    const sources = [read('north', unknown('north')), read('west', { tlsServerName: "o'host" })];
    expect(text(sources)).toBe(text(sources));
    expect(text(sources)).toContain("tls_server_name='o'\\''host'");
  });

  test('has nothing that shellcheck objects to', () => {
    const has = spawnSync('shellcheck', ['--version']).status === 0;
    if (!has) {
      process.stderr.write('shellcheck is not installed, so the script was not checked by it.\n');
      return;
    }
    const program = new Program();
    const rows = [program.row('east', read('north', unknown('north'))), program.row('east', read('west', { tlsServerName: "o'host" }))];
    for (const script of [
      remoteSecretsScript(rows, 'remote-secrets.sh'),
      remoteSecretsScript(rows.slice(0, 1), 'remote-secrets.sh'),
      remoteSecretsScript([program.row('hub', configCluster('west'), 'config')], 'x.sh'),
    ]) {
      expect(spawnSync('shellcheck', ['--enable=all', '--exclude=SC2250', '-'], { input: script, encoding: 'utf8' }).stdout).toBe('');
    }
  });

  test('is in the folder of each cluster that reads, and can be run', () => {
    const app = new MeshApp({ outdir: join(dir, 'out') });
    const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    new Program(app).mesh(RemoteSecrets.script(), [read('east'), read('west', unknown('west'))]);
    app.synth();
    log.mockRestore();
    const file = join(dir, 'out/east/remote-secrets.sh');
    expect(readFileSync(file, 'utf8')).toBe(text([read('west', unknown('west'))]));
    expect(statSync(file).mode & 0o100).toBe(0o100); // eslint-disable-line no-bitwise
    expect(readFileSync(join(dir, 'out/west/remote-secrets.sh'), 'utf8')).toContain("reader='west'");
  });
});
