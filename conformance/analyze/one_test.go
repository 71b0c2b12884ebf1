package analyze_test

import (
	"strings"
	"testing"

	"cdk8s-ossm/conformance/analyze"
	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
	"cdk8s-ossm/conformance/world/worldtest"
)

const gateway = `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
spec:
  selector: {app: web}
  servers: [{hosts: ["./shop.example.com"], port: {number: 8080, name: http, protocol: HTTP}}]
`

const route = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: shop, namespace: shop}
spec:
  gateways: [edge]
  hosts: [shop.example.com]
  http: [{route: [{destination: {host: web.shop.svc.cluster.local, port: {number: 8080}}}]}]
`

func TestOne(t *testing.T) {
	namespace := worldtest.Namespace("shop", "istio-injection: enabled")
	workload := worldtest.Deployment("shop", "web", "", "")
	service := worldtest.Service("shop", "web", "{name: http, port: 8080}")
	good := []string{namespace, workload, service, gateway, route}
	// change is the good example with one document replaced.
	change := func(document int, from, to string) []string {
		changed := append([]string{}, good...)
		changed[document] = strings.Replace(changed[document], from, to, 1)
		if changed[document] == good[document] {
			t.Fatalf("nothing to change: %q", from)
		}
		return changed
	}
	cases := []struct {
		name      string
		documents []string
		want      []string
	}{
		{"nothing wrong", good, nil},
		{"a gateway that is not there", change(4, "gateways: [edge]", "gateways: [other]"), []string{"IST0101 VirtualService shop/shop", "IST0132 VirtualService shop/shop"}},
		{"a destination that is not there", change(4, "web.shop", "other.shop"), []string{"IST0101 VirtualService shop/shop"}},
		{"a port of the Gateway that no Service has", change(3, "number: 8080", "number: 8443"), []string{"IST0162 Gateway shop/edge"}},
		{"a Gateway of no pod", change(3, "app: web", "app: other"), []string{"IST0101 Gateway shop/edge"}},
		{"a host of the Gateway in no VirtualService", change(3, "./shop.example.com", "./other.example.com"), []string{"IST0132 VirtualService shop/shop"}},
		{"a port without name", change(2, "name: http, ", ""), []string{"IST0118 Service shop/web"}},
		{"an injected workload with the proxy's user", change(1, "spec: {containers", "spec: {securityContext: {runAsUser: 1337}, containers"),
			[]string{"IST0144 Deployment shop/web", "IST0144 Pod"}},
		{"two kinds of enrolment", change(0, "istio-injection: enabled", "istio-injection: enabled, istio.io/dataplane-mode: ambient"),
			[]string{"IST0123 Namespace shop"}},
		{"silence", change(3, "namespace: shop}", `namespace: shop, annotations: {galley.istio.io/analyze-suppress: "*"}}`),
			[]string{"suppression Gateway shop/edge"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w, rendering, _ := worldtest.Build(t, worldtest.Example(t, append([]string{worldtest.Mesh}, c.documents...)...))
			report := analyzed(t, w, rendering)
			worldtest.Same(t, "findings", said(report.Findings), c.want)
			if report.Judged < 20 || report.Judged > len(w.Objects) {
				t.Errorf("judged %d of %d objects", report.Judged, len(w.Objects))
			}
		})
	}
}

// said are `code object` of findings, without those about namespaces that are not injected. Pods are named by their kind, once.
func said(findings []judge.Finding) []string {
	var short []string
	for _, f := range findings {
		if f.Code == "IST0102" {
			continue
		}
		text := f.Code + " " + f.Object
		if head, _, is := strings.Cut(text, " Pod "); is {
			text = head + " Pod"
		}
		if len(short) == 0 || short[len(short)-1] != text {
			short = append(short, text)
		}
	}
	return short
}

func analyzed(t *testing.T, w *world.World, rendering *render.Rendering) judge.Report {
	t.Helper()
	all := judge.Report{}
	for _, cp := range rendering.ControlPlanes {
		report, err := analyze.One(w.For(cp), cp)
		if err != nil {
			t.Fatal(err)
		}
		all.Add(report)
	}
	return all
}

func TestMissingProxy(t *testing.T) {
	// The pods are made without an injector, as if the webhook had not been called.
	w, rendering, _ := worldtest.Build(t, worldtest.Example(t, worldtest.Mesh, worldtest.Namespace("shop", ""), worldtest.Deployment("shop", "web", "", "")))
	w.Find("", "Namespace", "", "shop").SetLabels(map[string]string{"istio-injection": "enabled"})
	worldtest.Same(t, "findings", said(analyzed(t, w, rendering).Findings), []string{"IST0103 Pod"})
}

func TestTenantsDoNotDisturbEachOther(t *testing.T) {
	istio := worldtest.Mesh[strings.Index(worldtest.Mesh, "apiVersion: sailoperator.io/v1\nkind: Istio\n"):strings.Index(worldtest.Mesh, "---\napiVersion: sailoperator.io/v1\nkind: IstioCNI")]
	text := strings.Replace(worldtest.Mesh, istio, "", 1)
	text = text[:strings.Index(text, "---\napiVersion: sailoperator.io/v1\nkind: ZTunnel")]
	for _, tenant := range []string{"red", "blue"} {
		text += "\n---\n" + strings.NewReplacer("name: default", "name: "+tenant, "namespace: istio-system", "namespace: "+tenant+"-system",
			"values: {", "values: {meshConfig: {discoverySelectors: [{matchLabels: {mesh: "+tenant+"}}]}, ").Replace(istio) +
			"---\n" + worldtest.Namespace(tenant+"-system", "mesh: "+tenant)
	}
	w, rendering, _ := worldtest.Build(t, worldtest.Example(t, text))
	worldtest.Same(t, "findings", said(analyzed(t, w, rendering).Findings), nil)
}

func TestUnreadableObjects(t *testing.T) {
	w, rendering, _ := worldtest.Build(t, worldtest.Example(t, worldtest.Mesh, worldtest.Namespace("shop", ""), route))
	w.Find("networking.istio.io", "VirtualService", "shop", "shop").Object["spec"] = map[string]any{"hosts": "text"}
	cp := rendering.ControlPlanes[0]
	if _, err := analyze.One(w.For(cp), cp); err == nil || !strings.Contains(err.Error(), "VirtualService shop/shop") {
		t.Errorf("got %v, want an error that names the object", err)
	}
	w.Find("networking.istio.io", "VirtualService", "shop", "shop").Object["spec"] = nil
	if _, err := analyze.One(w.For(cp), cp); err != nil {
		t.Errorf("an empty spec: %v", err)
	}
}

// TestExamples puts what the project emits before the analyzers: they have nothing to say but that namespaces are not injected.
func TestExamples(t *testing.T) {
	worldtest.EachCluster(t, func(t *testing.T, example *source.Example, cluster *source.Cluster) {
		w, _, err := world.Lay(example, worldtest.Stored(t)).World(cluster.Name)
		if err != nil {
			t.Fatal(err)
		}
		var report judge.Report
		for _, p := range w.Planes() {
			one, err := analyze.One(w.For(p.ControlPlane), p.ControlPlane)
			if err != nil {
				t.Fatal(err)
			}
			report.Add(one)
		}
		// The codes are those that accepted.json gives reasons for.
		for _, f := range report.Findings {
			if f.Code != "IST0102" && f.Code != "IST0133" && f.Code != "IST0137" {
				t.Error(f)
			}
		}
		if report.Judged == 0 && len(w.Planes()) > 0 {
			t.Error("nothing was judged")
		}
		t.Logf("%d objects judged, %d namespaces not injected", report.Judged, len(report.Findings))
	})
}
