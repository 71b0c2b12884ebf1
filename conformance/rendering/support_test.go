package rendering

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
)

// system is the namespace of the control plane.
const system = "apiVersion: v1\nkind: Namespace\nmetadata: {name: istio-system}\n"

// istio is an Istio resource; values are a flow mapping without braces.
func istio(name, values string) string {
	return "apiVersion: sailoperator.io/v1\nkind: Istio\nmetadata: {name: " + name +
		"}\nspec: {namespace: istio-system, version: v1.30.3, values: {" + values + "}}\n"
}

func example(t *testing.T, documents ...string) *source.Example {
	t.Helper()
	objects, err := source.Parse([]byte(strings.Join(documents, "\n---\n")), "east.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &source.Example{Name: "test", Target: source.Target{Ossm: "3.4", Openshift: "4.20"},
		Clusters: []*source.Cluster{{Name: "east", Objects: objects}}}
}

// programs is a folder of programs, in which that of the example has the contract; none when it is empty.
func programs(t *testing.T, contract string) string {
	t.Helper()
	root := t.TempDir()
	folder := filepath.Join(root, "test", "exchange", "east")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if contract != "" {
		write(t, filepath.Join(folder, "mesh-contract.json"), contract)
	}
	return root
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func judged(t *testing.T, j *Judge, e *source.Example) judge.Report {
	t.Helper()
	report, err := j.Judge(e)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		if f.Judge != "rendering" || f.Cluster == "" || f.Message == "" {
			t.Errorf("a finding without a judge, a cluster or a message: %+v", f)
		}
	}
	return report
}

// codes are `code object path` of the findings.
func codes(report judge.Report) []string {
	found := []string{}
	for _, f := range report.Findings {
		found = append(found, strings.TrimSpace(f.Code+" "+f.Object+" "+f.Path))
	}
	return found
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got\n  %s\nwant\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// blank is a set of samples on which nothing has an effect.
func blank(*render.Rendering) (map[string]string, error) { return map[string]string{}, nil }
