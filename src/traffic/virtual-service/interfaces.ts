import type { IConstruct } from 'constructs';

/** A VirtualService, whoever makes it. */
export interface IVirtualService extends IConstruct {
  /** The name of the VirtualService. */
  readonly virtualServiceName: string;
  /**
   * Its namespace.
   * @default - undefined where it is not known
   */
  readonly namespaceName?: string;
}

/** A VirtualService without hosts, which another one delegates to, whoever makes it. */
export interface IDelegateVirtualService extends IConstruct {
  /** The name of the VirtualService. */
  readonly delegateName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that of the one that delegates to it
   */
  readonly namespaceName?: string;
}
