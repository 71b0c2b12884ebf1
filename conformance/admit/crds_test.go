package admit

import (
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"cdk8s-ossm/conformance/source"
)

// Every CRD that an example could be judged by is one that the API server takes, in every version that it serves.
func TestAllCRDsAreValid(t *testing.T) {
	crds := realCRDs(t)
	kinds := 0
	for _, r := range crds.sources.Rows {
		for _, release := range r.Releases {
			f, err := readFolder(filepath.Join(crds.root, release.Folder))
			if err != nil {
				t.Fatal(err)
			}
			for group, listed := range r.Groups {
				var names []string
				for name := range listed.Kinds {
					names = append(names, name)
				}
				sort.Strings(names)
				for _, name := range names {
					crd, err := f.find(group, name)
					if err != nil {
						t.Fatal(err)
					}
					if crd == nil {
						// A kind of a later release.
						continue
					}
					kinds++
					if err := checkCRD(crd); err != nil {
						t.Errorf("%s: %v", release.Folder, err)
					}
					for _, v := range crd.Spec.Versions {
						if _, err := newDefinition(crd, v.Name); err != nil {
							t.Errorf("%s: %v", release.Folder, err)
						}
					}
				}
			}
		}
	}
	if kinds < 100 {
		t.Errorf("only %d kinds were looked at", kinds)
	}
}

// sane is a CRD that the API server takes, in the folder of a table with one row.
const sane = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: {spec: {type: object, properties: {size: {type: integer, default: 1}}}}
    - name: v1alpha1
      served: false
      storage: false
      schema: {openAPIV3Schema: {type: object}}
`

func TestDefinition(t *testing.T) {
	const other = "\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: thing}\ndata:\n  kind: Thing\n"
	cases := []struct {
		name, crd, version string
		problem, harness   string
	}{
		{"a CRD", sane, "v1", "", ""},
		{"a CRD behind another document that says its name", other + "---" + sane, "v1", "", ""},
		{"no CRD", strings.ReplaceAll(sane, "Thing", "Other"), "v1", "has no kind", ""},
		{"a CRD of another group", strings.ReplaceAll(sane, "example.com", "example.org"), "v1", "has no kind", ""},
		{"a version that is not served", sane, "v1alpha1", "does not serve", ""},
		{"a version that is not there", sane, "v2", "does not serve", ""},
		{"a CRD that the API server refuses", strings.Replace(sane, "default: 1", "default: one", 1), "v1", "", "would refuse CRD things.example.com"},
		{"a CRD that is none", "a: [\n  kind: Thing\n", "v1", "", "bad.yaml"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			writeFile(t, filepath.Join(root, "table.json"),
				`{"rows": [{"product": "Things", "releases": [{"name": "1", "folder": "things/1"}], "groups": {"example.com": {}}}]}`)
			writeFile(t, filepath.Join(root, "things/1/bad.yaml"), strings.ReplaceAll(c.crd, "names: {plural: things, kind: Thing}", "names:\n    plural: things\n    kind: Thing"))
			crds, err := NewCRDs(root, filepath.Join(root, "table.json"))
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				d, problem, err := crds.definition(source.Target{}, schema.GroupVersionKind{Group: "example.com", Version: c.version, Kind: "Thing"})
				switch {
				case c.harness != "":
					if err == nil || !strings.Contains(err.Error(), c.harness) {
						t.Errorf("got %v, want %q", err, c.harness)
					}
				case err != nil:
					t.Error(err)
				case c.problem != "":
					if problem == nil || !strings.Contains(problem.message, c.problem) {
						t.Errorf("got %v, want %q", problem, c.problem)
					}
				case d == nil:
					t.Error("no definition")
				}
			}
		})
	}
}

func TestNewCRDsRefuses(t *testing.T) {
	root := t.TempDir()
	writeFile(t, filepath.Join(root, "empty.json"), "{}")
	writeFile(t, filepath.Join(root, "text.json"), "text")
	for file, want := range map[string]string{"none.json": "no such file", "empty.json": "has no rows", "text.json": "invalid character"} {
		if _, err := NewCRDs(root, filepath.Join(root, file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", file, err, want)
		}
	}
	writeFile(t, filepath.Join(root, "table.json"),
		`{"rows": [{"product": "Things", "releases": [{"name": "1", "folder": "things/1"}], "groups": {"example.com": {}}}]}`)
	for _, dir := range []string{"", filepath.Join(root, "nowhere"), filepath.Join(root, "table.json")} {
		if _, err := NewCRDs(dir, filepath.Join(root, "table.json")); err == nil || !strings.Contains(err.Error(), "set CRDS_DIR") {
			t.Errorf("%q: got %v", dir, err)
		}
	}
	crds, err := NewCRDs(root, filepath.Join(root, "table.json"))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := crds.definition(source.Target{}, schema.GroupVersionKind{Group: "example.com", Version: "v1", Kind: "Thing"}); err == nil {
		t.Error("a folder without CRDs is not an error")
	}
}
