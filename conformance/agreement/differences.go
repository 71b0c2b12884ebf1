package agreement

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

// Known is a difference with its reason, for all objects that have it.
type Known struct {
	Number  int      `json:"number"`
	Who     Side     `json:"who"`
	Objects []string `json:"objects"`
	Reason  string   `json:"reason"`
}

// Differences are all that are known.
type Differences []Known

// ReadDifferences reads the file of reasons strictly.
func ReadDifferences(file string) (Differences, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var known Differences
	if err := strictly(data, &known); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var errs []error
	seen := map[string]bool{}
	for i, k := range known {
		fail := func(text string) { errs = append(errs, fmt.Errorf("%s: difference %d %s", file, i+1, text)) }
		if k.Number != i+1 {
			fail(fmt.Sprintf("has the number %d", k.Number))
		}
		if k.Who != Ours && k.Who != Judges {
			fail(fmt.Sprintf("must say who refuses: %s or %s", Ours, Judges))
		}
		if len(strings.Fields(k.Reason)) < 5 || !strings.HasSuffix(k.Reason, ".") {
			fail("needs a reason that is a sentence")
		}
		if len(k.Objects) == 0 {
			fail("is about no object")
		}
		for _, o := range k.Objects {
			if seen[o] {
				fail("names an object that is named already: " + o)
			}
			seen[o] = true
		}
	}
	return known, errors.Join(errs...)
}

// Unexplained tells the differences that have no reason.
func (ds Differences) Unexplained(found []Difference) []error {
	var errs []error
	for _, d := range found {
		explained := slices.ContainsFunc(ds, func(k Known) bool { return k.Who == d.Who && slices.Contains(k.Objects, d.Object) })
		if !explained {
			errs = append(errs, fmt.Errorf("a difference without a reason in conformance/differences.json: %s", d))
		}
	}
	return errs
}

// Unused tells the reasons that nothing needs. Those of groups that were not compared may be needed elsewhere.
func (ds Differences) Unused(found []Difference, groups []string) []error {
	var errs []error
	for _, k := range ds {
		for _, o := range k.Objects {
			group, _, _ := strings.Cut(o, "/")
			needed := slices.ContainsFunc(found, func(d Difference) bool { return d.Who == k.Who && d.Object == o })
			if !needed && slices.Contains(groups, group) {
				errs = append(errs, fmt.Errorf("difference %d of conformance/differences.json is none any more: %s; take it out", k.Number, o))
			}
		}
	}
	return errs
}
