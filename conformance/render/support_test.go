package render

import (
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/source"
)

// cluster reads a cluster from the documents.
func cluster(t *testing.T, documents ...string) *source.Cluster {
	t.Helper()
	objects, err := source.Parse([]byte(strings.Join(documents, "\n---\n")), "cluster.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &source.Cluster{Name: "east", Objects: objects}
}

func rendered(t *testing.T, documents ...string) *Rendering {
	t.Helper()
	r, err := Cluster(cluster(t, documents...))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// refused expects that the documents cannot be rendered, for the reason.
func refused(t *testing.T, want string, documents ...string) {
	t.Helper()
	_, err := Cluster(cluster(t, documents...))
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got error %v, want one with %q", err, want)
	}
}

// istio is an Istio resource; more is the rest of its spec as a flow mapping without braces.
func istio(name, more string) string {
	return operand("Istio", name, "istio-system", more)
}

func operand(kind, name, namespace, more string) string {
	return "apiVersion: sailoperator.io/v1\nkind: " + kind + "\nmetadata: {name: " + name + "}\nspec: {namespace: " + namespace + ", " + more + "}\n"
}

func revisionTag(name, kind, target string) string {
	return "apiVersion: sailoperator.io/v1\nkind: IstioRevisionTag\nmetadata: {name: " + name +
		"}\nspec: {targetRef: {kind: " + kind + ", name: " + target + "}}\n"
}

// only is the single control plane of the documents.
func only(t *testing.T, documents ...string) *ControlPlane {
	t.Helper()
	r := rendered(t, documents...)
	if len(r.ControlPlanes) != 1 {
		t.Fatalf("there are %d control planes", len(r.ControlPlanes))
	}
	return r.ControlPlanes[0]
}

// names are the sorted names of the objects of a kind.
func names(objects []*unstructured.Unstructured, kind string) []string {
	found := []string{}
	for _, o := range objects {
		if o.GetKind() == kind {
			found = append(found, o.GetName())
		}
	}
	slices.Sort(found)
	return found
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}
