package world_test

import (
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/world/worldtest"
)

const waypoint = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: waypoint, namespace: shop}
spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
`

const edge = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP}]}
`

func TestManagedGateways(t *testing.T) {
	ambient := worldtest.Namespace("shop", "istio.io/dataplane-mode: ambient")
	cases := []struct {
		name      string
		documents []string
		want      []string
		// addresses are the types in the status of the Gateway.
		addresses string
		codes     []string
	}{
		{"a waypoint", []string{ambient, waypoint},
			[]string{"Deployment shop/waypoint", "Service shop/waypoint", "ServiceAccount shop/waypoint"}, "IPAddress Hostname", nil},
		{"a gateway", []string{ambient, edge},
			[]string{"Deployment shop/edge-istio", "Service shop/edge-istio", "ServiceAccount shop/edge-istio"}, "IPAddress", nil},
		{"a gateway inside the cluster", []string{ambient, strings.Replace(edge, "namespace: shop}", "namespace: shop, annotations: {networking.istio.io/service-type: ClusterIP}}", 1)},
			[]string{"Deployment shop/edge-istio", "Service shop/edge-istio", "ServiceAccount shop/edge-istio"}, "Hostname", nil},
		{"a gateway of OpenShift's", []string{ambient, openshiftClass, strings.Replace(edge, "istio, l", "openshift-default, l", 1)}, nil, "", nil},
		{"a gateway with a Service of its own", []string{ambient, strings.Replace(edge, "spec: {", "spec: {addresses: [{type: Hostname, value: mine}], ", 1)}, nil, "", nil},
		{"a gateway with a Service of its own and a revision of nobody", []string{ambient,
			strings.NewReplacer("spec: {", "spec: {addresses: [{type: Hostname, value: mine}], ", "namespace: shop}", "namespace: shop, labels: {istio.io/rev: nowhere}}").Replace(edge)},
			nil, "", []string{"unread Gateway shop/edge"}},
		{"a class that is not there", []string{ambient, strings.Replace(edge, "istio, l", "nosuch, l", 1)}, nil, "",
			[]string{"gateway-without-class Gateway shop/edge"}},
		{"the revision of no control plane", []string{ambient, strings.Replace(edge, "namespace: shop}", "namespace: shop, labels: {istio.io/rev: nowhere}}", 1)}, nil, "",
			[]string{"gateway-not-deployed Gateway shop/edge"}},
		{"parameters that are not there", []string{ambient, strings.Replace(edge, "spec: {", "spec: {infrastructure: {parametersRef: {group: \"\", kind: ConfigMap, name: nosuch}}, ", 1)}, nil, "",
			[]string{"gateway-not-deployed Gateway shop/edge"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w, _, findings := worldtest.Build(t, worldtest.Example(t, append([]string{worldtest.Mesh}, c.documents...)...))
			worldtest.Same(t, "objects", objects(w, "shop", "Deployment", "Service", "ServiceAccount"), c.want)
			worldtest.Same(t, "findings", worldtest.Codes(findings), c.codes)
			var types []string
			for _, o := range w.Objects {
				if o.GetKind() != "Gateway" {
					continue
				}
				addresses, _, _ := unstructured.NestedSlice(o.Object, "status", "addresses")
				for _, a := range addresses {
					types = append(types, a.(map[string]any)["type"].(string))
				}
			}
			worldtest.Same(t, "addresses", []string{strings.Join(types, " ")}, []string{c.addresses})
			for _, p := range w.Pods {
				if p.Namespace == "shop" && (p.Revision != "default" || p.Webhook != "" || p.Ambient) {
					t.Errorf("%s: revision %q, webhook %q, ambient %v", p.Name, p.Revision, p.Webhook, p.Ambient)
				}
			}
		})
	}
}

const openshiftClass = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: openshift-default}
spec: {controllerName: openshift.io/gateway-controller/v1}
`

func TestListenerSetOpensPorts(t *testing.T) {
	// The Gateway API of OpenShift 4.20 has no ListenerSet, so it is put in as nothing would check it.
	t.Setenv("CRDS_DIR", "")
	gateway := strings.Replace(edge, "listeners:", "allowedListeners: {namespaces: {from: Same}}, listeners:", 1)
	w, _, _ := worldtest.Build(t, worldtest.Example(t, worldtest.Mesh, worldtest.Namespace("shop", ""), gateway, `
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: {name: more, namespace: shop}
spec:
  parentRef: {name: edge}
  listeners: [{name: other, port: 8081, protocol: HTTP}]
`))
	ports, _, _ := unstructured.NestedSlice(w.Find("", "Service", "shop", "edge-istio").Object, "spec", "ports")
	var names []string
	for _, p := range ports {
		names = append(names, p.(map[string]any)["name"].(string))
	}
	worldtest.Same(t, "ports", names, []string{"status-port", "http", "other"})
}

func TestGatewayClassesAreIstios(t *testing.T) {
	w, _, _ := worldtest.Build(t, worldtest.Example(t, worldtest.Mesh))
	var names []string
	for _, o := range w.Objects {
		if o.GetKind() == "GatewayClass" {
			names = append(names, o.GetName())
		}
	}
	worldtest.Same(t, "classes", names, []string{"istio", "istio-remote", "istio-waypoint"})
}

// Two revisions, and a tag on each: the tag on a Gateway or its namespace decides who deploys it.
func TestGatewaysByTag(t *testing.T) {
	istio := strings.NewReplacer("type: InPlace", "type: RevisionBased", "name: default", "name: prod").
		Replace(worldtest.Mesh[strings.Index(worldtest.Mesh, "apiVersion: sailoperator.io/v1\nkind: Istio\n"):strings.Index(worldtest.Mesh, "---\napiVersion: sailoperator.io/v1\nkind: IstioCNI")])
	tag := func(name, revision string) string {
		return "apiVersion: sailoperator.io/v1\nkind: IstioRevisionTag\nmetadata: {name: " + name + "}\nspec: {targetRef: {kind: IstioRevision, name: " + revision + "}}\n"
	}
	w, rendering, findings := worldtest.Build(t, worldtest.Example(t,
		worldtest.Namespace("istio-system", ""), istio, tag("default", "prod-v1-30-1"), tag("canary", "prod-v1-30-3"),
		worldtest.Namespace("shop", ""), edge, strings.Replace(edge, "name: edge, namespace: shop}", "name: new, namespace: shop, labels: {istio.io/rev: canary}}", 1),
		worldtest.Namespace("try", "istio.io/rev: canary"), strings.Replace(edge, "namespace: shop}", "namespace: try}", 1)))
	worldtest.Same(t, "findings", worldtest.Codes(findings), nil)
	got := map[string]string{}
	for _, p := range w.Pods {
		got[p.Workload] = p.Revision
	}
	for workload, want := range map[string]string{
		"Deployment shop/edge-istio": "prod-v1-30-1", "Deployment shop/new-istio": "prod-v1-30-3", "Deployment try/edge-istio": "prod-v1-30-3",
	} {
		if got[workload] != want {
			t.Errorf("%s is of %q, want %q", workload, got[workload], want)
		}
	}
	for _, cp := range rendering.ControlPlanes {
		view := w.For(cp)
		if sees := view.Find("gateway.networking.k8s.io", "Gateway", "shop", "new") != nil; sees != (cp.Revision == "prod-v1-30-3") {
			t.Errorf("%s sees the canary's Gateway: %v", cp.Revision, sees)
		}
	}
}
