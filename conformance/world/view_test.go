package world_test

import (
	"strings"
	"testing"

	"cdk8s-ossm/conformance/world/worldtest"
)

// tenants are two control planes, each with namespaces of its own.
var tenants = func() string {
	istio := worldtest.Mesh[strings.Index(worldtest.Mesh, "apiVersion: sailoperator.io/v1\nkind: Istio\n"):strings.Index(worldtest.Mesh, "---\napiVersion: sailoperator.io/v1\nkind: IstioCNI")]
	rest := strings.Replace(worldtest.Mesh, istio, "", 1)
	rest = rest[:strings.Index(rest, "---\napiVersion: sailoperator.io/v1\nkind: ZTunnel")]
	text := rest
	for _, tenant := range []string{"red", "blue"} {
		text += "\n---\n" + strings.NewReplacer("name: default", "name: "+tenant, "namespace: istio-system", "namespace: "+tenant+"-system",
			"values: {", "values: {meshConfig: {discoverySelectors: [{matchLabels: {mesh: "+tenant+"}}]}, ").Replace(istio) +
			"---\n" + worldtest.Namespace(tenant+"-system", "mesh: "+tenant) +
			"---\n" + worldtest.Namespace(tenant, "mesh: "+tenant+", istio.io/rev: "+tenant) +
			"---\n" + worldtest.Deployment(tenant, "web", "", "") +
			"---\n" + strings.ReplaceAll(edge, "namespace: shop}", "namespace: "+tenant+"}") +
			"---\n" + entry(tenant, "all", "") +
			"---\n" + entry(tenant, "theirs", "istio.io/rev: other")
	}
	return text
}()

func entry(namespace, name, labels string) string {
	return "apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: " + name + ", namespace: " + namespace + ", labels: {" + labels + "}}\n" +
		"spec: {hosts: [" + name + "." + namespace + ".example.com], ports: [{number: 443, name: tls, protocol: TLS}], resolution: DNS}\n"
}

func TestView(t *testing.T) {
	w, rendering, findings := worldtest.Build(t, worldtest.Example(t, tenants))
	worldtest.Same(t, "findings", worldtest.Codes(findings), []string{"unread ServiceEntry blue/theirs", "unread ServiceEntry red/theirs"})
	for _, cp := range rendering.ControlPlanes {
		other := map[string]string{"red": "blue", "blue": "red"}[cp.Revision]
		view := w.For(cp)
		if view.Whole() != w || w.Whole() != w {
			t.Error("a view does not know what it was taken from")
		}
		for _, hidden := range [][2]string{{other, "all"}, {cp.Revision, "theirs"}} {
			if view.Find("networking.istio.io", "ServiceEntry", hidden[0], hidden[1]) != nil {
				t.Errorf("%s sees %v", cp.Revision, hidden)
			}
		}
		if view.Find("networking.istio.io", "ServiceEntry", cp.Revision, "all") == nil || view.Find("", "Namespace", "", cp.Revision) == nil {
			t.Errorf("%s does not see its own", cp.Revision)
		}
		if view.Find("", "Namespace", "", other) != nil {
			t.Errorf("%s sees the namespace of %s", cp.Revision, other)
		}
		if view.Find("", "Node", "", "node-a") == nil {
			t.Errorf("%s sees no nodes", cp.Revision)
		}
		for _, p := range view.Pods {
			if p.Revision != "" && p.Revision != cp.Revision {
				t.Errorf("%s sees %s of %s", cp.Revision, p.Name, p.Revision)
			}
		}
		// Two of the workload, by the webhook, and two of the gateway, by the controller.
		if n := len(w.ByRevision()[cp.Revision]); n != 4 {
			t.Errorf("%s has %d pods", cp.Revision, n)
		}
		if w.Find("apps", "Deployment", cp.Revision, "edge-istio") == nil {
			t.Errorf("%s deployed no gateway", cp.Revision)
		}
	}
}

func TestReach(t *testing.T) {
	own := func(namespace string) []string {
		return []string{tenants, worldtest.Namespace("shop", namespace), worldtest.Deployment("shop", "web", "", ""), entry("shop", "a", "")}
	}
	theirs := []string{"unread ServiceEntry blue/theirs", "unread ServiceEntry red/theirs"}
	cases := []struct {
		name      string
		documents []string
		want      []string
	}{
		{"a namespace of a tenant", own("mesh: red, istio.io/rev: red"), theirs},
		{"a namespace of nobody", own("istio.io/rev: red"),
			[]string{"undiscovered Deployment shop/web", theirs[0], theirs[1], "unread ServiceEntry shop/a"}},
		{"a namespace of the other tenant", own("mesh: blue, istio.io/rev: red"), append([]string{"undiscovered Deployment shop/web"}, theirs...)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, _, findings := worldtest.Build(t, worldtest.Example(t, c.documents...))
			worldtest.Same(t, "findings", worldtest.Codes(findings), c.want)
		})
	}
}
