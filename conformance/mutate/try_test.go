package mutate

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// fake is a judge that objects to Services of a type, or fails.
type fake struct {
	name     string
	dislikes string
	// notes is whether it only notes what it dislikes.
	notes bool
	err   error
	asked *[]string
}

func (f fake) Name() string { return f.name }

func (f fake) Judge(e *source.Example) (judge.Report, error) {
	*f.asked = append(*f.asked, f.name)
	report := judge.Report{Judged: e.Count()}
	for _, o := range e.Clusters[0].Objects {
		kind := o.Object["spec"].(map[string]any)["type"]
		o.Object["spec"] = "a judge may do what it likes with what it is given"
		if kind == f.dislikes {
			code := "type"
			if f.notes {
				code = judge.Note
			}
			report.Findings = append(report.Findings, judge.Finding{Judge: f.name, Code: code, Level: judge.Error, Object: o.Ref()})
		}
	}
	return report, f.err
}

func TestTryAsksTheCheapJudgesFirstAndNoneBeyondTheNamedOne(t *testing.T) {
	for name, c := range map[string]struct {
		judges   map[string]fake
		baseline []judge.Finding
		want     Outcome
		asked    string
	}{
		"the named one finds it": {judges: map[string]fake{"webhook": {dislikes: "Odd"}}, want: Outcome{Caught: "webhook"}, asked: "schema core webhook"},
		"a cheaper one finds it": {judges: map[string]fake{"schema": {dislikes: "Odd"}}, want: Outcome{Caught: "schema"}, asked: "schema"},
		"a dearer one would":     {judges: map[string]fake{"xds": {dislikes: "Odd"}}, asked: "schema core webhook"},
		"it was wrong before": {judges: map[string]fake{"core": {dislikes: "Odd"}},
			baseline: []judge.Finding{{Judge: "core", Code: "type", Level: judge.Error, Object: "Service shop/web"}}, asked: "schema core webhook"},
		"a cheaper one is not there": {judges: map[string]fake{"core": {name: "none"}, "webhook": {dislikes: "Odd"}}, want: Outcome{Caught: "webhook"}, asked: "schema webhook"},
		"a note is the last resort":  {judges: map[string]fake{"core": {dislikes: "Odd", notes: true}}, want: Outcome{Caught: "core", Noted: true}, asked: "schema core webhook"},
		"a finding beats a note": {judges: map[string]fake{"core": {dislikes: "Odd", notes: true}, "webhook": {dislikes: "Odd"}}, want: Outcome{Caught: "webhook"},
			asked: "schema core webhook"},
		"a judge fails": {judges: map[string]fake{"core": {err: errors.New("no way")}}, want: Outcome{Caught: "core", ByError: true}, asked: "schema core"},
	} {
		t.Run(name, func(t *testing.T) {
			e := example(t, "one", thing)
			kinds, err := Read([]byte(entryText("some-kind", "webhook", `"objects": ["Service"], "paths": ["spec.type"], "operation": {"op": "set", "value": "Odd"}`)))
			if err != nil {
				t.Fatal(err)
			}
			var asked []string
			var judges []judge.Judge
			for i := len(Judges) - 1; i >= 0; i-- {
				f := c.judges[Judges[i]]
				if f.name == "none" {
					continue
				}
				f.name, f.asked = Judges[i], &asked
				if f.dislikes == "" {
					f.dislikes = "nothing"
				}
				judges = append(judges, f)
			}
			got, err := Try(Sites(kinds, e)[0], e, judges, c.baseline)
			if err != nil {
				t.Fatal(err)
			}
			if got.Caught != c.want.Caught || got.ByError != c.want.ByError || got.Noted != c.want.Noted || (got.Because == "") != (got.Caught == "") {
				t.Errorf("got %+v", got)
			}
			if strings.Join(asked, " ") != c.asked {
				t.Errorf("asked %v, want %s", asked, c.asked)
			}
			if one(t, e) != thing {
				t.Error("the example itself has changed")
			}
		})
	}
}

func TestTryNeedsTheJudges(t *testing.T) {
	e := example(t, "one", thing)
	site := Sites([]*Kind{read(t, `"objects": ["Service"], "paths": ["spec.type"], "operation": {"op": "delete"}`)}, e)[0]
	if _, err := Try(site, e, nil, nil); err == nil || !strings.Contains(err.Error(), "judge schema is not there") {
		t.Errorf("got %v", err)
	}
	site.Kind.Judge = "jury"
	if _, err := Try(site, e, nil, nil); err == nil || !strings.Contains(err.Error(), `no judge "jury"`) {
		t.Errorf("got %v", err)
	}
	site.Kind.Judge, site.Example = "schema", "two"
	if _, err := Try(site, e, nil, nil); err == nil || !strings.Contains(err.Error(), "not a site of this example") {
		t.Errorf("got %v", err)
	}
}

func TestAFindingIsNewWhenThereAreMoreOfIt(t *testing.T) {
	a, b := judge.Finding{Code: "a"}, judge.Finding{Code: "b"}
	if got := New([]judge.Finding{a, b}, []judge.Finding{b, a, a}); !reflect.DeepEqual(got, []judge.Finding{a}) {
		t.Errorf("got %v", got)
	}
	if got := New([]judge.Finding{a}, nil); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}
