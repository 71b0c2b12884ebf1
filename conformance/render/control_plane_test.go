package render

import (
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

func TestRevisionName(t *testing.T) {
	cases := map[string]struct{ istio, want string }{
		"no strategy":                {istio("prod", "version: v1.30.3"), "prod"},
		"in place":                   {istio("prod", "version: v1.30.3, updateStrategy: {type: InPlace}"), "prod"},
		"by revision":                {istio("prod", "version: v1.30.3, updateStrategy: {type: RevisionBased}"), "prod-v1-30-3"},
		"by revision, with an alias": {istio("prod", "version: v1.30-latest, updateStrategy: {type: RevisionBased}"), "prod-v1-30-latest"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := RevisionName(cluster(t, c.istio).Objects[0]); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestNamesOfObjects(t *testing.T) {
	cases := map[string]struct {
		istio                        string
		revision, value              string
		deployment, config, injector string
		webhook                      string
	}{
		"the revision default": {istio("default", "version: v1.30.3"),
			"default", "", "istiod", "istio", "istio-sidecar-injector", "istio-sidecar-injector"},
		"a revision in place": {istio("prod", "version: v1.30.3"),
			"prod", "prod", "istiod-prod", "istio-prod", "istio-sidecar-injector-prod", "istio-sidecar-injector-prod"},
		"a revision by version": {istio("default", "version: v1.30.3, updateStrategy: {type: RevisionBased}"),
			"default-v1-30-3", "default-v1-30-3", "istiod-default-v1-30-3", "istio-default-v1-30-3",
			"istio-sidecar-injector-default-v1-30-3", "istio-sidecar-injector-default-v1-30-3"},
		"an IstioRevision": {operand("IstioRevision", "blue", "istio-system", "version: v1.30.3"),
			"blue", "blue", "istiod-blue", "istio-blue", "istio-sidecar-injector-blue", "istio-sidecar-injector-blue"},
		"another namespace": {operand("Istio", "default", "mesh", "version: v1.30.3"),
			"default", "", "istiod", "istio", "istio-sidecar-injector", "istio-sidecar-injector-mesh"},
		"another revision in another namespace": {operand("Istio", "prod", "mesh", "version: v1.30.3"),
			"prod", "prod", "istiod-prod", "istio-prod", "istio-sidecar-injector-prod", "istio-sidecar-injector-prod-mesh"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			cp := only(t, c.istio)
			if cp.Revision != c.revision || cp.Values["revision"] != c.value {
				t.Errorf("revision %s with the value %q", cp.Revision, cp.Values["revision"])
			}
			same(t, "deployments", names(cp.Objects, "Deployment"), []string{c.deployment})
			same(t, "webhooks", names(cp.Objects, "MutatingWebhookConfiguration"), []string{c.webhook})
			for _, want := range []string{c.config, c.injector} {
				if !slices.Contains(names(cp.Objects, "ConfigMap"), want) {
					t.Errorf("ConfigMaps are %v, without %s", names(cp.Objects, "ConfigMap"), want)
				}
			}
			for what, read := range map[string]func() (string, error){"mesh": cp.MeshConfigYAML, "meshNetworks": cp.MeshNetworksYAML} {
				if text, err := read(); err != nil || text == "" {
					t.Errorf("%s: %q, %v", what, text, err)
				}
			}
			if config, values, err := cp.InjectorConfig(); err != nil || config == "" || values == "" {
				t.Errorf("injector: %v", err)
			}
			if len(cp.Env()) == 0 {
				t.Error("istiod has no environment")
			}
			for _, o := range cp.Objects {
				if o.GetKind() == "CustomResourceDefinition" {
					t.Errorf("the CRD %s is rendered", o.GetName())
				}
			}
		})
	}
}

func TestMissingConfiguration(t *testing.T) {
	cp := only(t, istio("default", "version: v1.30.3"))
	unstructured.RemoveNestedField(find(cp.Objects, "ConfigMap", "istio").Object, "data", "mesh")
	if _, err := cp.MeshConfigYAML(); err == nil || !strings.Contains(err.Error(), "has no key mesh") {
		t.Errorf("a ConfigMap without the key: %v", err)
	}
	cp.Objects = nil
	if _, err := cp.MeshConfigYAML(); err == nil || !strings.Contains(err.Error(), "no ConfigMap istio-system/istio") {
		t.Errorf("no ConfigMap: %v", err)
	}
	if _, _, err := cp.InjectorConfig(); err == nil {
		t.Error("no ConfigMap of the injector, and no error")
	}
	if env := cp.Env(); len(env) != 0 {
		t.Errorf("an environment without a Deployment: %v", env)
	}
}

func TestEnv(t *testing.T) {
	plain := only(t, istio("default", "version: v1.30.3, values: {pilot: {env: {OWN: word}}}")).Env()
	if _, set := plain["PILOT_ENABLE_AMBIENT"]; set {
		t.Error("PILOT_ENABLE_AMBIENT without the ambient profile")
	}
	if plain["OWN"] != "word" {
		t.Errorf("the user's variable is %q", plain["OWN"])
	}
	if _, set := plain["POD_NAME"]; set {
		t.Error("a variable from a field of the Pod counts as plain")
	}
	ambient := only(t, istio("default", "version: v1.30.3, profile: ambient")).Env()
	if ambient["PILOT_ENABLE_AMBIENT"] != "true" {
		t.Errorf("PILOT_ENABLE_AMBIENT is %q with the ambient profile", ambient["PILOT_ENABLE_AMBIENT"])
	}
}

func TestResolve(t *testing.T) {
	r := rendered(t, istio("prod", "version: v1.30.3"), revisionTag("stable", "Istio", "prod"))
	if cp := r.Resolve("stable"); cp == nil || cp.Revision != "prod" {
		t.Errorf("the tag is %v", cp)
	}
	if cp := r.Resolve("prod"); cp == nil || cp.Revision != "prod" {
		t.Errorf("the revision is %v", cp)
	}
	if cp := r.Resolve("nowhere"); cp != nil {
		t.Errorf("nowhere is %s", cp.Revision)
	}
}
