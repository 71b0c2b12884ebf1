import { App, Duration } from 'cdk8s';
import { parse } from 'yaml';
import { CA_BASE64, configCluster, Program, read, unknown } from './support';
import { RemoteSecrets } from '../../../src/topology/remote-secrets';
import { SecretStoreRef } from '../../../src/vocabulary';

const READER = 'istio-reader-service-account';
const TOKEN_SECRET = `${READER}-istio-remote-secret-token`;
const store = SecretStoreRef.clusterStore('vault');
const kinds = (objects: Record<string, any>[]): string[] => objects.map((o) => `${o.kind} ${o.metadata.name}`);

describe('what is written in a cluster that is read', () => {
  test('is the Secret that gets the token, as istioctl would make it', () => {
    const program = new Program();
    RemoteSecrets.script()._writeSource(program.source(read('west')));
    expect(program.objects('west')).toEqual([{
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: TOKEN_SECRET, namespace: 'istio-system', annotations: { 'kubernetes.io/service-account.name': READER } },
      type: 'kubernetes.io/service-account-token',
    }]);
    expect(program.codes()).toEqual([]);
  });

  test('is the ServiceAccount too where the operator does not make it', () => {
    const program = new Program();
    RemoteSecrets.script()._writeSource(program.source(read('west'), true));
    expect(kinds(program.objects('west'))).toEqual([`ServiceAccount ${READER}`, `Secret ${TOKEN_SECRET}`]);
  });

  test('comes after the control plane where that brings the ServiceAccount: a Secret without one is deleted', () => {
    const stage = (writes: boolean): unknown => {
      const program = new Program();
      RemoteSecrets.script()._writeSource(program.source(read('west'), writes));
      return (program.chart('west').node.findChild(`remote-access-istio-system-${READER}-token`) as any).stage;
    };
    expect(stage(true)).toBe('base');
    expect(stage(false)).toBe('gateways');
  });

  test('does not clash with that of another mesh in the same scope', () => {
    const program = new Program();
    const way = RemoteSecrets.script();
    way._writeSource(program.source(read('west'), true));
    way._writeSource(program.source(read('west', { namespace: 'other' }), true));
    expect(program.objects('west').map((o) => o.metadata.namespace)).toEqual(['istio-system', 'istio-system', 'other', 'other']);
  });

  test('is made once for each ServiceAccount that is read with', () => {
    const program = new Program();
    RemoteSecrets.script()._writeSource(program.source(read('west')));
    RemoteSecrets.script()._writeSource(program.source(configCluster('west')));
    expect(kinds(program.objects('west'))).toEqual([`Secret ${TOKEN_SECRET}`, 'Secret istiod-external-istiod-istio-remote-secret-token']);
  });
});

describe('a store', () => {
  test('makes ExternalSecrets that render what istiod reads', () => {
    const program = new Program().mesh(RemoteSecrets.externalSecrets({ store, refresh: Duration.minutes(15) }), [read('east'), read('west')]);
    expect(kinds(program.objects('west'))).toEqual(['ExternalSecret istio-remote-secret-east']);
    const [made] = program.objects('east');
    expect(made).toMatchObject({
      apiVersion: 'external-secrets.io/v1',
      metadata: { name: 'istio-remote-secret-west', namespace: 'istio-system' },
      spec: {
        refreshInterval: '15m',
        secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
        target: {
          name: 'istio-remote-secret-west',
          template: {
            engineVersion: 'v2',
            type: 'Opaque',
            metadata: { labels: { 'istio/multiCluster': 'true' }, annotations: { 'networking.istio.io/cluster': 'west' } },
          },
        },
      },
    });
    expect(made.spec.data).toEqual([{ secretKey: 'token', remoteRef: { key: 'mesh/remote/west', property: 'token' } }]);
    expect(Object.keys(made.spec.target.template.data)).toEqual(['west']);
    const rendered = parse(made.spec.target.template.data.west.replace('{{ .token }}', 'a.b.c'));
    expect(rendered.clusters[0].cluster).toEqual({ 'certificate-authority-data': CA_BASE64, 'server': 'https://api.west.example.com:6443' });
    expect(rendered.users[0].user).toEqual({ token: 'a.b.c' });
    expect(program.codes()).toEqual([]);
    expect(program.remarks('decided')).toEqual([]);
    expect(program.remarks('precondition').join()).toContain("entry 'mesh/remote/west'");
  });

  test('gives the CA where the cluster does not state it, which is said', () => {
    const source = read('west', { ca: unknown('west').ca });
    const program = new Program();
    RemoteSecrets.externalSecrets({ store, key: 'k/{cluster}/{account}', tokenProperty: 'jwt', caProperty: 'ca' })
      ._writeReader([program.row('east', source)], program.chart('east'));
    const [made] = program.objects('east');
    const key = `k/west/${READER}`;
    expect(made.spec.data).toEqual([{ secretKey: 'token', remoteRef: { key, property: 'jwt' } }, { secretKey: 'ca', remoteRef: { key, property: 'ca' } }]);
    expect(made.spec.target.template.data.west).toContain('    certificate-authority-data: {{ .ca | b64enc }}\n');
    expect(program.remarks('decided').join()).toMatch(/'west'.*apiServer: \{ ca \}/);
    expect(program.codes()).toEqual([]);
  });

  test('waits for the URL of the API server', () => {
    const program = new Program().mesh(RemoteSecrets.externalSecrets({ store }), [read('east'), read('west', unknown('west'))]);
    expect(program.objects('east')).toEqual([]);
    expect(program.withheld('east')).toEqual(['istio-remote-secret-west']);
    expect(kinds(program.objects('west'))).toEqual(['ExternalSecret istio-remote-secret-east']);
  });

  test('is filled by the clusters that are read, on request', () => {
    const way = RemoteSecrets.externalSecrets({ store, publish: true, publishStore: SecretStoreRef.store('vault-writer') });
    const program = new Program().mesh(way, [read('east'), read('west')]);
    const west = program.objects('west');
    expect(kinds(west)).toEqual([`Secret ${TOKEN_SECRET}`, `PushSecret ${TOKEN_SECRET}`, 'ExternalSecret istio-remote-secret-east']);
    expect(west[1]).toEqual({
      apiVersion: 'external-secrets.io/v1alpha1',
      kind: 'PushSecret',
      metadata: { name: TOKEN_SECRET, namespace: 'istio-system' },
      spec: {
        secretStoreRefs: [{ kind: 'SecretStore', name: 'vault-writer' }],
        selector: { secret: { name: TOKEN_SECRET } },
        data: [
          { match: { secretKey: 'token', remoteRef: { remoteKey: 'mesh/remote/west', property: 'token' } } },
          { match: { secretKey: 'ca.crt', remoteRef: { remoteKey: 'mesh/remote/west', property: 'ca.crt' } } },
        ],
      },
    });
    expect(program.remarks('precondition')).toEqual([]);
  });

  test('renders the kubeconfig of a config cluster as istiod mounts it, and not as one more cluster', () => {
    const program = new Program();
    RemoteSecrets.externalSecrets({ store })._writeReader([program.row('hub', configCluster('west'), 'config')], program.chart('hub'));
    const [made] = program.objects('hub');
    expect(made.metadata).toEqual({ name: 'istio-kubeconfig', namespace: 'external-istiod' });
    expect(made.spec.target.template.metadata).toEqual({ annotations: { 'networking.istio.io/cluster': 'west' } });
    expect(Object.keys(made.spec.target.template.data)).toEqual(['config']);
    expect(parse(made.spec.target.template.data.config.replace('{{ .token }}', 't'))['current-context']).toBe('west');
  });

  test('text of the program opens no action of the template', () => {
    const program = new Program();
    const source = read('west', { tlsServerName: '{{ .ca }}' });
    RemoteSecrets.externalSecrets({ store })._writeReader([program.row('east', source)], program.chart('east'));
    expect(program.objects('east')[0].spec.target.template.data.west).toContain('tls-server-name: "{{ "{{" }} .ca }}"\n');
  });

  test('with one entry for all clusters is an error', () => {
    const program = new Program();
    RemoteSecrets.externalSecrets({ store, key: 'mesh/token' })._writeReader([program.row('east', read('west'))], program.chart('east'));
    expect(program.findings()).toMatchObject([{ code: 'topology/key-without-cluster', fix: "write 'mesh/token/{cluster}'" }]);
    expect(program.objects('east')).toEqual([]);
  });

  test('that is no SecretStoreRef is refused', () => {
    const program = new Program();
    const way = RemoteSecrets.externalSecrets({ store: 'vault' as any });
    expect(() => way._writeReader([program.row('east', read('west'))], program.chart('east'))).toThrow(/topology\/wrong-type.*SecretStoreRef.clusterStore\('vault'\)/s);
  });
});

describe('ManagedServiceAccounts', () => {
  const ocm = SecretStoreRef.clusterStore('hub-{cluster}');

  test('are made on the hub, may read in their cluster, and are fetched from the hub', () => {
    const program = new Program();
    const way = RemoteSecrets.managedServiceAccounts({
      hub: program.chart('hub'), store: ocm, managedClusterNames: { east: 'local-cluster' }, validity: Duration.days(30),
    });
    program.mesh(way, [read('east'), read('west')], true);

    expect(program.objects('hub')).toEqual([
      {
        apiVersion: 'authentication.open-cluster-management.io/v1beta1',
        kind: 'ManagedServiceAccount',
        metadata: { name: 'istio-reader-istio-system', namespace: 'local-cluster' },
        spec: { rotation: { validity: '720h' } },
      },
      expect.objectContaining({ metadata: { name: 'istio-reader-istio-system', namespace: 'west' } }),
    ]);
    expect(program.objects('west')).toEqual([
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'istio-reader-clusterrole-istio-system-managed-service-account' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'istio-reader-clusterrole-istio-system' },
        subjects: [{ kind: 'ServiceAccount', name: 'istio-reader-istio-system', namespace: 'open-cluster-management-agent-addon' }],
      },
      expect.objectContaining({ kind: 'ExternalSecret', metadata: { name: 'istio-remote-secret-east', namespace: 'istio-system' } }),
    ]);
    expect(program.objects('west')[1].spec).toMatchObject({
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'hub-local-cluster' },
      data: [{ secretKey: 'token', remoteRef: { key: 'istio-reader-istio-system', property: 'token' } }],
    });
    expect(program.codes()).toEqual([]);
    expect(program.remarks('precondition').join()).toContain("ClusterSecretStore 'hub-west' in cluster 'east' reads namespace west of the hub");
  });

  test('leave their life to the add-on where nobody states it', () => {
    const program = new Program();
    RemoteSecrets.managedServiceAccounts({ hub: program.chart('hub'), store: ocm, name: 'mesh', addonNamespace: 'ocm' })._writeSource(program.source(read('west')));
    expect(program.objects('hub')[0]).toMatchObject({ metadata: { name: 'mesh' }, spec: { rotation: {} } });
    expect(program.objects('west')[0].subjects).toEqual([{ kind: 'ServiceAccount', name: 'mesh', namespace: 'ocm' }]);
  });

  test('of two meshes on one cluster may be one account', () => {
    const program = new Program();
    const way = RemoteSecrets.managedServiceAccounts({ hub: program.chart('hub'), store: ocm, name: 'mesh' });
    way._writeSource(program.source(read('west')));
    way._writeSource(program.source(read('west', { namespace: 'other', clusterRole: 'istio-reader-clusterrole-b-other' })));
    expect(kinds(program.objects('hub'))).toEqual(['ManagedServiceAccount mesh']);
    expect(kinds(program.objects('west'))).toEqual([
      'ClusterRoleBinding istio-reader-clusterrole-istio-system-managed-service-account',
      'ClusterRoleBinding istio-reader-clusterrole-b-other-managed-service-account',
    ]);
  });

  test('through a store of one namespace are an error', () => {
    const program = new Program();
    RemoteSecrets.managedServiceAccounts({ hub: program.chart('hub'), store })._writeReader([program.row('east', read('west'))], program.chart('east'));
    expect(program.codes()).toEqual(['topology/store-of-one-namespace']);
    expect(program.objects('east')).toEqual([]);
  });

  test('whose token may end before it is read again are an error', () => {
    const codes = (refresh: Duration): string[] => {
      const program = new Program();
      const way = RemoteSecrets.managedServiceAccounts({ hub: program.chart('hub'), store: ocm, validity: Duration.hours(5), refresh });
      way._writeReader([program.row('east', read('west'))], program.chart('east'));
      return program.codes();
    };
    expect(codes(Duration.hours(1))).toEqual(['topology/refresh-too-slow']);
    expect(codes(Duration.minutes(30))).toEqual([]);
  });

  test('are not for the cluster that configures an external control plane', () => {
    const program = new Program();
    const way = RemoteSecrets.managedServiceAccounts({ hub: program.chart('hub'), store: ocm });
    way._writeReader([program.row('ext', configCluster('west'), 'config'), program.row('ext', read('edge'))], program.chart('ext'));
    expect(program.codes()).toEqual(['topology/managed-account-for-istiod']);
    expect(kinds(program.objects('ext'))).toEqual(['ExternalSecret istio-remote-secret-edge']);
  });

  test('whose name is no label are an error', () => {
    const program = new Program();
    RemoteSecrets.managedServiceAccounts({ hub: program.chart('hub'), store: ocm, name: 'Mesh' })._writeSource(program.source(read('west')));
    expect(program.codes()).toEqual(['topology/managed-account-name']);
    expect(program.objects('west')).toEqual([]);
  });

  test('without a hub are refused', () => {
    const program = new Program();
    const way = RemoteSecrets.managedServiceAccounts({ store: ocm } as any);
    expect(() => way._writeSource(program.source(read('west')))).toThrow(/topology\/wrong-type.*`hub`/s);
  });
});

describe('tokens in the output', () => {
  const tokens = { west: 'a.b.c\n', east: 'd.e.f' };

  test('are Secrets that istiod reads', () => {
    const program = new Program().mesh(RemoteSecrets.literal({ tokens, contentInOutput: true }), [read('east'), read('west')]);
    const [, made] = program.objects('east');
    expect(made).toEqual({
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
    expect(parse(made.stringData.west)).toMatchObject({
      'clusters': [{ cluster: { 'server': 'https://api.west.example.com:6443', 'certificate-authority-data': CA_BASE64 } }],
      'users': [{ user: { token: 'a.b.c' } }],
      'current-context': 'west',
    });
    expect(program.codes()).toEqual([]);
  });

  test('wait for the URL and the CA of the API server', () => {
    const program = new Program();
    RemoteSecrets.literal({ tokens, contentInOutput: true })._writeReader([program.row('east', read('west', { ca: unknown('west').ca }))], program.chart('east'));
    expect(program.objects('east')).toEqual([]);
    expect(program.withheld('east')).toEqual(['istio-remote-secret-west']);
  });

  test('need a word that this is meant', () => {
    const program = new Program();
    RemoteSecrets.literal({ tokens, contentInOutput: false })._writeReader([program.row('east', read('west'))], program.chart('east'));
    expect(program.codes()).toEqual(['topology/secret-in-output']);
    expect(program.objects('east')).toEqual([]);
  });

  test.each([['none', { east: 'd.e.f' }], ['an empty one', { west: ' ' }]])('that have %s for a cluster are an error', (_, given) => {
    const program = new Program();
    RemoteSecrets.literal({ tokens: given as any, contentInOutput: true })._writeReader([program.row('east', read('west'))], program.chart('east'));
    expect(program.findings()).toMatchObject([{ code: 'topology/token-missing', fix: "add 'west' to `tokens`" }]);
    expect(program.objects('east')).toEqual([]);
  });

  test('that are missing are not shown in messages', () => {
    const program = new Program();
    RemoteSecrets.literal({ tokens: { east: 'd.e.f' }, contentInOutput: true })._writeReader([program.row('east', read('west'))], program.chart('east'));
    expect(JSON.stringify(program.findings())).not.toContain('d.e.f');
  });
});

describe('Secrets of somebody else', () => {
  test('are described, with the command that makes them', () => {
    const program = new Program().mesh(RemoteSecrets.existing(), [read('east'), read('west')], true);
    expect(kinds(program.objects('west'))).toEqual([`ServiceAccount ${READER}`]);
    expect(program.remarks('precondition')).toContain(
      "Secret 'istio-remote-secret-west' in namespace istio-system of cluster 'east' exists, with label istio/multiCluster: \"true\", "
      + "annotation networking.istio.io/cluster: west, and a kubeconfig of cluster 'west' under data key 'west': "
      + 'istioctl create-remote-secret --context=west --name=west --namespace=istio-system --service-account=istio-reader-service-account '
      + '--create-service-account=false --server=https://api.west.example.com:6443 | oc --context east apply -f -',
    );
    expect(program.codes()).toEqual([]);
  });

  test('of a config cluster have their own name, key and account; a URL that is not known is read', () => {
    const program = new Program();
    RemoteSecrets.existing()._writeReader([program.row('hub', { ...configCluster('west'), ...unknown('west') }, 'config')], program.chart('hub'));
    const [said] = program.remarks('precondition');
    expect(said).toContain("Secret 'istio-kubeconfig' in namespace external-istiod of cluster 'hub'");
    expect(said).toContain("under data key 'config'");
    expect(said).not.toContain('istio/multiCluster');
    expect(said).toContain('--type=config --service-account=istiod-external-istiod --create-service-account=false --server="$(oc --context west get apiServer.url)"');
  });
});

test.each(['12345', '1e5', 'yes', 'null'])('a cluster called %s stays text in its kubeconfig', (cluster) => {
  const names = (text: string): unknown[] => {
    const config = parse(text.replace('{{ .token }}', 't'));
    return [config['current-context'], config.clusters[0].name, config.users[0].name, config.contexts[0].context.user];
  };
  const program = new Program();
  RemoteSecrets.externalSecrets({ store })._writeReader([program.row('east', read(cluster))], program.chart('east'));
  RemoteSecrets.literal({ tokens: { [cluster]: 't' }, contentInOutput: true })._writeReader([program.row('north', read(cluster))], program.chart('north'));
  expect(names(program.objects('east')[0].spec.target.template.data[cluster])).toEqual([cluster, cluster, cluster, cluster]);
  expect(names(program.objects('north')[0].stringData[cluster])).toEqual([cluster, cluster, cluster, cluster]);
});

describe('errors of every way', () => {
  test('a name of a cluster that no Secret can have', () => {
    const program = new Program();
    RemoteSecrets.existing()._writeReader([program.row('east', read('w'.repeat(64))), program.row('east', read('north'))], program.chart('east'));
    expect(program.codes()).toEqual(['topology/remote-secret-name']);
    expect(program.remarks('precondition')).toHaveLength(1);
  });

  test('a name of a Secret that is too long', () => {
    const program = new Program();
    const longest = (length: number) => read('west', { serviceAccount: 'i'.repeat(length) });
    RemoteSecrets.existing()._writeReader([program.row('east', longest(227))], program.chart('east'));
    expect(program.codes()).toEqual([]);
    RemoteSecrets.existing()._writeReader([program.row('east', longest(228))], program.chart('east'));
    expect(program.codes()).toEqual(['topology/remote-secret-name']);
  });

  test('two config clusters for one control plane', () => {
    const program = new Program();
    const rows = ['west', 'north'].map((cluster) => program.row('ext', configCluster(cluster), 'config'));
    RemoteSecrets.externalSecrets({ store })._writeReader(rows, program.chart('ext'));
    expect(program.codes()).toEqual(['topology/remote-secret-twice']);
    expect(kinds(program.objects('ext'))).toEqual(['ExternalSecret istio-kubeconfig']);
  });

  test('a script that nobody writes is warned of, and under a MeshApp it is not', () => {
    const plain = new Program(new App()).mesh(RemoteSecrets.script(), [read('east'), read('west')]);
    expect(plain.findings()).toMatchObject([{ code: 'topology/script-not-written', severity: 'warning' }, { code: 'topology/script-not-written' }]);
    const mesh = new Program().mesh(RemoteSecrets.script(), [read('east'), read('west')]);
    expect(mesh.codes()).toEqual([]);
    expect(mesh.remarks('precondition').join()).toContain("east/remote-secrets.sh gives cluster 'east' the kubeconfigs of the others");
    const other = new Program(new App()).mesh(RemoteSecrets.existing(), [read('east'), read('west')]);
    expect(other.codes()).toEqual([]);
  });
});
