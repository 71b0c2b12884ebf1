// Package judge is what all judges share: what they are given, and what they answer.
package judge

import (
	"fmt"
	"slices"
	"sort"

	"cdk8s-ossm/conformance/source"
)

// Level says how bad a finding is.
type Level string

// The levels of findings. An Error is never accepted; the others may be, with a reason.
const (
	Error   Level = "Error"
	Warning Level = "Warning"
	Info    Level = "Info"
)

// Note is the code of a note that is shown as a finding.
const Note = "note"

// Finding is one thing that a judge objects to.
type Finding struct {
	Judge string `json:"judge"`
	// Code is short and stable: `IST0101`, `unknown-field`.
	Code  string `json:"code"`
	Level Level  `json:"level"`
	// Cluster is the name of the cluster; empty where the finding is about the example.
	Cluster string `json:"cluster,omitempty"`
	// Object as source.Ref names it.
	Object string `json:"object"`
	// Path is the field: `spec.http[0].route`. Empty for the whole object.
	Path    string `json:"path,omitempty"`
	Message string `json:"message"`
}

func (f Finding) String() string {
	at := f.Object
	if f.Path != "" {
		at += " at " + f.Path
	}
	if f.Cluster != "" {
		at = f.Cluster + ": " + at
	}
	return fmt.Sprintf("%s %s [%s] %s: %s", f.Judge, f.Level, f.Code, at, f.Message)
}

// Report is a judge's answer.
type Report struct {
	// Judged counts what the judge looked at in earnest. Unit differs by judge; see conformance/README.md.
	Judged   int       `json:"judged"`
	Findings []Finding `json:"findings,omitempty"`
	// Notes are what a judge had to take on trust: nothing is wrong with it, and nothing here proves it.
	Notes []string `json:"notes,omitempty"`
	// Answers are what was learned on the way, where somebody compares it: what clients in a mesh over several clusters are told.
	Answers []string `json:"answers,omitempty"`
}

// Add takes over another report.
func (r *Report) Add(other Report) {
	r.Judged += other.Judged
	r.Findings = append(r.Findings, other.Findings...)
	r.Notes = append(r.Notes, other.Notes...)
	r.Answers = append(r.Answers, other.Answers...)
}

// Faulty says whether something is wrong beyond acceptance. A judge that builds on what it found wrong would only repeat itself;
// one that stopped at what may be accepted would leave the rest unjudged for good.
func (r *Report) Faulty() bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Level == Error })
}

// Sort puts findings into one order, whatever order they were found in.
func (r *Report) Sort() {
	sort.Strings(r.Notes)
	r.Notes = slices.Compact(r.Notes)
	sort.SliceStable(r.Findings, func(i, j int) bool { return r.Findings[i].String() < r.Findings[j].String() })
}

// Judge judges an example.
type Judge interface {
	// Name is short: `schema`, `webhook`.
	Name() string
	// Judge answers with findings; an error means that it could not judge, which is never a pass.
	Judge(*source.Example) (Report, error)
}
