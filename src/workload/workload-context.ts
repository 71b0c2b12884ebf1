import type { IConstruct } from 'constructs';
import type { MeshServiceAccount } from './service-account';
import type { IMeshNamespace } from '../vocabulary/interfaces';

/** What a workload is behind, as far as its pods need to know. */
export interface WorkloadContext {
  /** Where findings about it belong. */
  readonly at: IConstruct;
  readonly namespace: IMeshNamespace;
  /** As messages show it, for instance `service 'reviews'`. */
  readonly subject: string;
  readonly serviceAccount?: string;
  /** The ServiceAccount, where this program writes it. */
  readonly account?: MeshServiceAccount;
  /** Labels that the Service selects pods by; asked late. */
  selector(): { readonly [key: string]: string };
  /** The selector of the rendered Service; undefined where there is none to look at. */
  renderedSelector(): { readonly [key: string]: unknown } | undefined;
}
