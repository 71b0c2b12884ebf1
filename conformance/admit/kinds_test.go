package admit

import (
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// Every kind of the table can be taken through its creation, in every version that Kubernetes has of it: no strategy needs
// anything that is not there.
func TestEveryKindCanBeJudged(t *testing.T) {
	for gk, strategy := range coreStrategies {
		versions := 0
		for _, gv := range legacyscheme.Scheme.VersionsForGroupKind(gk) {
			gvk := gv.WithKind(gk.Kind)
			if !isCoreKind(gvk) {
				continue
			}
			versions++
			u := &unstructured.Unstructured{Object: map[string]any{}}
			u.SetGroupVersionKind(gvk)
			u.SetName("one")
			if strategy.NamespaceScoped() {
				u.SetNamespace("shop")
			}
			v, err := admitCore(u)
			if err != nil || !v.judged || v.stored == nil {
				t.Errorf("%s: judged %t, stored %v, error %v", gvk, v.judged, v.stored, err)
			}
		}
		if versions == 0 {
			t.Errorf("Kubernetes has no %s", gk)
		}
	}
}

func TestIsCore(t *testing.T) {
	for group, want := range map[string]bool{
		"": true, "apps": true, "rbac.authorization.k8s.io": true, "apiextensions.k8s.io": true, "networking.k8s.io": true,
		"gateway.networking.k8s.io": false, "networking.istio.io": false, "sailoperator.io": false, "route.openshift.io": false,
	} {
		if got := IsCore(group); got != want {
			t.Errorf("%q: %t", group, got)
		}
	}
	if !isCoreKind(schema.GroupVersionKind{Version: "v1", Kind: "Pod"}) || isCoreKind(schema.GroupVersionKind{Version: "v2", Kind: "Pod"}) {
		t.Error("Pod is of v1 only")
	}
}
