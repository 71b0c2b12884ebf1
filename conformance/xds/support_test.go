package xds

import (
	"fmt"
	"testing"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/world/worldtest"
)

// base is a mesh with a namespace for sidecars, one for gateways and an ambient one.
const base = worldtest.Mesh + `
---
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Namespace
metadata: {name: edge}
---
apiVersion: v1
kind: Namespace
metadata: {name: books, labels: {istio.io/dataplane-mode: ambient, istio.io/use-waypoint: waypoint}}
`

// workload is a Deployment with a Service.
func workload(namespace, name string) string {
	return fmt.Sprintf(`
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: %[2]s, namespace: %[1]s}
---
apiVersion: v1
kind: Service
metadata: {name: %[2]s, namespace: %[1]s}
spec: {selector: {app: %[2]s}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: %[2]s, namespace: %[1]s}
spec:
  selector: {matchLabels: {app: %[2]s}}
  template:
    metadata: {labels: {app: %[2]s, version: v1}}
    spec: {serviceAccountName: %[2]s, containers: [{name: app, image: example.com/app, ports: [{containerPort: 8080}]}]}
`, namespace, name)
}

// gateway is an injected gateway with its Service.
const gateway = `
---
apiVersion: v1
kind: Service
metadata: {name: edge, namespace: edge}
spec: {selector: {istio: edge}, ports: [{name: http2, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8443}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: edge, namespace: edge}
spec:
  selector: {matchLabels: {istio: edge}}
  template:
    metadata: {labels: {istio: edge, sidecar.istio.io/inject: "true"}, annotations: {inject.istio.io/templates: gateway}}
    spec: {containers: [{name: istio-proxy, image: auto}]}
`

// opened are a Gateway and a VirtualService for the sidecar's Service.
const opened = `
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: edge, namespace: edge}
spec:
  selector: {istio: edge}
  servers:
    - {hosts: [./shop.example.com], port: {name: http, number: 80, protocol: HTTP}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: shop, namespace: edge}
spec:
  hosts: [shop.example.com]
  gateways: [edge]
  http: [{route: [{destination: {host: web.shop.svc.cluster.local, port: {number: 80}}}]}]
`

const waypoint = `
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: waypoint, namespace: books, labels: {istio.io/waypoint-for: service}}
spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
`

func TestMain(m *testing.M) { worldtest.Main(m) }

// judged judges manifests.
func judged(t *testing.T, text string) judge.Report {
	t.Helper()
	w, rendered, _ := worldtest.Build(t, worldtest.Example(t, text))
	report, err := Cluster(w, rendered.ControlPlanes)
	if err != nil {
		t.Fatal(err)
	}
	return report
}
