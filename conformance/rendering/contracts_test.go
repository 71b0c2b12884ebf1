package rendering

import (
	"fmt"
	"strings"
	"testing"
)

const edge = "apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: edge}\nspec: {}\n"

// told is the contract of the mesh in TestContract, with one thing replaced by another.
func told(old, new string) string {
	const text = `{
  "cluster": {"name": "east", "clusterDomain": "cluster.local"},
  "mesh": {"name": "prod", "revision": "stable", "rootNamespace": "istio-system", "trustDomain": "corp", "tags": ["stable"],
    "discoverySelectors": [{"matchLabels": {"mesh": "mine"}}], "providers": [{"name": "logs"}]},
  "gateways": [{"name": "edge", "namespace": "edge", "identity": "corp/ns/edge/sa/edge",
    "hosts": [{"host": "orders.example.com", "namespaces": ["shop"]}, {"host": "all.example.com", "everywhere": true}]}]
}`
	return strings.Replace(text, old, new, 1)
}

func TestContract(t *testing.T) {
	const values = `meshConfig: {trustDomain: corp, discoverySelectors: [{matchLabels: {mesh: mine}}], ` +
		`extensionProviders: [{name: logs, envoyOtelAls: {service: otel.shop.svc.cluster.local, port: 4317}}]}`
	documents := []string{strings.Replace(system, "istio-system", "istio-system, labels: {mesh: mine}", 1),
		istio("prod", values), revisionTag("stable", "prod"), edge}
	cases := []struct {
		name, old, new string
		want           []string
	}{
		{"a true one", "", "", nil},
		{"by the revision", `"revision": "stable"`, `"revision": "prod"`, nil},
		{"another revision", `"revision": "stable"`, `"revision": "old"`, []string{"the revision is old; rendered is [prod stable]"}},
		{"another root namespace", `"istio-system"`, `"root"`, []string{"the root namespace is root; rendered is istio-system"}},
		{"another trust domain", `"trustDomain": "corp"`, `"trustDomain": "cluster.local"`, []string{"the trust domain is cluster.local; rendered is corp"}},
		{"no selectors", `[{"matchLabels": {"mesh": "mine"}}]`, `[]`, []string{"the number of discovery selectors is 0; rendered is 1"}},
		{"another provider", `"logs"`, `"spans"`, []string{"the list of providers is spans; rendered is logs"}},
		{"another tag", `"tags": ["stable"]`, `"tags": ["canary"]`, []string{"a tag is canary; rendered is [prod stable]"}},
		{"another gateway", `[{"name": "edge", "namespace": "edge"`, `[{"name": "edge", "namespace": "shop"`,
			[]string{"a gateway is shop/edge; rendered is no such Gateway", "the identity of gateway edge is corp/ns/edge/sa/edge; rendered is corp/ns/shop/sa/..."}},
		{"another identity", `"corp/ns/`, `"cluster.local/ns/`, []string{"the identity of gateway edge is cluster.local/ns/edge/sa/edge; rendered is corp/ns/edge/sa/..."}},
	}
	var without int
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			report := judged(t, New(&Defaults{}, nil, programs(t, told(c.old, c.new))), example(t, documents...))
			got := []string{}
			for _, f := range report.Findings {
				if f.Code != "contract" || f.Object != "contract of mesh prod" {
					t.Errorf("another finding: %s", f)
				}
				got = append(got, f.Message)
			}
			same(t, "findings", got, c.want)
		})
	}
	without = judged(t, New(&Defaults{}, nil, programs(t, "")), example(t, documents...)).Judged
	if with := judged(t, New(&Defaults{}, nil, programs(t, told("", ""))), example(t, documents...)).Judged; with != without+1 {
		t.Errorf("a contract counts %d", with-without)
	}
	elsewhere := judged(t, New(&Defaults{}, nil, programs(t, told(`"east"`, `"west"`))), example(t, documents...))
	if elsewhere.Judged != without {
		t.Errorf("the contract of another cluster counts %d", elsewhere.Judged-without)
	}
}

func TestBrokenContract(t *testing.T) {
	_, err := New(&Defaults{}, nil, programs(t, "{")).Judge(example(t, system, istio("prod", "")))
	if err == nil || !strings.Contains(err.Error(), "mesh-contract.json") {
		t.Errorf("got %v", err)
	}
}

// An output without a control plane is held against what the contract grants.
func TestJoined(t *testing.T) {
	routes := func(namespace, gateway, host string) string {
		return fmt.Sprintf("apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: orders, namespace: %s}\nspec: {gateways: [%s], hosts: [%s]}\n",
			namespace, gateway, host)
	}
	cases := []struct {
		name, namespace, gateway, host string
		judged                         int
		want                           string
	}{
		{"a host of the namespace", "shop", "edge/edge", "orders.example.com", 1, ""},
		{"a host for all", "bank", "edge/edge", "all.example.com", 1, ""},
		{"a gateway of the own namespace", "edge", "edge", "all.example.com", 1, ""},
		{"the mesh itself", "shop", "mesh", "orders.shop.svc.cluster.local", 0, ""},
		{"both", "shop", "mesh, edge/edge", "orders.example.com", 1, ""},
		{"a host of another namespace", "bank", "edge/edge", "orders.example.com", 1,
			"the contract grants [all.example.com] at edge/edge to the namespace, not orders.example.com"},
		{"a host that nobody has", "shop", "edge/edge", "nosuch.example.com", 1,
			"the contract grants [orders.example.com all.example.com] at edge/edge to the namespace, not nosuch.example.com"},
		{"a gateway that is not told of", "shop", "edge/side", "orders.example.com", 1, "no contract tells of the gateway edge/side"},
		{"a name that means the own namespace", "shop", "edge", "orders.example.com", 1, "no contract tells of the gateway shop/edge"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			report := judged(t, New(&Defaults{}, nil, programs(t, told("", ""))), example(t, routes(c.namespace, c.gateway, c.host)))
			if report.Judged != c.judged {
				t.Errorf("%d judged, want %d", report.Judged, c.judged)
			}
			got := ""
			for _, f := range report.Findings {
				if f.Code != "contract" || f.Object != "VirtualService "+c.namespace+"/orders" {
					t.Errorf("another finding: %s", f)
				}
				got += f.Message
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
