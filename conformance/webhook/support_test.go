package webhook

import (
	"strings"
	"testing"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

func example(t *testing.T, text string) *source.Example {
	t.Helper()
	objects, err := source.Parse([]byte(text), "test.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &source.Example{Name: "test", Clusters: []*source.Cluster{{Name: "east", Objects: objects}}}
}

// finding is what a test expects: a level and code, with a message that contains a text.
type finding struct {
	level   judge.Level
	code    string
	message string
}

func expect(t *testing.T, got []judge.Finding, want []finding) {
	t.Helper()
	left := append([]finding{}, want...)
	for _, g := range got {
		found := false
		for i, w := range left {
			if g.Level == w.level && g.Code == w.code && strings.Contains(g.Message, w.message) {
				left, found = append(left[:i], left[i+1:]...), true
				break
			}
		}
		if !found || g.Judge != "webhook" {
			t.Errorf("unexpected: %s", g)
		}
	}
	for _, w := range left {
		t.Errorf("missing: %s [%s] %s", w.level, w.code, w.message)
	}
}
