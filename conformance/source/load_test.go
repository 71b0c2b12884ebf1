package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, root string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

const (
	namespace = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n"
	account   = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: web\n  namespace: shop\n"
)

func TestLoad(t *testing.T) {
	root := t.TempDir()
	write(t, root, map[string]string{
		"one/.cdk8s-ossm-files":                    "",
		"one/east/01-base.k8s.yaml":                "---\n" + namespace + "---\n" + account,
		"one/west/01-base.k8s.yaml":                namespace,
		"commits/1/.cdk8s-ossm-files":              "",
		"commits/1/cluster/01.k8s.yaml":            namespace,
		"commits/2/.cdk8s-ossm-files":              "",
		"commits/2/cluster/01.k8s.yaml":            namespace,
		"together/platform/.cdk8s-ossm-files":      "",
		"together/platform/east/01-base.k8s.yaml":  namespace,
		"together/app/.cdk8s-ossm-files":           "",
		"together/app/east/06-workloads.k8s.yaml":  account,
		"together/app/east/01-base-again.k8s.yaml": namespace,
	})
	examples, err := Load(root, map[string]Target{
		"one": {Ossm: "3.4", Openshift: "4.20"}, "commits": {}, "together": {Programs: "together"},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range examples {
		for _, c := range e.Clusters {
			for _, o := range c.Objects {
				got = append(got, strings.Join([]string{e.Name, c.Name, o.File, o.Ref()}, " "))
			}
		}
	}
	want := []string{
		"commits/1 cluster cluster/01.k8s.yaml Namespace shop",
		"commits/2 cluster cluster/01.k8s.yaml Namespace shop",
		"one east east/01-base.k8s.yaml Namespace shop",
		"one east east/01-base.k8s.yaml ServiceAccount shop/web",
		"one west west/01-base.k8s.yaml Namespace shop",
		"together east app/east/01-base-again.k8s.yaml Namespace shop",
		"together east app/east/06-workloads.k8s.yaml ServiceAccount shop/web",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestLoadRefuses(t *testing.T) {
	good := map[string]string{"one/.cdk8s-ossm-files": "", "one/east/01.k8s.yaml": namespace}
	cases := map[string]struct {
		files   map[string]string
		targets map[string]Target
		want    string
	}{
		"an example without a target": {good, map[string]Target{}, "not in examples/targets.json"},
		"a target without output":     {good, map[string]Target{"one": {}, "two": {}}, "example two of examples/targets.json has no output"},
		"a folder without output":     {map[string]string{"one/README": ""}, map[string]Target{"one": {}}, "has no output"},
		"a key twice": {map[string]string{"one/.cdk8s-ossm-files": "", "one/east/01.k8s.yaml": namespace + "kind: Pod\n"},
			map[string]Target{"one": {}}, `key "kind" already set`},
		"no object": {map[string]string{"one/.cdk8s-ossm-files": "", "one/east/01.k8s.yaml": "text\n"},
			map[string]Target{"one": {}}, "document 1"},
		"one object in two versions": {map[string]string{"one/.cdk8s-ossm-files": "", "one/east/01.k8s.yaml": namespace,
			"one/east/02.k8s.yaml": namespace + "  labels:\n    a: b\n"}, map[string]Target{"one": {}}, "and, different, in"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			write(t, root, c.files)
			_, err := Load(root, c.targets)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
