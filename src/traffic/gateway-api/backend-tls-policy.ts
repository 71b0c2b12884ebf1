import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Findings } from '../../analysis/findings';
import { checkKinds, listOf, made, MAP, required, TEXT } from '../../analysis/kinds';
import { type IMeshObject, referTo } from '../../objects/mesh-object';
import type { ObjectProps, ObjectReference } from '../../objects/object-props';
import { writeObject } from '../../objects/write';
import { checkHandle } from '../../vocabulary/check-handle';
import type { IMeshService } from '../../vocabulary/interfaces';
import { namespaceOf } from '../../vocabulary/namespace-of';
import type { IServiceEntryTarget } from '../../vocabulary/policy-target';

/** What is reached by TLS, in the namespace of the policy. */
export class BackendTlsTarget {
  /**
   * A service.
   *
   * @param service the service
   * @param portName the name of one of its ports; left out: every port
   */
  public static service(service: IMeshService, portName?: string): BackendTlsTarget {
    checkHandle('service', service, BackendTlsTarget.service);
    return new BackendTlsTarget({ group: '', kind: 'Service', name: service.serviceName, sectionName: portName }, service.namespace.namespaceName);
  }

  /**
   * A ServiceEntry. An extension of Istio.
   *
   * @param entry the ServiceEntry
   * @param portName the name of one of its ports; left out: every port
   */
  public static serviceEntry(entry: IServiceEntryTarget, portName?: string): BackendTlsTarget {
    checkHandle('serviceEntry', entry, BackendTlsTarget.serviceEntry);
    const ref = { group: 'networking.istio.io', kind: 'ServiceEntry', name: entry.serviceEntryName, sectionName: portName };
    return new BackendTlsTarget(ref, namespaceOf(entry));
  }

  private constructor(
    /** @internal */
    public readonly _ref: { readonly group: string; readonly kind: string; readonly name: string; readonly sectionName?: string },
    /** Undefined where it is not known. @internal */
    public readonly _namespace?: string,
  ) {}
}

/** Which authorities a backend's certificate may come from. */
export class BackendCa {
  /** Those of the system. */
  public static readonly SYSTEM = new BackendCa({ wellKnownCACertificates: 'System' });

  /**
   * Those in ConfigMaps of the namespace, under the key `ca.crt`.
   *
   * @param names the names of the ConfigMaps, up to eight
   */
  public static configMaps(...names: string[]): BackendCa {
    return new BackendCa({ caCertificateRefs: names.map((name) => ({ group: '', kind: 'ConfigMap', name })) });
  }

  private constructor(
    /** @internal */
    public readonly _ca: object,
  ) {}
}

/** A name that a backend's certificate may have. */
export class BackendName {
  /**
   * A host name.
   *
   * @param hostname the name, `*.example.com` allowed
   */
  public static hostname(hostname: string): BackendName {
    return new BackendName({ type: 'Hostname', hostname });
  }

  /**
   * A URI, such as a SPIFFE id.
   *
   * @param uri the URI
   */
  public static uri(uri: string): BackendName {
    return new BackendName({ type: 'URI', uri });
  }

  private constructor(
    /** @internal */
    public readonly _name: object,
  ) {}
}

/** A BackendTLSPolicy to make. */
export interface BackendTlsPolicyProps extends ObjectProps {
  /** What is reached by TLS. */
  readonly targets: BackendTlsTarget[];
  /** The name that is asked for, and that the certificate must have unless `subjectAltNames` says otherwise. */
  readonly hostname: string;
  /** Which authorities the certificate may come from. */
  readonly ca: BackendCa;
  /**
   * The names that the certificate may have, in place of `hostname`: any of these.
   * @default - `hostname`
   */
  readonly subjectAltNames?: BackendName[];
  /**
   * Options of the implementation.
   * @default - none
   */
  readonly options?: { [key: string]: string };
}

const KIND = { group: 'gateway.networking.k8s.io', version: 'v1', kind: 'BackendTLSPolicy' };
const TARGET = made('BackendTlsTarget', () => 'write BackendTlsTarget.service(...)', (v) => typeof v?._ref?.kind === 'string');
const CA = made('BackendCa', () => "write BackendCa.SYSTEM or BackendCa.configMaps('...')", (v) => typeof v?._ca === 'object');
const NAME = made('BackendName', (v) => `write BackendName.hostname('${typeof v === 'string' ? v : '...'}')`, (v) => typeof v?._name === 'object');

/**
 * That services are reached by TLS, and whom to trust there. Needs OpenShift 4.22.
 *
 * *Writes* a `BackendTLSPolicy`.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicy
 */
export class BackendTlsPolicy extends Construct implements IMeshObject {
  /**
   * A `ConfigMap` that another program makes. Writes nothing.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param reference its name and namespace
   */
  public static fromName(scope: Construct, id: string, reference: ObjectReference): IMeshObject {
    return referTo(scope, id, KIND, reference);
  }

  /** The API group of the object. */
  public readonly objectGroup: string = KIND.group;
  /** The kind of the object. */
  public readonly objectKind: string = KIND.kind;
  /** The name of the object. */
  public readonly objectName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The name of the `BackendTLSPolicy`. */
  public readonly backendTlsPolicyName: string;
  /** The `BackendTLSPolicy`. */
  public readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: BackendTlsPolicyProps) {
    super(scope, id);
    this.apiObject = writeObject(this, KIND, props, () => {
      const { targets, hostname, ca, subjectAltNames, options, namespace } = props;
      checkKinds(this, 'traffic/wrong-type', 'the BackendTLSPolicy', [
        ['targets', targets, required(listOf('targets', TARGET))], ['hostname', hostname, required(TEXT)], ['ca', ca, required(CA)],
        ['subjectAltNames', subjectAltNames, listOf('names', NAME)], ['options', options, MAP],
      ]);
      if (namespace) targets.forEach((target) => this.checkNamespace(props.name, namespace.namespaceName, target));
      return {
        targetRefs: targets.map(({ _ref }) => _ref),
        validation: { hostname, ...ca._ca, subjectAltNames: subjectAltNames?.map(({ _name }) => _name) },
        options,
      };
    });
    this.backendTlsPolicyName = this.apiObject.name;
    this.objectName = this.apiObject.name;
    this.namespaceName = props.namespace?.namespaceName;
  }

  /** A target elsewhere would be ignored without a word. */
  private checkNamespace(name: string, namespace: string, { _ref: ref, _namespace: of }: BackendTlsTarget): void {
    if (of === undefined || of === namespace) return;
    Findings.of(this).add(this, {
      code: 'objects/target-in-other-namespace',
      what: `the BackendTLSPolicy '${name}' of namespace '${namespace}' has the target ${ref.kind} '${ref.name}', which is in namespace '${of}'`,
      expected: 'targets of its own namespace: `targetRefs` cannot cross namespaces',
      fix: `write it in namespace '${of}'`,
    });
  }
}
