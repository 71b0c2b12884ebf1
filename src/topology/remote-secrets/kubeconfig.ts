/** What a kubeconfig is made of, each as it is to stand in the text: as YAML, or as what a template or a shell makes YAML of. */
export interface KubeconfigParts {
  readonly cluster: string;
  readonly server: string;
  /** Base64 of PEM. */
  readonly ca: string;
  readonly token: string;
  readonly tlsServerName?: string;
}

/**
 * A kubeconfig as `istioctl create-remote-secret` writes it, key by key, so that the two do not differ where both are used. istiod takes
 * a bearer token; it refuses files, commands and client certificates (istio/istio pkg/kube/multicluster, `sanitizeKubeConfig`).
 */
export function kubeconfig({ cluster, server, ca, token, tlsServerName }: KubeconfigParts): string {
  return [
    'apiVersion: v1',
    'clusters:',
    '- cluster:',
    `    certificate-authority-data: ${ca}`,
    `    server: ${server}`,
    ...(tlsServerName === undefined ? [] : [`    tls-server-name: ${tlsServerName}`]),
    `  name: ${cluster}`,
    'contexts:',
    '- context:',
    `    cluster: ${cluster}`,
    `    user: ${cluster}`,
    `  name: ${cluster}`,
    `current-context: ${cluster}`,
    'kind: Config',
    'preferences: {}',
    'users:',
    `- name: ${cluster}`,
    '  user:',
    `    token: ${token}`,
    '',
  ].join('\n');
}

/** PEM as a kubeconfig holds it. */
export function base64(pem: string): string {
  return Buffer.from(pem, 'utf8').toString('base64');
}

/** Text as it stands in a Go template: what would open an action is printed by one. */
export function goTemplateText(text: string): string {
  return text.replace(/\{\{/g, '{{ "{{" }}');
}
