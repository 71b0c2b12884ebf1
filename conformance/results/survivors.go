package results

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"cdk8s-ossm/conformance/mutate"
)

// Survivor is the reason why a mutant is not caught.
type Survivor struct {
	Example string `json:"example"`
	// Cluster is the name of the cluster; empty for any.
	Cluster string `json:"cluster,omitempty"`
	Kind    string `json:"kind"`
	Object  string `json:"object"`
	Path    string `json:"path"`
	Reason  string `json:"reason"`
}

func (s Survivor) String() string {
	text := fmt.Sprintf("%s in %s: %s", s.Kind, s.Example, s.Object)
	if s.Path != "" {
		text += " at " + s.Path
	}
	return text
}

func (s Survivor) is(site mutate.Site) bool {
	return s.Example == site.Example && (s.Cluster == "" || s.Cluster == site.Cluster) && s.Kind == site.Kind.Name &&
		s.Object == site.Object && s.Path == site.Path
}

// Survivors are all reasons.
type Survivors []Survivor

// ReadSurvivors reads the file of reasons strictly.
func ReadSurvivors(file string) (Survivors, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	var survivors Survivors
	if err := decoder.Decode(&survivors); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: there is something after the list", file)
	}
	var errs []error
	seen := map[Survivor]bool{}
	for i, s := range survivors {
		key := s
		key.Reason = ""
		switch {
		case s.Example == "" || s.Kind == "" || s.Object == "":
			errs = append(errs, fmt.Errorf("%s: survivor %d needs example, kind and object", file, i+1))
		case len(strings.Fields(s.Reason)) < 5 || !strings.HasSuffix(s.Reason, "."):
			errs = append(errs, fmt.Errorf("%s: survivor %d (%s): the reason must be a sentence", file, i+1, s))
		case strings.Contains(s.Reason, "\n"):
			errs = append(errs, fmt.Errorf("%s: survivor %d (%s): the reason must be on one line", file, i+1, s))
		case seen[key]:
			errs = append(errs, fmt.Errorf("%s: survivor %d (%s) is there twice", file, i+1, s))
		}
		seen[key] = true
	}
	return survivors, errors.Join(errs...)
}

// reason is why the mutant survives; empty where nobody said so.
func (s Survivors) reason(site mutate.Site) string {
	for _, survivor := range s {
		if survivor.is(site) {
			return survivor.Reason
		}
	}
	return ""
}

// Check tells the mutants that survived without a reason, and the reasons for mutants that are caught. In a full run a reason that
// no mutant needs is an error, too; in a smaller one its mutant may not have been tried.
func (s Survivors) Check(outcomes []mutate.Outcome, full bool) []error {
	var errs []error
	for _, o := range outcomes {
		if o.Caught == "" && s.reason(o.Site) == "" {
			errs = append(errs, fmt.Errorf("a mutant survived without a reason: %s (%s)", o.Site, o.Site.Kind.What))
		}
	}
	for _, survivor := range s {
		needed, caught := false, ""
		for _, o := range outcomes {
			if survivor.is(o.Site) {
				needed = needed || o.Caught == ""
				caught = o.Caught
			}
		}
		switch {
		case needed:
		case caught != "":
			errs = append(errs, fmt.Errorf("there is a reason for a mutant that judge %s caught: %s; take it out", caught, survivor))
		case full:
			errs = append(errs, fmt.Errorf("there is a reason for a mutant that was not tried: %s; take it out", survivor))
		}
	}
	return errs
}
