package world_test

import (
	"strings"
	"testing"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
	"cdk8s-ossm/conformance/world/worldtest"
)

func TestSameExampleSameWorld(t *testing.T) {
	example := func() *source.Example {
		return worldtest.Example(t, worldtest.Mesh, worldtest.Namespace("shop", injected), worldtest.Deployment("shop", "web", "", ""),
			worldtest.Service("shop", "web", "{name: http, port: 80}"), waypoint, edge, tlsGateway)
	}
	texts := map[string]bool{}
	for range 3 {
		w, _, findings := worldtest.Build(t, example())
		text, err := w.YAML()
		if err != nil {
			t.Fatal(err)
		}
		texts[text+strings.Join(worldtest.Codes(findings), "\n")] = true
	}
	if len(texts) != 1 {
		t.Errorf("%d different worlds", len(texts))
	}
}

func TestIdentities(t *testing.T) {
	example := worldtest.Clusters(t, map[string]string{
		"east": worldtest.Mesh + "---\n" + worldtest.Namespace("shop", injected) + "---\n" + worldtest.Deployment("shop", "web", "", "") + "---\n" + edge,
		"west": worldtest.Mesh + "---\n" + worldtest.Namespace("shop", injected) + "---\n" + worldtest.Deployment("shop", "web", "", "") + "---\n" + edge,
	})
	seen := map[string]string{}
	for _, c := range example.Clusters {
		rendering, err := render.Cluster(c)
		if err != nil {
			t.Fatal(err)
		}
		w, _, err := world.Build(example, c, rendering, worldtest.Stored(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range w.Objects {
			id, ref := string(o.GetUID()), c.Name+" "+source.Ref(o)
			if other, twice := seen[id]; twice || id == "" {
				t.Errorf("%s and %s have the UID %q", other, ref, id)
			}
			seen[id] = ref
			if created := o.GetCreationTimestamp(); created.IsZero() {
				t.Errorf("%s was never created", ref)
			}
		}
		for _, p := range w.Pods {
			if other, twice := seen[p.Status.PodIP]; twice {
				t.Errorf("%s and %s have the address %s", other, p.Name, p.Status.PodIP)
			}
			seen[p.Status.PodIP] = c.Name + " " + p.Name
		}
	}
}

func TestNamespaces(t *testing.T) {
	w, _, _ := worldtest.Build(t, worldtest.Example(t, worldtest.Mesh, worldtest.Service("elsewhere", "web", "{port: 80}")))
	ns := w.Find("", "Namespace", "", "elsewhere")
	if ns == nil || ns.GetLabels()["kubernetes.io/metadata.name"] != "elsewhere" {
		t.Fatalf("namespace: %v", ns)
	}
	if len(w.Assumed) != 1 || w.Assumed[0].Object != "Namespace elsewhere" || w.Assumed[0].By[0] != "Service elsewhere/web" {
		t.Errorf("assumed: %v", w.Assumed)
	}
	ranges := map[string]bool{}
	for _, o := range w.Objects {
		if o.GetKind() == "Namespace" {
			ranges[o.GetAnnotations()["openshift.io/sa.scc.uid-range"]] = true
		}
	}
	if len(ranges) != 5 {
		t.Errorf("blocks of user ids: %v", ranges)
	}
}

func TestStringDataBecomesData(t *testing.T) {
	w, _, _ := worldtest.Build(t, worldtest.Example(t, worldtest.Mesh,
		worldtest.Namespace("shop", ""), "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: shop}\nstringData: {a: b}\n"))
	secret := w.Find("", "Secret", "shop", "s").Object
	if _, left := secret["stringData"]; left || secret["data"].(map[string]any)["a"] != "Yg==" || secret["type"] != "Opaque" {
		t.Errorf("%v", secret)
	}
}

func TestCustomResourcesAreStored(t *testing.T) {
	t.Run("with the definitions", func(t *testing.T) {
		if worldtest.Stored(t) == nil {
			t.Skip("needs CRDS_DIR")
		}
		w, _, findings := worldtest.Build(t, worldtest.Example(t, worldtest.Mesh, worldtest.Namespace("shop", ""), edge,
			strings.Replace(edge, "name: edge", "name: broken", 1)[:strings.Index(edge, "spec:")+2]+"spec: {}\n"))
		listeners := w.Find("gateway.networking.k8s.io", "Gateway", "shop", "edge").Object["spec"].(map[string]any)["listeners"].([]any)
		if listeners[0].(map[string]any)["allowedRoutes"] == nil {
			t.Errorf("no defaults: %v", listeners)
		}
		if w.Find("gateway.networking.k8s.io", "Gateway", "shop", "broken") != nil {
			t.Error("a Gateway without class is in the world")
		}
		worldtest.Same(t, "findings", worldtest.Codes(findings), []string{"refused Gateway shop/broken"})
	})
	t.Run("without them", func(t *testing.T) {
		t.Setenv("CRDS_DIR", "")
		w, _, findings := worldtest.Build(t, worldtest.Example(t, worldtest.Mesh, worldtest.Namespace("shop", ""), edge,
			worldtest.Service("shop", "web", "{port: 80}")))
		worldtest.Same(t, "findings", worldtest.Codes(findings), nil)
		port := w.Find("", "Service", "shop", "web").Object["spec"].(map[string]any)["ports"].([]any)[0].(map[string]any)
		if port["protocol"] != "TCP" || port["targetPort"] != int64(80) {
			t.Errorf("core defaults: %v", port)
		}
	})
}

func TestOwnedTwice(t *testing.T) {
	_, _, findings := worldtest.Build(t, worldtest.Example(t, worldtest.Mesh,
		"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata: {mesh: \"\"}\n"))
	worldtest.Same(t, "findings", worldtest.Codes(findings), []string{"owned-twice ConfigMap istio-system/istio"})
}

func TestTypedObjects(t *testing.T) {
	w, _, _ := worldtest.Build(t, worldtest.Example(t, worldtest.Mesh, worldtest.Namespace("shop", ""), edge, tlsGateway))
	objects, err := w.Kube()
	if err != nil {
		t.Fatal(err)
	}
	if len(objects)+len(w.Unknown()) != len(w.Objects) {
		t.Errorf("%d typed and %d unknown, of %d", len(objects), len(w.Unknown()), len(w.Objects))
	}
	configs, err := w.IstioConfigs()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range configs {
		names = append(names, c.GroupVersionKind.Kind+" "+c.Namespace+"/"+c.Name)
	}
	worldtest.Same(t, "configs", names, []string{"Gateway shop/tls"})
}

func TestWithoutControlPlane(t *testing.T) {
	w, _, findings := worldtest.Build(t, worldtest.Example(t, worldtest.Namespace("shop", injected), worldtest.Deployment("shop", "web", "", ""), edge))
	worldtest.Same(t, "findings", worldtest.Codes(findings), nil)
	if len(w.Pods) != 2 || w.Pods[0].Revision != "" {
		t.Errorf("pods: %v", w.Pods)
	}
	if w.For(&render.ControlPlane{Revision: "default"}) != nil {
		t.Error("a view of a control plane that is not there")
	}
}

func TestEnvironment(t *testing.T) {
	build := func(t *testing.T, text string) error {
		t.Helper()
		example := worldtest.Example(t, text)
		rendering, err := render.Cluster(example.Clusters[0])
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = world.Build(example, example.Clusters[0], rendering, nil)
		return err
	}
	wants := func(t *testing.T, err error, text string) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("got %v, want %q", err, text)
		}
	}
	t.Run("a flag that the process lacks", func(t *testing.T) {
		wants(t, build(t, strings.Replace(worldtest.Mesh, "values: {pilot: {", "values: {pilot: {env: {PILOT_ENABLE_ALPHA_GATEWAY_API: \"true\"}, ", 1)),
			`PILOT_ENABLE_ALPHA_GATEWAY_API is "false" and must be "true"`)
	})
	t.Run("a flag that istiod lacks", func(t *testing.T) {
		t.Setenv("PILOT_ENABLE_ALPHA_GATEWAY_API", "true")
		wants(t, build(t, worldtest.Mesh), `PILOT_ENABLE_ALPHA_GATEWAY_API is "true" and must be "false"`)
	})
	t.Run("control planes that differ", func(t *testing.T) {
		other := strings.NewReplacer("name: default", "name: other", "values: {", "values: {", "pilot: {", "pilot: {env: {PILOT_ENABLE_ALPHA_GATEWAY_API: \"true\"}, ").
			Replace("---\napiVersion: sailoperator.io/v1\nkind: Istio\nmetadata: {name: default}\nspec:\n  namespace: istio-system\n  profile: ambient\n  updateStrategy: {type: InPlace}\n  values: {pilot: {trustedZtunnelNamespace: ztunnel}}\n  version: v1.30.3\n")
		wants(t, build(t, worldtest.Mesh+other), "differ in PILOT_ENABLE_ALPHA_GATEWAY_API")
	})
}

// TestExamples makes the worlds of what the project emits: nothing in them may be amiss.
func TestExamples(t *testing.T) {
	worldtest.EachCluster(t, func(t *testing.T, example *source.Example, cluster *source.Cluster) {
		rendering, err := render.Cluster(cluster)
		if err != nil {
			t.Fatal(err)
		}
		w, findings, err := world.Build(example, cluster, rendering, worldtest.Stored(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			if f.Level == judge.Error {
				t.Error(f)
			}
		}
		if _, err := w.Kube(); err != nil {
			t.Error(err)
		}
		if _, err := w.IstioConfigs(); err != nil {
			t.Error(err)
		}
		t.Logf("%d objects, %d pods; missing %v, unserved %v, assumed %v", len(w.Objects), len(w.Pods), w.Missing, w.Unserved, w.Assumed)
	})
}
