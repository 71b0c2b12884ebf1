package xds

import (
	"fmt"
	"os"
	"os/exec"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/admit"
	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
)

// base is an ambient mesh, with a namespace for sidecars and one for gateways.
const base = `
apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: default}
spec: {namespace: istio-system, version: v1.30.3, profile: ambient, values: {pilot: {trustedZtunnelNamespace: ztunnel}}}
---
apiVersion: sailoperator.io/v1
kind: IstioCNI
metadata: {name: default}
spec: {namespace: istio-cni, version: v1.30.3, profile: ambient}
---
apiVersion: sailoperator.io/v1
kind: ZTunnel
metadata: {name: default}
spec: {namespace: ztunnel, version: v1.30.3}
---
apiVersion: v1
kind: Namespace
metadata: {name: istio-system}
---
apiVersion: v1
kind: Namespace
metadata: {name: istio-cni}
---
apiVersion: v1
kind: Namespace
metadata: {name: ztunnel}
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

// TestMain starts the tests again in the environment of the mesh's istiod: Istio reads its flags once.
func TestMain(m *testing.M) {
	const again = "CONFORMANCE_TEST_AGAIN"
	if os.Getenv(again) != "" {
		os.Exit(m.Run())
	}
	cmd := exec.Command(os.Args[0], os.Args[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Env = []string{again + "=1", "PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "TMPDIR=" + os.TempDir()}
	cluster, err := clusterOfText(base)
	if err != nil {
		panic(err)
	}
	rendered, err := render.Cluster(cluster)
	if err != nil {
		panic(err)
	}
	flags, err := world.Flags(rendered)
	if err != nil {
		panic(err)
	}
	for name, value := range flags {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	if err := cmd.Run(); err != nil {
		os.Exit(1)
	}
}

func clusterOfText(text string) (*source.Cluster, error) {
	objects, err := source.Parse([]byte(text), "test.yaml")
	return &source.Cluster{Name: "cluster", Objects: objects}, err
}

// judged judges manifests.
func judged(t *testing.T, text string) judge.Report {
	t.Helper()
	cluster, err := clusterOfText(text)
	if err != nil {
		t.Fatal(err)
	}
	rendered, err := render.Cluster(cluster)
	if err != nil {
		t.Fatal(err)
	}
	example := &source.Example{Name: "test", Target: source.Target{Ossm: "3.4", Openshift: "4.20"}, Clusters: []*source.Cluster{cluster}}
	w, _, err := world.Build(example, cluster, rendered, func(_ source.Target, u *unstructured.Unstructured) (*unstructured.Unstructured, error) {
		if admit.IsCore(u.GroupVersionKind().Group) {
			return admit.StoredCore(u)
		}
		return u, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	report, err := Cluster(w, rendered.ControlPlanes)
	if err != nil {
		t.Fatal(err)
	}
	return report
}
