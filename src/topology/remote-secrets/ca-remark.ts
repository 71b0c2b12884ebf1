import type { IConstruct } from 'constructs';
import type { SecretRow } from './rows';
import { Findings } from '../../analysis/findings';

/**
 * Says what a control plane verifies an API server with where nobody said. The `ca.crt` beside a token does not verify a certificate
 * that the administrators of an OpenShift cluster have given its API server.
 */
export function remarkUnknownCa({ source }: SecretRow, where: string, at: IConstruct): void {
  Findings.of(at).remark(
    at,
    'decided',
    `the API server of cluster '${source.cluster}' is verified with ${where}, `
    + `which does not fit an API server with a certificate of its own: then state \`apiServer: { ca }\` of cluster '${source.cluster}'`,
    source.cluster,
  );
}
