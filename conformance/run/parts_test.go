package run

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/accept"
	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
)

func TestIn(t *testing.T) {
	c := In("/checkout", "/definitions")
	for what, paths := range map[string][2]string{
		"output":    {c.Output, "/checkout/out/examples"},
		"programs":  {c.Programs, "/checkout/examples"},
		"targets":   {c.Targets, "/checkout/examples/targets.json"},
		"CRDs":      {c.CRDs, "/definitions"},
		"sources":   {c.Sources, "/checkout/imports/sources.json"},
		"accepted":  {c.Accepted, "/checkout/conformance/accepted.json"},
		"defaults":  {c.Defaults, "/checkout/conformance/defaults.json"},
		"mutations": {c.Mutations, "/checkout/conformance/mutations.json"},
		"survivors": {c.Survivors, "/checkout/conformance/survivors.json"},
		"results":   {c.Results, "/checkout/conformance/RESULTS.md"},
	} {
		if filepath.ToSlash(paths[0]) != paths[1] {
			t.Errorf("%s: got %s, want %s", what, paths[0], paths[1])
		}
	}
}

func TestEach(t *testing.T) {
	var done atomic.Int32
	err := each(20, func(i int) error {
		done.Add(1)
		if i%10 == 3 {
			return fmt.Errorf("number %d", i)
		}
		return nil
	})
	if done.Load() != 20 {
		t.Errorf("%d of 20 were done", done.Load())
	}
	if err == nil || err.Error() != "number 3\nnumber 13" {
		t.Errorf("got %v", err)
	}
	if err := each(0, func(int) error { return errors.New("no") }); err != nil {
		t.Errorf("nothing to do, and %v", err)
	}
}

func TestWithNotes(t *testing.T) {
	report := withNotes("xds", judge.Report{Judged: 3, Notes: []string{"one", "two"}, Findings: []judge.Finding{{Code: "own"}}})
	var got []string
	for _, f := range report.Findings {
		got = append(got, strings.TrimSpace(fmt.Sprint(f.Judge, " ", f.Code, " ", f.Level, " ", f.Message)))
	}
	same(t, "findings", got, []string{"own", "xds note Info one", "xds note Info two"})
	if report.Judged != 3 || report.Notes != nil {
		t.Errorf("%d judged, notes %v", report.Judged, report.Notes)
	}
}

// fixed answers the same always.
type fixed struct {
	report judge.Report
	err    error
}

func (fixed) Name() string { return "core" }

func (f fixed) Judge(*source.Example) (judge.Report, error) { return f.report, f.err }

func TestCounting(t *testing.T) {
	file, err := accept.Read([]byte(`{"accepted": [{"judge": "core", "code": "odd", "example": "small", "reason": "It is odd on purpose, as was said."}]}`))
	if err != nil {
		t.Fatal(err)
	}
	found := []judge.Finding{
		{Judge: "core", Code: "odd", Level: judge.Warning, Message: "accepted"},
		{Judge: "core", Code: "odd", Level: judge.Error, Message: "an error"},
		{Judge: "core", Code: "even", Level: judge.Warning, Message: "another code"},
	}
	counts := func(example string, err error) ([]string, error) {
		report, err := counting{fixed{judge.Report{Findings: append([]judge.Finding{}, found...), Notes: []string{"a note"}}, err}, file}.Judge(&source.Example{Name: example})
		var messages []string
		for _, f := range report.Findings {
			messages = append(messages, f.Message)
		}
		return messages, err
	}
	got, err := counts("small", nil)
	same(t, "findings", got, []string{"an error", "another code", "a note"})
	fails(t, err)
	got, _ = counts("other", nil)
	same(t, "in another example", got, []string{"accepted", "an error", "another code", "a note"})
	_, err = counts("small", errors.New("no judgement"))
	fails(t, err, "no judgement")
	if name := (counting{fixed{}, file}).Name(); name != "core" {
		t.Errorf("its name is %s", name)
	}
}

func TestPlanted(t *testing.T) {
	r := run{judges: []judge.Judge{fixed{}, &remote{name: Rendering, effects: true}}}
	judges := r.planted()
	if len(judges) != 2 || judges[0].Name() != "core" || judges[1].Name() != Rendering {
		t.Fatalf("judges: %v", judges)
	}
	if judges[1].(counting).of.(*remote).effects {
		t.Error("a fault is shown to the judge of effects")
	}
	if !r.judges[1].(*remote).effects {
		t.Error("and the judge itself no longer asks for them")
	}
}

func TestNotes(t *testing.T) {
	namespace := func(name string, labels map[string]string) *unstructured.Unstructured {
		u := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Namespace"}}
		u.SetName(name)
		u.SetLabels(labels)
		return u
	}
	pod := func(namespace, revision string, ambient bool) *world.Pod {
		return &world.Pod{Pod: &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: namespace}}, Revision: revision, Ambient: ambient}
	}
	service := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Service"}}
	w := &world.World{
		Objects: []*unstructured.Unstructured{service,
			namespace("bank", map[string]string{"istio.io/rev": "prod", "istio.io/use-waypoint": "way", "other": "label"}), namespace("plain", nil)},
		Pods:     []*world.Pod{pod("shop", "", false), pod("bank", "prod", false), pod("bank", "", true), pod("bank", "canary", false), pod("bank", "prod", false)},
		Missing:  []world.Reference{{Object: "Service a/b", By: []string{"VirtualService c/d", "VirtualService e/f"}}},
		Assumed:  []world.Reference{{Object: "Secret a/b", By: []string{"Gateway c/d"}}},
		Unserved: []string{"Service g/h"},
	}
	same(t, "notes", notesOf(w), []string{
		"Service a/b is not in the output; VirtualService c/d, VirtualService e/f use it",
		"Service g/h has no Pods in the output",
		"Secret a/b exists by its name only; Gateway c/d use it",
		"Namespace bank asks for istio.io/rev=prod, istio.io/use-waypoint=way",
		"Namespace plain asks for nothing",
		"Pods of namespace bank: 1 ambient, 1 with a proxy of canary, 2 with a proxy of prod",
		"Pods of namespace shop: 1 outside the mesh",
	})
	same(t, "of nothing", notesOf(&world.World{}), nil)
}
