package mutate

import (
	"fmt"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// Judges are those that a kind can name, from the cheapest to the dearest.
var Judges = []string{"schema", "core", "webhook", "rendering", "analyzers", "xds"}

// UpTo are the judges that run for a fault meant for the named one: those that cost less, then itself.
func UpTo(name string) ([]string, error) {
	for i, known := range Judges {
		if known == name {
			return Judges[:i+1], nil
		}
	}
	return nil, fmt.Errorf("there is no judge %q", name)
}

// Outcome is what became of a planted fault.
type Outcome struct {
	Site Site
	// Caught is the first judge that objected; empty where none did: the mutant survived.
	Caught string
	// Because is that judge's first new finding, or its error.
	Because string
	// Noted says that the judge objected to nothing, and that what it takes on trust changed.
	Noted bool
	// ByError says that the judge did not find anything, but failed.
	ByError bool
}

// Try plants a fault and asks the judges, from the cheapest to the one that is meant to catch it. baseline are the findings of all
// judges on the example as it is. Cheaper judges may be missing from judges, the one that is meant may not: that is an error, as is
// a fault that cannot be planted.
func Try(site Site, example *source.Example, judges []judge.Judge, baseline []judge.Finding) (Outcome, error) {
	outcome := Outcome{Site: site}
	names, err := UpTo(site.Kind.Judge)
	if err != nil {
		return outcome, fmt.Errorf("%s: %w", site, err)
	}
	mutant, err := Apply(site, example)
	if err != nil {
		return outcome, err
	}
	byName := map[string]judge.Judge{}
	for _, j := range judges {
		byName[j.Name()] = j
	}
	for _, name := range names {
		j, has := byName[name]
		if !has && name == site.Kind.Judge {
			return outcome, fmt.Errorf("%s: judge %s is not there", site, name)
		}
		if !has {
			continue
		}
		report, err := j.Judge(mutant.Clone())
		if err != nil {
			outcome.Caught, outcome.Because, outcome.ByError = name, err.Error(), true
			return outcome, nil
		}
		if found := New(baseline, report.Findings); len(found) > 0 {
			if !onlyNotes(found) {
				outcome.Caught, outcome.Because, outcome.Noted = name, found[0].String(), false
				return outcome, nil
			}
			if outcome.Caught == "" { // a judge that objects is worth more than a note
				outcome.Caught, outcome.Because, outcome.Noted = name, found[0].String(), true
			}
		}
	}
	return outcome, nil
}

func onlyNotes(findings []judge.Finding) bool {
	for _, f := range findings {
		if f.Code != judge.Note {
			return false
		}
	}
	return true
}

// New are the findings that the baseline does not have. A finding that is there twice needs two in the baseline.
func New(baseline, findings []judge.Finding) []judge.Finding {
	known := map[string]int{}
	for _, f := range baseline {
		known[f.String()]++
	}
	var fresh []judge.Finding
	for _, f := range findings {
		if known[f.String()] > 0 {
			known[f.String()]--
			continue
		}
		fresh = append(fresh, f)
	}
	return fresh
}
