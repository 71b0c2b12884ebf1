package admit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

const sourcesFile = "../../imports/sources.json"

var (
	ossm33 = source.Target{Ossm: "3.3", Openshift: "4.20"}
	ossm34 = source.Target{Ossm: "3.4", Openshift: "4.20"}
)

// crdsDir is CRDS_DIR; a test that needs it is skipped where it is not set.
func crdsDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("CRDS_DIR")
	if dir == "" {
		t.Skip("CRDS_DIR is not set: no CRDs to judge by")
	}
	return dir
}

func realCRDs(t *testing.T) *CRDs {
	t.Helper()
	crds, err := NewCRDs(crdsDir(t), sourcesFile)
	if err != nil {
		t.Fatal(err)
	}
	return crds
}

func parse(t *testing.T, text string) []*source.Object {
	t.Helper()
	objects, err := source.Parse([]byte(text), "test.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return objects
}

func one(t *testing.T, text string) *unstructured.Unstructured {
	t.Helper()
	objects := parse(t, text)
	if len(objects) != 1 {
		t.Fatalf("%d objects, want 1", len(objects))
	}
	return objects[0].Unstructured
}

func example(t *testing.T, target source.Target, text string) *source.Example {
	t.Helper()
	return &source.Example{Name: "test", Target: target, Clusters: []*source.Cluster{{Name: "east", Objects: parse(t, text)}}}
}

func run(t *testing.T, j judge.Judge, e *source.Example) judge.Report {
	t.Helper()
	report, err := j.Judge(e)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// finding is what a test expects: a code at a path, with a message that contains a text.
type finding struct {
	code, path, message string
}

// expect compares the findings of one object with what is expected, in any order.
func expect(t *testing.T, got []judge.Finding, want []finding) {
	t.Helper()
	left := append([]finding{}, want...)
	for _, g := range got {
		found := false
		for i, w := range left {
			if g.Code == w.code && g.Path == w.path && strings.Contains(g.Message, w.message) {
				left, found = append(left[:i], left[i+1:]...), true
				break
			}
		}
		if !found {
			t.Errorf("unexpected: %s", g)
		}
	}
	for _, w := range left {
		t.Errorf("missing: [%s] at %s: %s", w.code, w.path, w.message)
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
