import { type ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { VirtualServiceHttp } from './http';
import { CODE, destinationProblems, HTTP_ENTRY, HttpEntries } from './http-entries';
import type { VirtualServiceDirectResponseOptions, VirtualServiceRedirectOptions, VirtualServiceRouteOptions } from './http-options';
import type { IDelegateVirtualService } from './interfaces';
import { Findings } from '../../analysis/findings';
import { checkKinds, listOf } from '../../analysis/kinds';
import { fail } from '../../analysis/mesh-error';
import { withoutNulls } from '../../analysis/shape';
import { checkReference } from '../../objects/check-reference';
import type { ObjectProps, ObjectReference } from '../../objects/object-props';
import { writeObject } from '../../objects/write';
import type { ExportTo } from '../../vocabulary/export-to';
import { EXPORT_TOS } from '../kinds';

/** A VirtualService to make that another one delegates to. */
export interface DelegateVirtualServiceProps extends ObjectProps {
  /**
   * What becomes of requests, in this order; `addHttpRoute` and others add more.
   * @default - none yet
   */
  readonly http?: VirtualServiceHttp[];
  /**
   * The namespaces that see it: that of the one that delegates must be among them.
   * @default - what the mesh config says; where it says nothing, all
   */
  readonly exportTo?: ExportTo[];
}

const KIND = { group: 'networking.istio.io', version: 'v1', kind: 'VirtualService' };

/**
 * A VirtualService without hosts and gateways: it decides about a part of the requests of another VirtualService, and may be in the namespace
 * of whoever knows best. Its matches are narrower than those that delegate to it.
 *
 * *Writes* a `VirtualService`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#Delegate
 */
export class DelegateVirtualService extends Construct implements IDelegateVirtualService {
  /**
   * A VirtualService that another program makes to be delegated to. Writes nothing.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param reference its name and namespace
   */
  public static fromName(scope: Construct, id: string, reference: ObjectReference): IDelegateVirtualService {
    class Import extends Construct implements IDelegateVirtualService {
      public readonly delegateName = reference.name;
      public readonly namespaceName = reference.namespace?.namespaceName;
    }
    checkReference(scope, KIND.kind, reference);
    return new Import(scope, id);
  }

  /** The name of the VirtualService. */
  public readonly delegateName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The `VirtualService`. */
  public readonly apiObject: ApiObject;
  private readonly http = new HttpEntries(this);

  public constructor(scope: Construct, id: string, props: DelegateVirtualServiceProps) {
    super(scope, id);
    this.apiObject = writeObject(this, KIND, props, ({ mesh }) => {
      const { http, exportTo } = withoutNulls(props);
      checkKinds(this, CODE, 'the VirtualService', [['http', http, listOf('entries', HTTP_ENTRY)], ['exportTo', exportTo, EXPORT_TOS]]);
      http?.forEach((entry) => this.addHttp(entry));
      // ports of services may be known only once the program is complete
      Findings.of(this).checkAtSynth(this, () => destinationProblems(this.http.destinations, mesh));
      return { http: Lazy.any({ produce: () => this.http.render(this.namespaceName) }), exportTo: exportTo?.map((to) => to.text) };
    });
    this.delegateName = this.apiObject.name;
    this.namespaceName = this.apiObject.metadata.namespace;
  }

  /**
   * Adds an entry, behind those that there are.
   *
   * @param entry which requests, and what becomes of them
   * @throws if it delegates, or a property is of a wrong type
   */
  public addHttp(entry: VirtualServiceHttp): VirtualServiceHttp {
    if (entry?._delegates) {
      fail(this, {
        code: 'traffic/delegate-delegates',
        what: `the VirtualService '${this.node.id}' is delegated to, and delegates`,
        expected: 'one level: Istio looks no deeper',
        fix: 'delegate in the VirtualService with the hosts, or add the routes here',
      });
    }
    return this.http.add(entry);
  }

  /**
   * Adds an entry that sends to a destination, behind those that there are.
   *
   * @param options which requests, and where to
   * @throws if a property is of a wrong type
   */
  public addHttpRoute(options: VirtualServiceRouteOptions): VirtualServiceHttp {
    return this.http.add(VirtualServiceHttp.route(options));
  }

  /**
   * Adds an entry that answers with another address, behind those that there are.
   *
   * @param options which requests, and the address
   * @throws if a property is of a wrong type
   */
  public addRedirect(options: VirtualServiceRedirectOptions): VirtualServiceHttp {
    return this.http.add(VirtualServiceHttp.redirect(options));
  }

  /**
   * Adds an entry that the proxy answers by itself, behind those that there are.
   *
   * @param options which requests, and the answer
   * @throws if a property is of a wrong type
   */
  public addDirectResponse(options: VirtualServiceDirectResponseOptions): VirtualServiceHttp {
    return this.http.add(VirtualServiceHttp.directResponse(options));
  }
}
