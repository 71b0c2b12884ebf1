import { type ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { AllowedRoutes } from './allowed-routes';
import type { FrontendValidation } from './frontend-validation';
import { type KubernetesListener, LISTENER } from './gateway-listener';
import { checkKinds, listOf, made, MAP, TEXTS_BY_KEY } from '../../analysis/kinds';
import { checkReference } from '../../objects/check-reference';
import type { ObjectProps, ObjectReference } from '../../objects/object-props';
import { writeObject } from '../../objects/write';
import type { SecretRef } from '../../vocabulary/secret-ref';
import { Stage } from '../../vocabulary/stage';

/** A `Gateway` of Gateway API, as routes and policies refer to it. */
export interface IKubernetesGateway extends IConstruct {
  /** The name of the `Gateway`. */
  readonly kubernetesGatewayName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that of what refers to it
   */
  readonly namespaceName?: string;
}

/** Who makes something of a `Gateway` of Gateway API. */
export class KubernetesGatewayClass {
  /** Istio: a Deployment and a Service of its own. */
  public static readonly ISTIO = new KubernetesGatewayClass('istio', true);
  /** Istio: a waypoint. `Waypoint` writes one with all that belongs to it. */
  public static readonly ISTIO_WAYPOINT = new KubernetesGatewayClass('istio-waypoint', true);
  /** The ingress operator of OpenShift 4.19 and later: not part of the mesh. */
  public static readonly OPENSHIFT_DEFAULT = new KubernetesGatewayClass('openshift-default', false);

  /**
   * A class by its name. A `Gateway` of one of Istio's controllers gets the label of the mesh's revision.
   *
   * @param name the name of the GatewayClass
   * @param istio whether its controller is the mesh's Istio
   */
  public static of(name: string, istio: boolean): KubernetesGatewayClass {
    return new KubernetesGatewayClass(name, istio);
  }

  private constructor(
    /** The name of the GatewayClass. */
    public readonly className: string,
    /** Whether the mesh's Istio is its controller. */
    public readonly isIstio: boolean,
  ) {}
}

/** An address of a gateway. */
export class KubernetesGatewayAddress {
  /**
   * An IP address.
   *
   * @param address the address
   */
  public static ip(address: string): KubernetesGatewayAddress {
    return new KubernetesGatewayAddress('IPAddress', address);
  }

  /**
   * A host name; with Istio, that of a Service with pods of one's own, of which Istio then makes no Deployment.
   *
   * @param hostname the name
   */
  public static hostname(hostname: string): KubernetesGatewayAddress {
    return new KubernetesGatewayAddress('Hostname', hostname);
  }

  private constructor(
    /** As the API calls it. */
    public readonly type: string,
    /** The address itself. */
    public readonly address: string,
  ) {}
}

/** What is said to the objects that are made of a `Gateway`. */
export interface GatewayInfrastructure {
  /**
   * Labels for all of them.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations for all of them.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * The name of a ConfigMap with settings of the Deployment and the Service. Needs Istio 1.26.
   * @default - none
   */
  readonly parametersConfigMap?: string;
}

/** A `Gateway` of Gateway API to make. */
export interface KubernetesGatewayProps extends ObjectProps {
  /**
   * Who makes something of it.
   * @default KubernetesGatewayClass.ISTIO
   */
  readonly gatewayClass?: KubernetesGatewayClass;
  /**
   * What it listens for; `addListener` adds more.
   * @default - nothing yet
   */
  readonly listeners?: KubernetesListener[];
  /**
   * The addresses that it is to have.
   * @default - what its Service gets
   */
  readonly addresses?: KubernetesGatewayAddress[];
  /**
   * What is said to the objects that are made of it.
   * @default - nothing
   */
  readonly infrastructure?: GatewayInfrastructure;
  /**
   * The namespaces whose ListenerSets may add listeners. Needs OpenShift 4.23.
   * @default - none
   */
  readonly listenersFrom?: AllowedRoutes;
  /**
   * How certificates of clients are checked. Needs OpenShift 4.23.
   * @default - not at all
   */
  readonly clientCertificates?: FrontendValidation;
  /**
   * The Secret with the certificate that the gateway shows to backends. Needs OpenShift 4.23.
   * @default - none
   */
  readonly backendClientCertificate?: SecretRef;
}

const KIND = { group: 'gateway.networking.k8s.io', version: 'v1', kind: 'Gateway', stage: Stage.GATEWAYS };
const CLASS = made('KubernetesGatewayClass', (v) => `write KubernetesGatewayClass.of('${typeof v === 'string' ? v : '...'}', true)`, (v) => typeof v?.className === 'string');
const ADDRESS = made('KubernetesGatewayAddress', (v) => `write KubernetesGatewayAddress.ip('${typeof v === 'string' ? v : '...'}')`, (v) => typeof v?.address === 'string');
const NAMESPACES = made('AllowedRoutes', () => 'write AllowedRoutes.namespaces(...)', (v) => typeof v?._namespaces === 'object');
const FRONTEND = made('FrontendValidation', () => 'write FrontendValidation.configMaps(...)', (v) => typeof v?._frontend === 'object');
const SECRET = made('SecretRef', (v) => `write SecretRef.named('${typeof v === 'string' ? v : '...'}')`, (v) => typeof v?.secretName === 'string');

/**
 * A gateway by Gateway API: Istio makes a Deployment and a Service of it, named `<name>-<class>`.
 *
 * *Writes* a `Gateway` of gateway.networking.k8s.io; of a class of Istio with the label of the mesh's revision, without which
 * only the revision `default` looks at it.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/
 */
export class KubernetesGateway extends Construct implements IKubernetesGateway {
  /**
   * A `Gateway` that another program makes. Writes nothing.
   *
   * @param scope the parent construct
   * @param id the id of the construct
   * @param reference its name and namespace
   */
  public static fromName(scope: Construct, id: string, reference: ObjectReference): IKubernetesGateway {
    class Import extends Construct implements IKubernetesGateway {
      public readonly kubernetesGatewayName = reference.name;
      public readonly namespaceName = reference.namespace?.namespaceName;
    }
    checkReference(scope, 'Gateway', reference);
    return new Import(scope, id);
  }

  /** The name of the `Gateway`. */
  public readonly kubernetesGatewayName: string;
  /**
   * Its namespace.
   * @default - undefined where it is that in which the manifest is applied
   */
  public readonly namespaceName?: string;
  /** The `Gateway`. */
  public readonly apiObject: ApiObject;
  private readonly listeners: KubernetesListener[] = [];

  public constructor(scope: Construct, id: string, props: KubernetesGatewayProps) {
    super(scope, id);
    checkKinds(this, 'traffic/wrong-type', 'the Gateway', [['props', props, { ...MAP, isRequired: true }], ['gatewayClass', props?.gatewayClass, CLASS]]);
    const gatewayClass = props.gatewayClass ?? KubernetesGatewayClass.ISTIO;
    const revision = props.namespace?.revision ?? props.mesh?.revision;
    const labels = gatewayClass.isIstio && revision ? { ...props.labels, ...revision.gatewayLabels } : props.labels;
    this.apiObject = writeObject(this, KIND, { ...props, labels }, () => this.spec(props, gatewayClass));
    this.kubernetesGatewayName = this.apiObject.name;
    this.namespaceName = props.namespace?.namespaceName;
    props.listeners?.forEach((listener) => this.addListener(listener));
  }

  /**
   * Adds a listener.
   *
   * @param listener what it listens for
   */
  public addListener(listener: KubernetesListener): void {
    const where = `listeners[${this.listeners.length}]`;
    checkKinds(this, 'traffic/wrong-type', 'the Gateway', [[where, listener, { ...LISTENER, isRequired: true }]]);
    listener._check(this, where);
    this.listeners.push(listener);
  }

  private spec(props: KubernetesGatewayProps, gatewayClass: KubernetesGatewayClass): object {
    const { listeners, addresses, infrastructure, listenersFrom, clientCertificates, backendClientCertificate } = props;
    checkKinds(this, 'traffic/wrong-type', 'the Gateway', [
      ['listeners', listeners, listOf('listeners', LISTENER)], ['addresses', addresses, listOf('addresses', ADDRESS)],
      ['infrastructure', infrastructure, MAP], ['infrastructure.labels', infrastructure?.labels, TEXTS_BY_KEY],
      ['infrastructure.annotations', infrastructure?.annotations, TEXTS_BY_KEY], ['listenersFrom', listenersFrom, NAMESPACES],
      ['clientCertificates', clientCertificates, FRONTEND], ['backendClientCertificate', backendClientCertificate, SECRET],
    ]);
    const backend = backendClientCertificate && { clientCertificateRef: { name: backendClientCertificate.secretName } };
    return {
      gatewayClassName: gatewayClass.className,
      listeners: Lazy.any({ produce: () => this.listeners.map((listener) => listener._render()) }),
      addresses: addresses?.map(({ type, address }) => ({ type, value: address })),
      infrastructure: infrastructure && {
        labels: infrastructure.labels,
        annotations: infrastructure.annotations,
        parametersRef: infrastructure.parametersConfigMap === undefined ? undefined : { group: '', kind: 'ConfigMap', name: infrastructure.parametersConfigMap },
      },
      allowedListeners: listenersFrom && { namespaces: listenersFrom._namespaces },
      tls: backend || clientCertificates ? { backend, frontend: clientCertificates?._frontend } : undefined,
    };
  }
}
