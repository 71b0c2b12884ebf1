import { parseAllDocuments } from 'yaml';

/** Manifests in which nothing is wrong, of many kinds and with many fields. */
export const VALID_TEXT = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: reviews
  namespace: shop
  labels: {app: reviews}
  annotations: {example.com/owner: team-a}
spec:
  hosts: [reviews.shop.svc.cluster.local]
  gateways: [mesh, istio-ingress/edge]
  exportTo: ['.']
  http:
  - name: jason
    match:
    - uri: {prefix: /reviews}
      headers: {end-user: {exact: jason}}
      method: {exact: GET}
      port: 80
    rewrite: {uri: /}
    route:
    - destination: {host: reviews, subset: v2, port: {number: 9080}}
      weight: 90
      headers: {request: {set: {x-version: v2}, remove: [x-old]}}
    - destination: {host: reviews, subset: v1}
      weight: 10
    timeout: 5s
    retries: {attempts: 3, perTryTimeout: 2s, retryOn: '5xx,reset'}
    fault: {delay: {percentage: {value: 0.5}, fixedDelay: 2s}}
    corsPolicy: {allowOrigins: [{exact: 'https://example.com'}], allowMethods: [GET], maxAge: 24h}
  - route:
    - destination: {host: reviews, subset: v1}
    mirror: {host: reviews, subset: v2}
    mirrorPercentage: {value: 5}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: reviews, namespace: shop}
spec:
  host: reviews
  workloadSelector: {matchLabels: {app: web}}
  trafficPolicy:
    connectionPool:
      tcp: {maxConnections: 100, connectTimeout: 30ms, tcpKeepalive: {time: 7200s, interval: 75s}}
      http: {http2MaxRequests: 1000, maxRequestsPerConnection: 10}
    outlierDetection: {consecutive5xxErrors: 7, interval: 5m, baseEjectionTime: 15m}
    loadBalancer: {simple: LEAST_REQUEST}
    tls: {mode: ISTIO_MUTUAL}
  subsets:
  - name: v1
    labels: {version: v1}
  - name: v2
    labels: {version: v2}
    trafficPolicy: {portLevelSettings: [{port: {number: 9080}, loadBalancer: {consistentHash: {httpCookie: {name: user, ttl: 60s}}}}]}
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: external, namespace: shop}
spec:
  hosts: [api.example.com]
  location: MESH_EXTERNAL
  ports: [{number: 443, name: https, protocol: TLS}]
  resolution: STATIC
  endpoints:
  - address: 192.0.2.1
    labels: {region: eu}
    ports: {https: 8443}
    weight: 2
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: edge, namespace: istio-ingress}
spec:
  selector: {istio: ingressgateway}
  servers:
  - port: {number: 443, name: https, protocol: HTTPS}
    tls: {mode: SIMPLE, credentialName: shop-cert, minProtocolVersion: TLSV1_2}
    hosts: ['shop/*.example.com']
  - port: {number: 80, name: http, protocol: HTTP}
    tls: {httpsRedirect: true}
    hosts: ['*']
---
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: {name: default, namespace: shop}
spec:
  workloadSelector: {labels: {app: web}}
  egress: [{hosts: ['./*', 'istio-system/*']}]
  outboundTrafficPolicy: {mode: REGISTRY_ONLY}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  action: ALLOW
  rules:
  - from:
    - source: {principals: [cluster.local/ns/shop/sa/front], notNamespaces: [legacy]}
    to:
    - operation: {methods: [GET], paths: ['/api/*'], ports: ['8080']}
    when:
    - key: request.auth.claims[iss]
      values: ['https://issuer.example.com']
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: db, namespace: shop}
spec:
  selector: {matchLabels: {app: db}}
  mtls: {mode: STRICT}
  portLevelMtls: {'5432': {mode: PERMISSIVE}}
---
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: {name: jwt, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  jwtRules:
  - issuer: https://issuer.example.com
    jwksUri: https://issuer.example.com/keys
    audiences: [shop]
    fromHeaders: [{name: x-token, prefix: 'Bearer '}]
    outputClaimToHeaders: [{header: x-sub, claim: sub}]
---
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: {name: mesh-default, namespace: istio-system}
spec:
  tracing:
  - providers: [{name: otel}]
    randomSamplingPercentage: 10
    customTags: {env: {literal: {value: prod}}}
  metrics:
  - providers: [{name: prometheus}]
    overrides: [{match: {metric: REQUEST_COUNT, mode: CLIENT}, tagOverrides: {method: {value: request.method}}}]
  accessLogging:
  - filter: {expression: 'response.code >= 400'}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: edge, namespace: istio-ingress, sectionName: https}]
  hostnames: [shop.example.com]
  rules:
  - matches: [{path: {type: PathPrefix, value: /}, headers: [{name: x-user, value: jason}]}]
    filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x-a, value: b}]}}]
    backendRefs: [{name: web, port: 8080, weight: 1}]
    timeouts: {request: 10s}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: istio-ingress}
spec:
  gatewayClassName: istio
  listeners:
  - name: https
    port: 443
    protocol: HTTPS
    hostname: '*.example.com'
    tls: {mode: Terminate, certificateRefs: [{name: cert}]}
    allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {shop: 'yes'}}}}
---
apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: default}
spec:
  version: v1.30-latest
  namespace: istio-system
  updateStrategy: {type: InPlace, inactiveRevisionDeletionGracePeriodSeconds: 30}
  values:
    profile: ambient
    pilot: {autoscaleMin: 2, env: {PILOT_ENABLE_AMBIENT: 'true'}, trustedZtunnelNamespace: ztunnel}
    meshConfig:
      accessLogFile: /dev/stdout
      defaultConfig: {proxyMetadata: {A: b}}
      extensionProviders: [{name: otel, opentelemetry: {service: otel.tracing.svc.cluster.local, port: 4317}}]
---
apiVersion: sailoperator.io/v1
kind: IstioCNI
metadata: {name: default}
spec: {version: v1.30-latest, namespace: istio-cni, values: {cni: {ambient: {reconcileIptablesOnStartup: true}}}}
`;

/** The same as objects. */
export const VALID = parseAllDocuments(VALID_TEXT).map((document) => document.toJS() as Record<string, any>);
