package results

import (
	"fmt"
	"sort"
	"strings"

	"cdk8s-ossm/conformance/mutate"
)

// Render writes the file.
func Render(run Run, survivors Survivors) string {
	var text strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&text, format+"\n", args...) }
	line("# What the judges judged")
	line("")
	line("Written by `npm run conformance -- --update`. README.md says what each judge proves and what it counts.")
	line("")
	line("## Objects judged")
	line("")
	run.judged(line)
	line("")
	line("## %s", agreementSection)
	line("")
	run.agreement(line)
	line("")
	line("## Taken on trust, and how Pods take part")
	line("")
	run.notes(line)
	line("")
	line("## Mutants caught")
	line("")
	line("Planted: %s. A mutant counts for the cheapest judge that caught it.", run.Picked)
	line("")
	run.caught(line)
	line("")
	line("## Mutants by kind")
	line("")
	run.kinds(line)
	line("")
	line("## Survivors")
	line("")
	run.survivors(line, survivors)
	line("")
	line("## Totals")
	line("")
	run.totals(line)
	return text.String()
}

type printer func(format string, args ...any)

func (r Run) judged(line printer) {
	line("%s", row("example", r.Judges))
	line("%s", rule(len(r.Judges)))
	sum := map[string]int{}
	for _, example := range r.Examples {
		var cells []string
		for _, judge := range r.Judges {
			n := r.Judged[example][judge]
			sum[judge] += n
			cells = append(cells, fmt.Sprint(n))
		}
		line("%s", row(example, cells))
	}
	var cells []string
	for _, judge := range r.Judges {
		cells = append(cells, fmt.Sprint(sum[judge]))
	}
	line("%s", row("all", cells))
}

func (r Run) notes(line printer) {
	none := true
	for _, example := range r.Examples {
		for _, note := range r.Notes[example] {
			none = false
			line("- %s: %s", example, strings.Join(strings.Fields(note), " "))
		}
	}
	if none {
		line("Nothing.")
	}
}

func (r Run) caught(line printer) {
	head := append(append([]string{"mutants"}, r.Judges...), "survived")
	line("%s", row("example", head))
	line("%s", rule(len(head)))
	write := func(name string, t tally) {
		cells := []string{fmt.Sprint(t.mutants)}
		for _, judge := range r.Judges {
			cells = append(cells, fmt.Sprint(t.caught[judge]))
		}
		line("%s", row(name, append(cells, fmt.Sprint(t.survived))))
	}
	for _, example := range r.Examples {
		write(example, r.tally(func(o mutate.Outcome) bool { return o.Site.Example == example }))
	}
	write("all", r.tally(all))
}

func (r Run) kinds(line printer) {
	meant := map[string]string{}
	for _, o := range r.Outcomes {
		meant[o.Site.Kind.Name] = o.Site.Kind.Judge
	}
	var names []string
	for name := range meant {
		names = append(names, name)
	}
	sort.Strings(names)
	line("| kind | meant for | mutants | caught by it | by a cheaper one | survived |")
	line("| --- | --- | ---: | ---: | ---: | ---: |")
	for _, name := range names {
		t := r.tally(func(o mutate.Outcome) bool { return o.Site.Kind.Name == name })
		own := t.caught[meant[name]]
		line("| %s | %s | %d | %d | %d | %d |", name, meant[name], t.mutants, own, t.caughtInAll()-own, t.survived)
	}
}

func (r Run) survivors(line printer, survivors Survivors) {
	none := true
	for _, o := range r.Outcomes {
		if o.Caught != "" {
			continue
		}
		none = false
		reason := survivors.reason(o.Site)
		if reason == "" {
			reason = "No reason is given."
		}
		line("- %s. %s", o.Site, reason)
	}
	if none {
		line("None.")
	}
}

func (r Run) totals(line printer) {
	t := r.tally(all)
	judged := 0
	for _, example := range r.Examples {
		for _, judge := range r.Judges {
			judged += r.Judged[example][judge]
		}
	}
	line("- examples: %d", len(r.Examples))
	line("- objects judged by all judges: %d", judged)
	line("- mutants: %d", t.mutants)
	if t.mutants > 0 {
		line("- caught: %d (%s %%; at least %d %% must be)", t.caughtInAll(), percent(t), floor)
	}
	line("- of these only because what is written above as taken on trust changes: %d", t.noted)
	line("- of these by a judge that failed rather than found something: %d", t.byError)
	line("- survived: %d", t.survived)
}

func row(name string, cells []string) string {
	return "| " + strings.Join(append([]string{name}, cells...), " | ") + " |"
}

func rule(columns int) string {
	return "| --- |" + strings.Repeat(" ---: |", columns)
}
