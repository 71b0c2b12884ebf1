package results

import (
	"fmt"

	"cdk8s-ossm/conformance/mutate"
)

// floor is the part of the mutants, in hundredths, that must be caught.
const floor = 95

// Run is one run of the judges over examples and mutants.
type Run struct {
	// Judges are the columns, the cheapest first.
	Judges []string
	// Examples are the rows.
	Examples []string
	// Judged counts what each judge judged, by example and judge.
	Judged map[string]map[string]int
	// Notes are what the judges of an example took on trust.
	Notes map[string][]string
	// Picked says how the mutants were chosen: `200 in all`.
	Picked string
	// Outcomes are those of all mutants.
	Outcomes []mutate.Outcome
	// Agreement is how far the library's own verdicts are the same, by group of sets.
	Agreement []Agreement

	// kept are recorded rows of groups that were not compared.
	kept []string
}

// tally are the outcomes of some mutants.
type tally struct {
	mutants, survived, byError, noted int
	caught                            map[string]int
}

func (t tally) caughtInAll() int { return t.mutants - t.survived }

// tally counts the outcomes that are wanted.
func (r Run) tally(wanted func(mutate.Outcome) bool) tally {
	t := tally{caught: map[string]int{}}
	for _, o := range r.Outcomes {
		if !wanted(o) {
			continue
		}
		t.mutants++
		switch {
		case o.Caught == "":
			t.survived++
		default:
			t.caught[o.Caught]++
		}
		if o.ByError {
			t.byError++
		}
		if o.Noted {
			t.noted++
		}
	}
	return t
}

func all(mutate.Outcome) bool { return true }

// Check tells when too few mutants are caught, or none was tried, and when something of the run has no place in the tables.
func (r Run) Check() []error {
	var errs []error
	total := r.tally(all)
	if total.mutants == 0 {
		errs = append(errs, fmt.Errorf("no mutant was tried"))
	} else if total.caughtInAll()*100 < floor*total.mutants {
		errs = append(errs, fmt.Errorf("%d of %d mutants are caught, %s %%; at least %d %% must be",
			total.caughtInAll(), total.mutants, percent(total), floor))
	}
	for _, o := range r.Outcomes {
		if !has(r.Examples, o.Site.Example) {
			errs = append(errs, fmt.Errorf("%s: the run has no example of that name", o.Site))
		}
		if o.Caught != "" && !has(r.Judges, o.Caught) {
			errs = append(errs, fmt.Errorf("%s: caught by %s, which is no judge of the run", o.Site, o.Caught))
		}
	}
	return errs
}

func has(list []string, text string) bool {
	for _, item := range list {
		if item == text {
			return true
		}
	}
	return false
}

// percent is rounded down: 94.99 must not read as 95.
func percent(t tally) string {
	tenths := t.caughtInAll() * 1000 / t.mutants
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}
