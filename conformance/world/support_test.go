package world_test

import (
	"testing"

	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
	"cdk8s-ossm/conformance/world/worldtest"
)

// buildError is the error of building a world, or its findings as text where there is none.
func buildError(t *testing.T, example *source.Example) string {
	t.Helper()
	rendering, err := render.Cluster(example.Clusters[0])
	if err != nil {
		t.Fatal(err)
	}
	_, findings, err := world.Build(example, example.Clusters[0], rendering, worldtest.Stored(t))
	if err != nil {
		return err.Error()
	}
	text := ""
	for _, f := range findings {
		text += f.String() + "\n"
	}
	return text
}

// objects are the kinds and names of a namespace's objects, of some kinds.
func objects(w *world.World, namespace string, kinds ...string) []string {
	var found []string
	for _, kind := range kinds {
		for _, o := range w.Objects {
			if o.GetKind() == kind && o.GetNamespace() == namespace {
				found = append(found, source.Ref(o))
			}
		}
	}
	return found
}
