package judge

import (
	"reflect"
	"testing"
)

func TestFindingString(t *testing.T) {
	cases := []struct {
		finding Finding
		want    string
	}{
		{Finding{Judge: "core", Code: "invalid", Level: Error, Cluster: "east", Object: "Service shop/web", Path: "spec.ports", Message: "is empty"},
			"core Error [invalid] east: Service shop/web at spec.ports: is empty"},
		{Finding{Judge: "core", Code: "invalid", Level: Warning, Object: "Service shop/web", Message: "is odd"},
			"core Warning [invalid] Service shop/web: is odd"},
	}
	for _, c := range cases {
		if got := c.finding.String(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestReport(t *testing.T) {
	r := Report{Judged: 1, Notes: []string{"b"}, Findings: []Finding{{Code: "b"}}}
	r.Add(Report{Judged: 2, Notes: []string{"b", "a"}, Findings: []Finding{{Code: "a"}, {Code: "b"}}})
	r.Sort()
	// Notes are told once; findings as often as they were found.
	want := Report{Judged: 3, Notes: []string{"a", "b"}, Findings: []Finding{{Code: "a"}, {Code: "b"}, {Code: "b"}}}
	if !reflect.DeepEqual(r, want) {
		t.Errorf("got %+v, want %+v", r, want)
	}
}

func TestFaulty(t *testing.T) {
	cases := []struct {
		levels []Level
		want   bool
	}{{nil, false}, {[]Level{Info, Warning}, false}, {[]Level{Info, Error, Warning}, true}}
	for _, c := range cases {
		r := Report{}
		for _, l := range c.levels {
			r.Findings = append(r.Findings, Finding{Level: l})
		}
		if r.Faulty() != c.want {
			t.Errorf("%v: got %t", c.levels, r.Faulty())
		}
	}
}
