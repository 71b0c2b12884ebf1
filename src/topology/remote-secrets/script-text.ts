import { base64, kubeconfig } from './kubeconfig';
import type { SecretRow } from './rows';
import { secretKey, secretMetadata, tokenSecretName } from './secret-names';
import { inlineText } from '../../kube/yaml-scalar';

/**
 * Prints token and `ca.crt` of a Secret, a line each, whether they are there or not. In one call, so that the two belong together; decoded by
 * the client, since systems differ in what decodes base64.
 */
const TOKEN_AND_CA = '{{with .data}}{{with .token}}{{base64decode .}}{{end}}{{"\\n"}}{{with index . "ca.crt"}}{{.}}{{end}}{{end}}';

/**
 * The script that gives one control plane the kubeconfigs of the clusters that it reads. For any POSIX shell. A token is never an
 * argument of a program: others on the machine see those.
 *
 * @param rows all of one reader, at least one
 * @param file what the script is called
 */
export function remoteSecretsScript(rows: readonly SecretRow[], file: string): string {
  const { cluster: reader, namespace } = rows[0].reader;
  const sources = rows.map(({ source }) => source.cluster);
  const clusters = [...new Set([reader, ...sources])];
  return `#!/bin/sh
# Lets the control plane of cluster '${reader}' read the API servers of: ${sources.join(', ')}.
#
# From each of them it takes the token of a ServiceAccount, and applies a Secret with a kubeconfig to cluster '${reader}'. Run it
# once the ServiceAccounts and token Secrets of these clusters are applied, and again after a token has changed. Generated: the next
# synth overwrites it.
set -eu

reader=${quoted(reader)}
contexts=${quoted(clusters.map((cluster) => `${cluster}=${cluster}`).join('\n'))}
kubectl=''
patience=60
dry_run=''

usage() {
  cat <<'END'
Usage: ${file} [--context CLUSTER=CONTEXT]... [--kubectl COMMAND] [--wait SECONDS] [--dry-run]

Lets the control plane of cluster ${reader} read the API servers of: ${sources.join(', ')}.

  --context CLUSTER=CONTEXT  the kubectl context of a cluster, one of ${clusters.join(', ')};
                             without it, the context is called like the cluster
  --kubectl COMMAND          oc or kubectl, also with its path; without it, the first of them that is installed
  --wait SECONDS             how long to wait for a token; without it, 60
  --dry-run                  apply nothing: print what would be applied, without tokens
  --help                     print this
END
}

fail() {
  printf '%s\\n' "${file}: $*" >&2
  exit 1
}

# The context of cluster $1: what was said last.
context_of() {
  printf '%s\\n' "$contexts" | sed -n "s/^$1=//p" | tail -n 1
}

# What is applied, with token $1.
manifest() {
  cat <<END
${manifest(namespace)}END
}

# Lets $reader read cluster $source; the variables are set below, once for each cluster.
let_read() {
  context=$(context_of "$source")
  token=''
  waited=0
  while :; do
    found=$("$kubectl" --context "$context" --namespace "$namespace" get secret "$token_secret" --ignore-not-found \\
      --output go-template='${TOKEN_AND_CA}') ||
      fail "cannot read Secret $token_secret in namespace $namespace of cluster $source (context $context)"
    token=$(printf '%s\\n' "$found" | sed -n 1p)
    [ -z "$token" ] || break
    [ "$waited" -lt "$patience" ] ||
      fail "no token in Secret $token_secret in namespace $namespace of cluster $source after $patience s. If there is no such" \\
        "Secret, apply the manifests of that cluster again: it is deleted where its ServiceAccount does not exist yet"
    waited=$((waited + 1))
    sleep 1
  done
  if [ -z "$ca" ]; then
    ca=$(printf '%s\\n' "$found" | sed -n 2p)
    [ -n "$ca" ] || fail "no ca.crt in Secret $token_secret in namespace $namespace of cluster $source"
  fi
  if [ -z "$server" ]; then
    server=$("$kubectl" --context "$context" get infrastructure cluster --output jsonpath='{.status.apiServerURL}') ||
      fail "cannot read the URL of the API server of cluster $source (context $context): state it as apiServer.url of the Cluster"
    [ -n "$server" ] || fail "cluster $source does not tell the URL of its API server: state it as apiServer.url of the Cluster"
  fi
  if [ -n "$dry_run" ]; then
    printf '%s\\n' "# to cluster $reader, context $reader_context" '---'
    manifest '(masked)'
  else
    # by the server: a client would keep a copy of the token in an annotation
    manifest "$token" | "$kubectl" --context "$reader_context" apply \\
      --server-side --force-conflicts --field-manager=cdk8s-ossm --filename=-
  fi
}

while [ $# -gt 0 ]; do
  case $1 in
    --context=* | --kubectl=* | --wait=*)
      option=\${1%%=*}
      argument=\${1#*=}
      shift
      ;;
    --context | --kubectl | --wait)
      [ $# -ge 2 ] || fail "$1 needs an argument; --help tells which"
      option=$1
      argument=$2
      shift 2
      ;;
    --dry-run)
      dry_run=yes
      shift
      continue
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      fail "unknown option '$1'; --help lists those that there are"
      ;;
  esac
  case $option in
    --context)
      case $argument in
        ${clusters.map((cluster) => `${cluster}=?*`).join(' | ')}) ;;
        *) fail "--context $argument: expected CLUSTER=CONTEXT with one of ${clusters.join(', ')}" ;;
      esac
      contexts="$contexts
$argument"
      ;;
    --kubectl)
      kubectl=$argument
      ;;
    *)
      case $argument in
        '' | *[!0-9]*) fail "--wait $argument: expected a number of seconds" ;;
        *) patience=$argument ;;
      esac
      ;;
  esac
done

if [ -z "$kubectl" ]; then
  for candidate in oc kubectl; do
    if command -v "$candidate" >/dev/null 2>&1; then
      kubectl=$candidate
      break
    fi
  done
  [ -n "$kubectl" ] || fail 'neither oc nor kubectl is installed'
fi
reader_context=$(context_of "$reader")
${rows.map(block).join('')}`;
}

/** One cluster that is read. */
function block(row: SecretRow): string {
  const { source } = row;
  const url = source.url.known;
  const ca = source.ca.known;
  const { name, labels = {} } = secretMetadata(row);
  const hung = Object.entries(labels).map(([key, value]) => `\n    ${key}: ${inlineText(value)}`).join('');
  return `
# ${source.cluster}${url === undefined ? '; the URL of its API server is asked for' : ''}${ca === undefined ? '; its API server is verified with ca.crt of the token Secret' : ''}
source=${quoted(source.cluster)}
namespace=${quoted(source.namespace)}
token_secret=${quoted(tokenSecretName(source.serviceAccount))}
server=${quoted(url === undefined ? '' : inlineText(url))}
ca=${quoted(ca === undefined ? '' : base64(ca))}
tls_server_name=${quoted(source.tlsServerName === undefined ? '' : inlineText(source.tlsServerName))}
secret=${quoted(name)}
key=${quoted(secretKey(row))}
labels=${quoted(hung && `\n  labels:${hung}`)}
let_read
`;
}

/** The Secret, as text that the shell completes. In quotes what may look like a number. */
function manifest(namespace: string): string {
  const text = kubeconfig({
    cluster: '"$source"',
    server: '$server${tls_server_name:+\n    tls-server-name: $tls_server_name}',
    ca: '$ca',
    token: '$1',
  });
  return `apiVersion: v1
kind: Secret
metadata:
  name: $secret
  namespace: ${inlineText(namespace)}$labels
  annotations:
    networking.istio.io/cluster: "$source"
type: Opaque
stringData:
  "$key": |
${text.replace(/^(?=.)/gm, '    ')}`;
}

/** A word of the shell that stands for itself. */
function quoted(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}
