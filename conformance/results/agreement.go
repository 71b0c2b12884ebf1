package results

import (
	"fmt"
	"slices"
	"strings"
)

// Agreement is how far the library's own verdicts are those of the judges, in a group of sets.
type Agreement struct {
	Group                        string
	Sets, Objects                int
	Both, BothAccept, BothRefuse int
	Differences                  int
}

const agreementSection = "The library's own verdicts"

func (a Agreement) cells() []string {
	var cells []string
	for _, n := range []int{a.Sets, a.Objects, a.Both, a.BothAccept, a.BothRefuse, a.Differences} {
		cells = append(cells, fmt.Sprint(n))
	}
	return cells
}

func (r Run) agreement(line printer) {
	line("Of `cdk8s-ossm validate` beside those of the webhook and of the schema, object by object. differences.json has the reason for each difference.")
	line("")
	line("%s", row("objects of", []string{"sets", "objects", "judged by both sides", "both accept", "both refuse", "differences"}))
	line("%s", rule(6))
	for _, a := range r.Agreement {
		line("%s", row(a.Group, a.cells()))
	}
	for _, kept := range r.kept {
		line("%s", kept)
	}
}

// Keep takes over recorded counts of groups that were not compared this time: their manifests are not everywhere.
func (r *Run) Keep(recorded string) {
	for _, c := range counts(recorded) {
		cells := strings.Split(c.text, "|")
		if c.section != agreementSection || len(cells) < 3 {
			continue
		}
		group := strings.TrimSpace(cells[1])
		compared := slices.ContainsFunc(r.Agreement, func(a Agreement) bool { return a.Group == group })
		if !compared && group != "objects of" && group != "---" {
			r.kept = append(r.kept, c.text)
		}
	}
}
