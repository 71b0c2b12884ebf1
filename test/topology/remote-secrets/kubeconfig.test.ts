import { parse } from 'yaml';
import { base64, goTemplateText, kubeconfig } from '../../../src/topology/remote-secrets/kubeconfig';

const parts = { cluster: 'west', server: 'https://api.west.example.com:6443', ca: 'Q0E=', token: 'a.b.c' };

describe('the kubeconfig', () => {
  test('is what istiod reads: one cluster, user and context, all called like the cluster', () => {
    expect(parse(kubeconfig(parts))).toEqual({
      'apiVersion': 'v1',
      'kind': 'Config',
      'preferences': {},
      'clusters': [{ name: 'west', cluster: { 'certificate-authority-data': 'Q0E=', 'server': 'https://api.west.example.com:6443' } }],
      'users': [{ name: 'west', user: { token: 'a.b.c' } }],
      'contexts': [{ name: 'west', context: { cluster: 'west', user: 'west' } }],
      'current-context': 'west',
    });
  });

  test('names the host in the certificate where that is another one', () => {
    expect(parse(kubeconfig({ ...parts, tlsServerName: 'proxy.example.com' })).clusters[0].cluster['tls-server-name']).toBe('proxy.example.com');
    expect(kubeconfig(parts)).not.toContain('tls-server-name');
  });

  test('a CA is base64 of its PEM', () => {
    expect(base64('CA\n')).toBe('Q0EK');
  });

  test('text opens no action of a template', () => {
    expect(goTemplateText('a{{ .token }}b')).toBe('a{{ "{{" }} .token }}b');
    expect(goTemplateText('https://api')).toBe('https://api');
  });
});
