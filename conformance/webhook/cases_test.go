package webhook

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/source"
)

// casesDir is a folder below CASES_DIR; the test is skipped where it is not there.
func casesDir(t *testing.T) string {
	t.Helper()
	root := os.Getenv("CASES_DIR")
	if root == "" {
		t.Skip("CASES_DIR is not set: no admission cases to compare with")
	}
	dir := filepath.Join(root, "istio-admission")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no admission cases to compare with: %v", err)
	}
	return dir
}

// admissionCase is a row of Istio's own validation tests, as an object.
type admissionCase struct {
	ID       string         `json:"id"`
	Manifest map[string]any `json:"manifest"`
	Valid    bool           `json:"valid"`
	// Warning is nil where the row does not say.
	Warning         *bool  `json:"warning"`
	ErrorContains   string `json:"errorContains"`
	WarningContains string `json:"warningContains"`
}

// disagreement says how the verdict differs from the row; empty where it does not.
func (c admissionCase) disagreement(v Verdict) string {
	warnings := strings.Join(v.Warnings, "\n")
	var differs []string
	if v.Allowed != c.Valid {
		differs = append(differs, fmt.Sprintf("allowed is %t: %s", v.Allowed, v.Message))
	}
	if !v.Allowed && !strings.Contains(strings.ToLower(v.Message), strings.ToLower(c.ErrorContains)) {
		differs = append(differs, fmt.Sprintf("message is %q, without %q", v.Message, c.ErrorContains))
	}
	// Who denies says nothing of warnings.
	if v.Allowed && c.Warning != nil && *c.Warning != (len(v.Warnings) > 0) {
		differs = append(differs, fmt.Sprintf("warnings are %q", warnings))
	}
	if v.Allowed && !strings.Contains(warnings, c.WarningContains) {
		differs = append(differs, fmt.Sprintf("warnings are %q, without %q", warnings, c.WarningContains))
	}
	return strings.Join(differs, "; ")
}

// differing are the rows whose verdict is another here, each with the reason.
var differing = map[string]string{
	"TestValidateHTTPRoute/null header match":             nullInMap,
	"TestValidateDelegateHTTPRoute/null header match":     nullInMap,
	"TestValidateTelemetry/tracing with a nil custom tag": nullInMap,
	"TestValidateAuthorizationPolicy/from-empty":          "an empty list is the same as none once it is decoded; only Go code can tell them apart",
	"TestValidateEnvoyFilter/empty filters":               "the test calls a function further in; the webhook warns of every EnvoyFilter",
}

const nullInMap = "the decoder makes an empty message of a null in a map; only Go code can pass none"

// The verdicts are those that Istio's own tests state.
func TestVerdictsAreThoseOfIstiosTests(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(casesDir(t), "webhook-cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []admissionCase
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	w, err := NewHandler()
	if err != nil {
		t.Fatal(err)
	}
	agreed, seen := 0, map[string]bool{}
	for _, c := range cases {
		v, err := w.Review(&unstructured.Unstructured{Object: c.Manifest})
		if err != nil {
			t.Errorf("%s: %v", c.ID, err)
			continue
		}
		disagreement := c.disagreement(v)
		reason, expected := differing[c.ID]
		switch {
		case disagreement == "":
			agreed++
		case expected:
			seen[c.ID] = true
			t.Logf("%s differs: %s (%s)", c.ID, disagreement, reason)
		default:
			t.Errorf("%s: %s", c.ID, disagreement)
		}
	}
	var unused []string
	for id := range differing {
		if !seen[id] {
			unused = append(unused, id)
		}
	}
	sort.Strings(unused)
	for _, id := range unused {
		t.Errorf("%s is listed as differing, and agrees or is not there", id)
	}
	if agreed == 0 {
		t.Error("there are no cases")
	}
	t.Logf("%d of %d verdicts agree", agreed, len(cases))
}

// Every object of Istio's set of valid ones is taken, under each of its versions.
func TestValidObjectsOfIstioAreAllowed(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(casesDir(t), "dataset", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no dataset: %v", err)
	}
	w, err := NewHandler()
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		objects, err := source.ReadFile(file, filepath.Base(file))
		if err != nil {
			t.Fatal(err)
		}
		for _, object := range objects {
			if v, err := w.Review(object.Unstructured); err != nil || !v.Allowed {
				t.Errorf("%s: %s %v", object.File, v.Message, err)
			}
		}
	}
	t.Logf("%d files", len(files))
}
