package agreement

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cdk8s-ossm/conformance/verdicts"
)

const manifests = `
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
# nothing but a comment
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop}
---
apiVersion: v1
kind: List
items:
  - apiVersion: networking.istio.io/v1
    kind: GatewayList
    items: [{metadata: {name: bad, namespace: shop}}]
  - {apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: last, namespace: shop}}
`

// folder writes files, by name.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// strict is a judge of Gateways that refuses those called `bad`.
func strict(r verdicts.Request) verdicts.Answer {
	var object struct {
		Kind     string
		Metadata struct{ Name string }
	}
	if err := json.Unmarshal(r.Object, &object); err != nil {
		return verdicts.Answer{Error: err.Error()}
	}
	a := verdicts.Answer{ID: r.ID, Webhook: verdicts.Admission{Judged: object.Kind == "Gateway", Allowed: object.Metadata.Name != "bad"}}
	if !a.Webhook.Allowed {
		a.Webhook.Message = "it is bad"
	}
	return a
}

func accepts(file string, index int) Object {
	return Object{File: file, Index: index, Judged: true}
}

func refuses(file string, index int) Object {
	return Object{File: file, Index: index, Judged: true, Errors: []verdicts.Problem{{Code: "a/b", Path: "spec", Message: "no"}}}
}

func TestVerdictsAreComparedObjectByObject(t *testing.T) {
	unknown := Object{File: "a.yaml", Index: 1}
	cases := map[string]struct {
		ours []Object
		want string
	}{
		"the same verdicts": {[]Object{unknown, accepts("a.yaml", 2), refuses("a.yaml", 3), accepts("a.yaml", 4)}, "4 objects, 3 by both, 2 accepted, 1 refused"},
		"one that we refuse alone": {[]Object{unknown, refuses("a.yaml", 2), refuses("a.yaml", 3), accepts("a.yaml", 4)},
			"4 objects, 3 by both, 1 accepted, 1 refused\nours alone refuse examples/web: a.yaml#2 Gateway shop/edge: [a/b] spec: no"},
		"one that we let pass": {[]Object{unknown, accepts("a.yaml", 2), accepts("a.yaml", 3), accepts("a.yaml", 4)},
			"4 objects, 3 by both, 2 accepted, 0 refused\njudges alone refuse examples/web: a.yaml#3 Gateway shop/bad: webhook: it is bad"},
		"one that we do not judge": {[]Object{unknown, accepts("a.yaml", 2), {File: "a.yaml", Index: 3}, accepts("a.yaml", 4)},
			"4 objects, 2 by both, 2 accepted, 0 refused\njudges alone refuse examples/web: a.yaml#3 Gateway shop/bad: webhook: it is bad"},
		"one that nobody else judges": {[]Object{refuses("a.yaml", 1), accepts("a.yaml", 2), refuses("a.yaml", 3), accepts("a.yaml", 4)},
			"4 objects, 3 by both, 2 accepted, 1 refused\nours alone refuse examples/web: a.yaml#1 Namespace shop: [a/b] spec: no"},
		"a file that we alone cannot read": {[]Object{refuses("a.yaml", 0), unknown, accepts("a.yaml", 2), refuses("a.yaml", 3), accepts("a.yaml", 4)},
			"4 objects, 3 by both, 2 accepted, 1 refused\nours alone refuse examples/web: a.yaml: [a/b] spec: no"},
		"an object that we have not seen": {[]Object{unknown, accepts("a.yaml", 2), refuses("a.yaml", 3)},
			"error: examples/web: a.yaml#4 Gateway shop/last: the library has no verdict on it"},
		"an object that is not there": {[]Object{unknown, accepts("a.yaml", 2), refuses("a.yaml", 3), accepts("a.yaml", 4), accepts("a.yaml", 5)},
			"error: examples/web: a.yaml#5: the library judged it"},
		"a verdict that is there twice": {[]Object{unknown, unknown}, "error: examples/web: a.yaml#1: the library's verdict is there twice"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			root := folder(t, map[string]string{"a.yaml": manifests, "notes.txt": "no manifest"})
			if got := told(Compare(set(root, c.ours), strict)); !strings.HasPrefix(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestAFileThatKubernetesCannotReadIsOneVerdict(t *testing.T) {
	root := folder(t, map[string]string{"sub/b.yml": "kind: Gateway\nkind: Gateway\n"})
	for want, ours := range map[string][]Object{
		"1 objects, 1 by both, 0 accepted, 1 refused":                                                              {refuses("sub/b.yml", 0), accepts("sub/b.yml", 1)},
		"0 objects, 0 by both, 0 accepted, 0 refused\njudges alone refuse examples/web: sub/b.yml: sub/b.yml, doc": {accepts("sub/b.yml", 1)},
	} {
		if got := told(Compare(set(root, ours), strict)); !strings.HasPrefix(got, want) {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func TestJudgesThatCannotAnswerAreAnError(t *testing.T) {
	broken := func(verdicts.Request) verdicts.Answer { return verdicts.Answer{Error: "no CRDs of OSSM 9"} }
	root := folder(t, map[string]string{"a.yaml": "apiVersion: v1\nkind: Pod\n"})
	if got := told(Compare(set(root, []Object{accepts("a.yaml", 1)}), broken)); !strings.Contains(got, "no CRDs of OSSM 9") {
		t.Error(got)
	}
}

func set(root string, ours []Object) Set {
	return Set{Group: "examples", Name: "web", Folder: root, Release: "3.4", Openshift: "4.20", Objects: ours}
}

// told is a result, or the error, in words.
func told(r Result, err error) string {
	if err != nil {
		return "error: " + err.Error()
	}
	lines := []string{fmt.Sprintf("%d objects, %d by both, %d accepted, %d refused", r.Objects, r.Both, r.BothAccept, r.BothRefuse)}
	for _, d := range r.Differences {
		lines = append(lines, d.String())
	}
	return strings.Join(lines, "\n")
}

func TestDifferencesNeedReasonsAndReasonsDifferences(t *testing.T) {
	known := Differences{{Number: 1, Who: Ours, Objects: []string{"examples/web: a", "manifests/b: b"}, Reason: "It is so for a reason."}}
	here, there := Difference{Who: Ours, Object: "examples/web: a"}, Difference{Who: Ours, Object: "manifests/b: b"}
	turned := Difference{Who: Judges, Object: "examples/web: a"}
	cases := map[string]struct {
		found  []Difference
		groups []string
		want   string
	}{
		"all as known":                     {[]Difference{here, there}, []string{"examples", "manifests"}, ""},
		"a group that was not compared":    {[]Difference{here}, []string{"examples"}, ""},
		"one that is gone":                 {[]Difference{here}, []string{"examples", "manifests"}, "difference 1 of conformance/differences.json is none any more: manifests/b: b"},
		"one that is new":                  {[]Difference{here, {Who: Ours, Object: "examples/web: c"}}, []string{"examples"}, "a difference without a reason"},
		"one that is now the other way":    {[]Difference{turned}, []string{"examples"}, "judges alone refuse examples/web: a"},
		"and that the old one is none now": {[]Difference{turned}, []string{"examples"}, "is none any more: examples/web: a"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			err := errors.Join(append(known.Unexplained(c.found), known.Unused(c.found, c.groups)...)...)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestFilesAreReadStrictly(t *testing.T) {
	const reason = `"reason": "It is so for a reason."`
	for text, want := range map[string]string{
		`[{"number": 1, "who": "ours", "objects": ["a"], ` + reason + `}]`:      "",
		`[{"number": 2, "who": "ours", "objects": ["a"], ` + reason + `}]`:      "has the number 2",
		`[{"number": 1, "who": "they", "objects": ["a"], ` + reason + `}]`:      "must say who refuses",
		`[{"number": 1, "who": "ours", "objects": ["a"], "reason": "unknown"}]`: "needs a reason that is a sentence",
		`[{"number": 1, "who": "ours", "objects": [], ` + reason + `}]`:         "is about no object",
		`[{"number": 1, "who": "ours", "objects": ["a", "a"], ` + reason + `}]`: "names an object that is named already: a",
		`[{"number": 1, "who": "ours", "object": "a"}]`:                         "unknown field",
		`[] []`: "something after the end",
	} {
		file := filepath.Join(folder(t, map[string]string{"f.json": text}), "f.json")
		if _, err := ReadDifferences(file); want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: got %v, want %q", text, err, want)
		}
	}
	for text, want := range map[string]string{
		`{"sets": [{"group": "examples", "name": "a", "folder": "/a", "release": "3.4", "openshift": "4.20", "objects": [{"file": "a.yaml", "index": 1, "judged": true, "errors": [{"code": "a/b", "path": "spec", "message": "no"}]}]}]}`: "",
		`{"sets": [{"group": "examples", "name": "a", "folder": "/a", "release": "3.4"}]}`: "needs group, name, folder, release and openshift",
		`{"sets": [{"groups": "examples"}]}`:                                               "unknown field",
	} {
		file := filepath.Join(folder(t, map[string]string{"f.json": text}), "f.json")
		if _, err := ReadOurs(file); want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: got %v, want %q", text, err, want)
		}
	}
}
