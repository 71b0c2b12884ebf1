package world_test

import (
	"strings"
	"testing"

	"cdk8s-ossm/conformance/world/worldtest"
)

const injected = "istio-injection: enabled"

func TestInjection(t *testing.T) {
	const bySidecar = "istio-sidecar-injector/namespace.sidecar-injector.istio.io"
	cases := []struct {
		name      string
		documents []string
		// want are `workload revision webhook` of the pods that are none of the mesh's own.
		want  []string
		codes []string
	}{
		{"a namespace that asks",
			[]string{worldtest.Namespace("shop", injected), worldtest.Deployment("shop", "web", "", "")},
			[]string{"Deployment shop/web default " + bySidecar, "Deployment shop/web default " + bySidecar}, nil},
		{"a namespace by revision",
			[]string{worldtest.Namespace("shop", "istio.io/rev: default"), worldtest.Deployment("shop", "web", "", "")},
			[]string{"Deployment shop/web default istio-sidecar-injector/rev.namespace.sidecar-injector.istio.io",
				"Deployment shop/web default istio-sidecar-injector/rev.namespace.sidecar-injector.istio.io"}, nil},
		{"a workload that asks",
			[]string{worldtest.Namespace("shop", ""), worldtest.Deployment("shop", "web", `sidecar.istio.io/inject: "true"`, "")},
			[]string{"Deployment shop/web default istio-sidecar-injector/object.sidecar-injector.istio.io",
				"Deployment shop/web default istio-sidecar-injector/object.sidecar-injector.istio.io"}, nil},
		{"a workload that opts out",
			[]string{worldtest.Namespace("shop", injected), worldtest.Deployment("shop", "web", `sidecar.istio.io/inject: "false"`, "")},
			[]string{"Deployment shop/web  ", "Deployment shop/web  "}, nil},
		{"nobody asks",
			[]string{worldtest.Namespace("shop", ""), worldtest.Deployment("shop", "web", "", "")},
			[]string{"Deployment shop/web  ", "Deployment shop/web  "}, nil},
		{"the host's network, in a namespace that asks",
			[]string{worldtest.Namespace("shop", injected), worldtest.Deployment("shop", "web", "", "hostNetwork: true")},
			[]string{"Deployment shop/web  ", "Deployment shop/web  "}, nil},
		{"the host's network, and the workload asks",
			[]string{worldtest.Namespace("shop", ""), worldtest.Deployment("shop", "web", `sidecar.istio.io/inject: "true"`, "hostNetwork: true")},
			[]string{"Deployment shop/web  ", "Deployment shop/web  "}, []string{"not-injected Deployment shop/web"}},
		{"a namespace with the revision of no control plane",
			[]string{worldtest.Namespace("shop", "istio.io/rev: nowhere"), worldtest.Deployment("shop", "web", "", "")},
			[]string{"Deployment shop/web  ", "Deployment shop/web  "}, []string{"not-injected Namespace shop"}},
		{"a workload with the revision of no control plane",
			[]string{worldtest.Namespace("shop", ""), worldtest.Deployment("shop", "web", "istio.io/rev: nowhere", "")},
			[]string{"Deployment shop/web  ", "Deployment shop/web  "}, []string{"not-injected Deployment shop/web"}},
		{"two webhooks for one namespace",
			[]string{worldtest.Namespace("shop", injected), worldtest.Deployment("shop", "web", "", ""), secondWebhook},
			[]string{"Deployment shop/web default second/again.sidecar-injector.istio.io",
				"Deployment shop/web default second/again.sidecar-injector.istio.io"},
			[]string{"injected-twice Namespace shop"}},
		{"a template that is not there",
			[]string{worldtest.Namespace("shop", injected),
				strings.Replace(worldtest.Deployment("shop", "web", "", ""), "metadata: {labels", "metadata: {annotations: {inject.istio.io/templates: nosuch}, labels", 1)},
			nil, []string{"injection-refused Deployment shop/web"}},
		{"a service account that is not there",
			[]string{worldtest.Namespace("shop", injected), worldtest.Deployment("shop", "web", "", "serviceAccountName: nobody")},
			nil, []string{"refused Deployment shop/web"}},
		{"a workload scaled to zero",
			[]string{worldtest.Namespace("shop", injected), strings.Replace(worldtest.Deployment("shop", "web", "", ""), "spec:\n", "spec:\n  replicas: 0\n", 1)},
			nil, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w, _, findings := worldtest.Build(t, worldtest.Example(t, append([]string{worldtest.Mesh}, c.documents...)...))
			var got []string
			for _, p := range w.Pods {
				if p.Namespace == "shop" {
					got = append(got, strings.Join([]string{p.Workload, p.Revision, p.Webhook}, " "))
				}
			}
			worldtest.Same(t, "pods", got, c.want)
			worldtest.Same(t, "findings", worldtest.Codes(findings), c.codes)
		})
	}
}

const secondWebhook = `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: second}
webhooks:
  - name: again.sidecar-injector.istio.io
    admissionReviewVersions: [v1]
    sideEffects: None
    clientConfig: {service: {namespace: istio-system, name: istiod, path: /inject}}
    namespaceSelector: {matchLabels: {istio-injection: enabled}}
    rules: [{operations: [CREATE], apiGroups: [""], apiVersions: [v1], resources: [pods]}]
`

func TestInjectedPod(t *testing.T) {
	w, _, _ := worldtest.Build(t, worldtest.Example(t, worldtest.Mesh,
		worldtest.Namespace("shop", injected), worldtest.Deployment("shop", "web", "", "")))
	for _, p := range w.ByRevision()["default"] {
		if p.Labels["security.istio.io/tlsMode"] != "istio" || p.Labels["service.istio.io/canonical-name"] != "web" {
			t.Errorf("labels of %s: %v", p.Name, p.Labels)
		}
		// OpenShift 4.20 has Kubernetes 1.33, from which on Istio makes the sidecar a native one.
		var proxies []string
		for _, c := range p.Spec.InitContainers {
			proxies = append(proxies, c.Name)
		}
		worldtest.Same(t, "init containers", proxies, []string{"istio-validation", "istio-proxy"})
		if p.Status.PodIP == "" || len(p.Status.PodIPs) != 1 || p.Spec.NodeName == "" || !strings.HasPrefix(p.Name, "web-") {
			t.Errorf("%s has not started: %v on %q", p.Name, p.Status, p.Spec.NodeName)
		}
		if p.Ambient {
			t.Errorf("%s has a sidecar and goes through ztunnel", p.Name)
		}
	}
	if n := len(w.ByRevision()["default"]); n != 2 {
		t.Errorf("%d pods of the revision, want 2", n)
	}
}

func TestWebhookThatCannotBeJudged(t *testing.T) {
	for name, c := range map[string]struct{ from, to, want string }{
		"match conditions":   {"    sideEffects", "    matchConditions: [{name: a, expression: \"true\"}]\n    sideEffects", "match conditions"},
		"outside":            {"service: {namespace: istio-system, name: istiod, path: /inject}", `url: "https://istiod.example.com/inject"`, "outside the cluster"},
		"nobody's Service":   {"name: istiod,", "name: other,", "no control plane of the cluster has"},
		"a broken selector":  {"matchLabels: {istio-injection: enabled}", "matchExpressions: [{key: a, operator: Near}]", "refuses"},
		"the selector's key": {"matchLabels: {istio-injection: enabled}", "matchLabels: {istio-injection: \"a b\"}", "refuses"},
	} {
		t.Run(name, func(t *testing.T) {
			example := worldtest.Example(t, worldtest.Mesh, strings.Replace(secondWebhook, c.from, c.to, 1))
			got := buildError(t, example)
			if !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
