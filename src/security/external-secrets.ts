import { CA_FILES, CACERTS, remarkRoot, remarkWait } from './cacerts';
import { fingerprintOf } from './certificates';
import { statedRootProblems } from './stated-root';
import type { TrustContext, TrustProblem, TrustSource } from './trust-context';
import { checkTrustTypes, STORE } from './trust-kinds';
import type { ExternalSecretsTrustOptions } from './trust-options';
import { MAP, required, TEXT, TIME_SPAN } from '../analysis/kinds';
import { externalSecret } from '../kube/external-secret';
import { goDuration } from '../traffic/durations';

const CLUSTER = '{cluster}';

/** A Secret that the External Secrets Operator reads from a store. */
export function externalSecrets(options: ExternalSecretsTrustOptions): TrustSource {
  const fingerprint = fingerprintOf(options.rootCertificate);
  return {
    kind: 'externalSecrets',
    apply: (ctx) => {
      checkTypes(ctx, options);
      const { cluster, rootNamespace, scope } = ctx;
      const key = options.key.split(CLUSTER).join(cluster);
      const { certificate, privateKey, root, chain } = options.properties ?? {};
      externalSecret(scope, CACERTS, {
        name: CACERTS,
        namespace: rootNamespace,
        store: options.store,
        refreshInterval: options.refreshInterval && goDuration(options.refreshInterval),
        values: [
          { secretKey: CA_FILES.certificate, key, property: certificate ?? CA_FILES.certificate },
          { secretKey: CA_FILES.privateKey, key, property: privateKey ?? CA_FILES.privateKey },
          { secretKey: CA_FILES.root, key: options.rootKey ?? key, property: root ?? CA_FILES.root },
          { secretKey: CA_FILES.chain, key, property: chain ?? CA_FILES.chain },
        ],
        raw: options.raw,
      });
      remarkWait(ctx, 'externalsecret');
      if (options.rootKey === undefined) {
        remarkRoot(ctx, CA_FILES.root, fingerprint, `that entry '${key}' of ${options.store.kind} '${options.store.name}' has the root of the mesh is taken on trust`);
      }
    },
    values: () => ({}),
    rootOf: () => fingerprint,
    problems: (contexts) => [...statedRootProblems(contexts, options.rootCertificate), ...keyProblems(contexts, options)],
  };
}

function checkTypes(ctx: TrustContext, { store, key, rootKey, properties, refreshInterval, rootCertificate }: ExternalSecretsTrustOptions): void {
  checkTrustTypes(ctx, 'externalSecrets', [
    ['store', store, required(STORE)], ['key', key, required(TEXT)], ['rootKey', rootKey, TEXT], ['refreshInterval', refreshInterval, TIME_SPAN],
    ['properties', properties, MAP],
    ...Object.entries(properties ?? {}).map(([name, v]) => [`properties.${name}`, v, TEXT] as const),
    ['rootCertificate', rootCertificate, TEXT],
  ]);
}

function keyProblems(contexts: readonly TrustContext[], { key, rootKey }: ExternalSecretsTrustOptions): TrustProblem[] {
  const problems: TrustProblem[] = [];
  const clusters = contexts.map(({ cluster }) => `'${cluster}'`).join(', ');
  if (contexts.length > 1 && !key.includes(CLUSTER)) {
    problems.push({
      at: contexts[0].at,
      problem: {
        code: 'security/shared-intermediate',
        what: `the key '${key}' of MeshTrust.externalSecrets is one entry for the clusters ${clusters}: all would sign with one private key`,
        expected: 'an entry for each cluster',
        fix: `write ${CLUSTER} where the name of the cluster is in the key, for instance '${key}/${CLUSTER}'`,
      },
    });
  }
  if (contexts.length > 0 && rootKey?.includes(CLUSTER)) {
    problems.push({
      at: contexts[0].at,
      problem: {
        code: 'security/root-per-cluster',
        what: `the rootKey '${rootKey}' of MeshTrust.externalSecrets is another entry in each cluster`,
        expected: 'one entry, with the root that all clusters share',
        fix: `take ${CLUSTER} out of it, or leave \`rootKey\` out where each entry has the root`,
      },
    });
  }
  return problems;
}
