package accept

import (
	"fmt"
	"sort"

	"cdk8s-ossm/conformance/judge"
)

// Filter takes the accepted findings of an example out. A finding of level Error stays, and that an acceptance is meant for it is
// an error of its own.
func (f *File) Filter(example string, findings []judge.Finding) (left []judge.Finding, errs []error) {
	for _, found := range findings {
		accepted := false
		for i, a := range f.Accepted {
			if !a.matches(example, found) {
				continue
			}
			f.used[i] = true
			if found.Level == judge.Error {
				errs = append(errs, fmt.Errorf("example %s: a finding of level Error cannot be accepted: %s", example, found))
				continue
			}
			accepted = true
		}
		if !accepted {
			left = append(left, found)
		}
	}
	return left, errs
}

// Unused tells the acceptances that matched no finding. To be asked after all findings of all examples went through Filter.
func (f *File) Unused() []error {
	var errs []error
	for i, a := range f.Accepted {
		if !f.used[i] {
			errs = append(errs, fmt.Errorf("unused acceptance: no finding is %s; take it out", a))
		}
	}
	return errs
}

// Idle tells the judges that judged nothing without waiting for their first example, and those that wait no longer. judged is what
// each judge judged in all examples together, with a zero for one that judged nothing.
func (f *File) Idle(judged map[string]int) []error {
	var errs []error
	waiting := map[string]bool{}
	for _, w := range f.Waiting {
		waiting[w.Judge] = true
		if n, known := judged[w.Judge]; !known {
			errs = append(errs, fmt.Errorf("judge %s waits for its first example, but there is no such judge", w.Judge))
		} else if n > 0 {
			errs = append(errs, fmt.Errorf("judge %s waits for its first example, but judged %d objects; take it out of the list", w.Judge, n))
		}
	}
	var names []string
	for name := range judged {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if judged[name] == 0 && !waiting[name] {
			errs = append(errs, fmt.Errorf("judge %s judged nothing", name))
		}
	}
	return errs
}

// Left are the findings that are not accepted. Unlike Filter it does not note which acceptances were needed, and may be called from
// several goroutines.
func (f *File) Left(example string, findings []judge.Finding) []judge.Finding {
	var left []judge.Finding
	for _, found := range findings {
		accepted := false
		for _, a := range f.Accepted {
			accepted = accepted || found.Level != judge.Error && a.matches(example, found)
		}
		if !accepted {
			left = append(left, found)
		}
	}
	return left
}
