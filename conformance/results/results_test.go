package results

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cdk8s-ossm/conformance/mutate"
)

var (
	selector = &mutate.Kind{Name: "selector-wrong", Judge: "xds", What: "A Service selects nothing at all."}
	label    = &mutate.Kind{Name: "label-bad", Judge: "core", What: "A label has a bad value."}
)

func outcome(kind *mutate.Kind, example, caught string) mutate.Outcome {
	return mutate.Outcome{
		Site:   mutate.Site{Kind: kind, Example: example, Cluster: "cluster", Object: "Service shop/web", Path: "spec.selector.app"},
		Caught: caught,
	}
}

func run() Run {
	failed := outcome(selector, "one", "core")
	failed.ByError = true
	return Run{
		Judges:    []string{"schema", "core", "xds"},
		Examples:  []string{"one", "two"},
		Judged:    map[string]map[string]int{"one": {"schema": 3, "core": 4, "xds": 5}, "two": {"schema": 1, "core": 2}},
		Notes:     map[string][]string{"two": {"Service shop/api\nis not in the output"}},
		Picked:    "4 in all",
		Agreement: []Agreement{{Group: "examples", Sets: 2, Objects: 9, Both: 4, BothAccept: 3, Differences: 1}},
		Outcomes:  []mutate.Outcome{failed, outcome(label, "one", "core"), outcome(selector, "two", "xds"), outcome(selector, "two", "")},
	}
}

var reasons = Survivors{{Example: "two", Kind: "selector-wrong", Object: "Service shop/web", Path: "spec.selector.app",
	Reason: "Nothing in the mesh names this Service."}}

const rendered = "# What the judges judged\n" +
	"\n" +
	"Written by `npm run conformance -- --update`. README.md says what each judge proves and what it counts.\n" + `
## Objects judged

| example | schema | core | xds |
| --- | ---: | ---: | ---: |
| one | 3 | 4 | 5 |
| two | 1 | 2 | 0 |
| all | 4 | 6 | 5 |

## The library's own verdicts

Of ` + "`cdk8s-ossm validate`" + ` beside those of the webhook and of the schema, object by object. differences.json has the reason for each difference.

| objects of | sets | objects | judged by both sides | both accept | both refuse | differences |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
| examples | 2 | 9 | 4 | 3 | 0 | 1 |

## Taken on trust, and how Pods take part

- two: Service shop/api is not in the output

## Mutants caught

Planted: 4 in all. A mutant counts for the cheapest judge that caught it.

| example | mutants | schema | core | xds | survived |
| --- | ---: | ---: | ---: | ---: | ---: |
| one | 2 | 0 | 2 | 0 | 0 |
| two | 2 | 0 | 0 | 1 | 1 |
| all | 4 | 0 | 2 | 1 | 1 |

## Mutants by kind

| kind | meant for | mutants | caught by it | by a cheaper one | survived |
| --- | --- | ---: | ---: | ---: | ---: |
| label-bad | core | 1 | 1 | 0 | 0 |
| selector-wrong | xds | 3 | 1 | 1 | 1 |

## Survivors

- selector-wrong in two, cluster: Service shop/web at spec.selector.app. Nothing in the mesh names this Service.

## Totals

- examples: 2
- objects judged by all judges: 15
- mutants: 4
- caught: 3 (75.0 %; at least 95 % must be)
- of these only because what is written above as taken on trust changes: 0
- of these by a judge that failed rather than found something: 1
- survived: 1
`

func TestRender(t *testing.T) {
	if got := Render(run(), reasons); got != rendered {
		t.Errorf("got\n%s\nwant\n%s", got, rendered)
	}
}

func TestRenderSaysWhatIsMissing(t *testing.T) {
	if got := Render(run(), nil); !strings.Contains(got, "at spec.selector.app. No reason is given.\n") {
		t.Errorf("got\n%s", got)
	}
	empty := Run{Judges: []string{"core"}, Examples: []string{"one"}, Picked: "none"}
	if got := Render(empty, nil); !strings.Contains(got, "## Survivors\n\nNone.\n") || !strings.Contains(got, "## Taken on trust, and how Pods take part\n\nNothing.\n") || !strings.Contains(got, "| one | 0 |") {
		t.Errorf("got\n%s", got)
	}
}

// The manifests of other projects are not at hand everywhere.
func TestCountsOfGroupsThatWereNotComparedAreKept(t *testing.T) {
	recorded := strings.Replace(rendered, "| examples | 2 |", "| manifests | 16 | 5 | 5 | 5 | 0 | 0 |\n| examples | 7 |", 1)
	r := run()
	r.Keep(recorded)
	got := Render(r, reasons)
	if !strings.Contains(got, "| examples | 2 | 9 | 4 | 3 | 0 | 1 |\n| manifests | 16 | 5 | 5 | 5 | 0 | 0 |\n\n") {
		t.Errorf("got\n%s", got)
	}
	r.Keep(got)
	if err := Compare(got, Render(run(), reasons)); err == nil {
		t.Error("counts that are gone are not told")
	}
}

func TestCompareTellsTheFirstDifferentCount(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"nothing differs":       {"", "", ""},
		"prose differs":         {"Written by", "Made with", ""},
		"a count differs":       {"| one | 3 | 4 | 5 |", "| one | 3 | 4 | 6 |", "Objects judged: recorded is\n  | one | 3 | 4 | 5 |\nand now it is\n  | one | 3 | 4 | 6 |"},
		"the first is told":     {"| one | 2 | 0 | 2 |", "| one | 2 | 1 | 1 |", "Mutants caught: recorded is\n  | one | 2 | 0 | 2 | 0 | 0 |"},
		"a line is gone":        {"- survived: 1\n", "", "Totals: recorded is\n  - survived: 1\nand now it is\n  nothing"},
		"a line is new":         {"- survived: 1\n", "- survived: 1\n- more: 2\n", "and now it is\n  - more: 2"},
		"a table has moved":     {"## Totals", "## Sums", "Sums: recorded is"},
		"a total is different":  {"- mutants: 4", "- mutants: 5", "recorded is\n  - mutants: 4"},
		"a survivor is another": {"selector-wrong in two", "selector-wrong in one", "Survivors: recorded is"},
	} {
		t.Run(name, func(t *testing.T) {
			err := Compare(rendered, strings.Replace(rendered, c.old, c.new, 1))
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestEnoughMutantsMustBeCaught(t *testing.T) {
	for _, c := range []struct {
		caught, survived int
		want             string
	}{
		{19, 1, ""},
		{189, 10, "189 of 199 mutants are caught, 94.9 %; at least 95 % must be"},
		{1, 0, ""},
		{0, 0, "no mutant was tried"},
	} {
		r := Run{Judges: []string{"core"}, Examples: []string{"one"}}
		for range c.caught {
			r.Outcomes = append(r.Outcomes, outcome(label, "one", "core"))
		}
		for range c.survived {
			r.Outcomes = append(r.Outcomes, outcome(label, "one", ""))
		}
		err := errors.Join(r.Check()...)
		if c.want == "" && err != nil || c.want != "" && (err == nil || err.Error() != c.want) {
			t.Errorf("%d caught, %d survived: got %v", c.caught, c.survived, err)
		}
	}
}

func TestWhatHasNoPlaceInTheTablesIsAnError(t *testing.T) {
	r := Run{Judges: []string{"core"}, Examples: []string{"one"}, Outcomes: []mutate.Outcome{outcome(label, "three", "core"), outcome(label, "one", "xds")}}
	err := fmt.Sprint(r.Check())
	if !strings.Contains(err, "no example of that name") || !strings.Contains(err, "caught by xds, which is no judge of the run") {
		t.Errorf("got %s", err)
	}
}

func TestSurvivorsNeedReasonsAndReasonsSurvivors(t *testing.T) {
	survived, caught := []mutate.Outcome{outcome(selector, "two", "")}, []mutate.Outcome{outcome(selector, "two", "xds")}
	elsewhere := Survivors{reasons[0]}
	elsewhere[0].Cluster = "west"
	for name, c := range map[string]struct {
		survivors   Survivors
		outcomes    []mutate.Outcome
		small, full string
	}{
		"a reason":           {reasons, survived, "", ""},
		"no reason":          {nil, survived, "survived without a reason: selector-wrong in two", "survived without a reason"},
		"another cluster":    {elsewhere, survived, "survived without a reason", "was not tried"},
		"caught in the end":  {reasons, caught, "a mutant that judge xds caught", "a mutant that judge xds caught"},
		"not tried":          {reasons, nil, "", "for a mutant that was not tried: selector-wrong in two: Service shop/web at spec.selector.app"},
		"nothing to explain": {nil, caught, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			for full, want := range map[bool]string{false: c.small, true: c.full} {
				err := errors.Join(c.survivors.Check(c.outcomes, full)...)
				if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
					t.Errorf("full %v: got %v, want %q", full, err, want)
				}
			}
		})
	}
}

func TestSurvivorsAreReadStrictly(t *testing.T) {
	const one = `{"example": "one", "kind": "k", "object": "Service web", "path": "", "reason": "Nothing in the mesh names it."}`
	file := filepath.Join(t.TempDir(), "survivors.json")
	if _, err := ReadSurvivors(file); err == nil {
		t.Error("a file that is not there was read")
	}
	for want, text := range map[string]string{
		"":                             "[" + one + "]",
		"unknown field":                `[{"exmaple": "one"}]`,
		"something after the list":     "[] []",
		"needs example, kind":          `[{"example": "one", "reason": "Nothing in the mesh names it."}]`,
		"the reason must be a":         `[{"example": "one", "kind": "k", "object": "Service web", "path": "", "reason": "unknown"}]`,
		"must be on one line":          `[{"example": "one", "kind": "k", "object": "Service web", "path": "", "reason": "Nothing in\nthe mesh names it."}]`,
		"2 (k in one: Service web) is": "[" + one + "," + one + "]",
	} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		survivors, err := ReadSurvivors(file)
		if want == "" && (err != nil || len(survivors) != 1) || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
