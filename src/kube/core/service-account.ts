import type { Construct } from 'constructs';
import { type CoreKind, coreObject, type ObjectProps } from './object';
import type { Manifest } from '../manifest';
import { dnsSubdomainProblem } from '../names';

const SERVICE_ACCOUNT: CoreKind = { apiVersion: 'v1', kind: 'ServiceAccount', nameProblem: dnsSubdomainProblem };

/** A ServiceAccount. */
export interface ServiceAccountProps extends ObjectProps {
  /** Names of the Secrets that its pods pull images with. */
  readonly imagePullSecrets?: readonly string[];
  readonly automountServiceAccountToken?: boolean;
}

/** Writes a ServiceAccount. */
export function serviceAccount(scope: Construct, id: string, props: ServiceAccountProps): Manifest {
  return coreObject(scope, id, SERVICE_ACCOUNT, props, {
    imagePullSecrets: props.imagePullSecrets?.length ? props.imagePullSecrets.map((name) => ({ name })) : undefined,
    automountServiceAccountToken: props.automountServiceAccountToken,
  });
}
