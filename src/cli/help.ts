import { CATALOGUE } from '../release/catalogue';
import { OpenShift } from '../release/openshift';

/** What `--help` prints. */
export function helpText(): string {
  return `cdk8s-ossm: OpenShift Service Mesh 3 as code

Usage: cdk8s-ossm validate PATH...   what Istio's webhook or the API server would refuse
       cdk8s-ossm validate --help    all options
       cdk8s-ossm --version
`;
}

/** What `validate --help` prints. */
export function validateHelp(): string {
  const releases = CATALOGUE.map(({ minor }) => minor).join(', ');
  const versions = OpenShift._all().map(({ version }) => version);
  return `Usage: cdk8s-ossm validate PATH... [options]

Finds what Istio's admission webhook or the API server would refuse, or would drop without a word, in any manifests: those of this
library or others. No cluster is asked. All PATHs together are taken for one set, which goes to one cluster.

PATH is a file, a folder, or '-' for standard input. A folder is read with all folders below it, except .git and node_modules: every
*.yaml, *.yml and *.json in it. A folder without any is an error, since a misspelt path must not pass for a clean one.

Options:
  --release RELEASE      OpenShift Service Mesh: ${releases}, or a z-stream such as 3.3.6.
                         Default: the release that brought the version of the Istio resource in the set, else the newest.
                         The version of that resource decides what the webhook of Istio refuses, too.
  --openshift VERSION    ${versions[0]} to ${versions[versions.length - 1]}. It decides which Gateway API there is.
                         Default: unknown, so a field is refused only where no supported cluster has it.
  --format FORMAT        text (default), json, or sarif (2.1.0, for code hosts)
  --fail-on SEVERITY     error (default) or warning: from which severity on the exit code is 1
  -h, --help             this page
      --version          the version of this program

Objects whose kind is not known here are counted, not judged, and so are documents of other tools (values of charts and the like).
Lists are taken apart. YAML is read as kubectl reads it.

Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 unusable input or arguments.
NO_COLOR is respected.
`;
}
