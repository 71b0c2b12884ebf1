package run

import (
	"strings"
	"testing"

	"cdk8s-ossm/conformance/source"
)

const plain = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n"

func TestServe(t *testing.T) {
	s, err := newServer(checkout(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	e := example(t, "small", plain)
	cases := []struct {
		name string
		of   request
		want string
	}{
		{"rendering", request{Example: e, Cluster: "east", Judge: Rendering}, ""},
		{"analyzers", request{Example: e, Cluster: "east", Judge: Analyzers}, ""},
		{"xds", request{Example: e, Cluster: "east", Judge: XDS}, ""},
		{"an unknown cluster", request{Example: e, Cluster: "west", Judge: Rendering}, "example small has no cluster west"},
		{"no cluster", request{Example: e, Judge: Rendering}, "example small has no cluster "},
		{"an unknown judge", request{Example: e, Cluster: "east", Judge: "oracle"}, "no judge oracle"},
		{"a judge of the other process", request{Example: e, Cluster: "east", Judge: Schema}, "no judge schema"},
		{"what cannot be rendered", request{Example: example(t, "small", strings.Replace(mesh, "version: v1.30.3", "version: v1.30.3\n  profile: nosuch", 1)),
			Cluster: "east", Judge: XDS}, "nosuch"},
		{"no example: a panic", request{Cluster: "east", Judge: XDS}, "panic: "},
		{"a mesh whose flags this process does not have", request{Example: example(t, "small", strings.Replace(mesh, "version: v1.30.3", "version: v1.30.3\n  profile: ambient", 1)),
			Cluster: "east", Judge: XDS}, "the process has not the environment of istiod"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := s.serve(c.of)
			if c.want == "" && a.Error != "" || !strings.Contains(a.Error, c.want) {
				t.Errorf("got %q, want %q", a.Error, c.want)
			}
		})
	}
}

func TestNewServerRefuses(t *testing.T) {
	config := checkout(t, "")
	config.CRDs = t.TempDir()
	config.Sources = config.Targets
	_, err := newServer(config)
	fails(t, err, "targets.json")
	config = checkout(t, "")
	write(t, config.Defaults, "{}")
	_, err = newServer(config)
	fails(t, err, "conformance/defaults.json")
	fails(t, Child("no settings"), "invalid character")
}

// A real child: it answers, answers again after an error, and ends when it is told to.
func TestChild(t *testing.T) {
	c, err := start(map[string]string{"PILOT_ENABLE_AMBIENT": "true"}, checkout(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	e := example(t, "small", plain)
	_, err = c.ask(request{Cluster: "east", Judge: XDS})
	fails(t, err, "panic: ")
	_, err = c.ask(request{Example: e, Cluster: "west", Judge: XDS})
	fails(t, err, "has no cluster west")
	a, err := c.ask(request{Example: e, Cluster: "east", Judge: Rendering})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "notes", a.Report.Notes, []string{"Namespace shop asks for nothing"})
	if c.answers != 3 || c.broken {
		t.Errorf("%d answers, broken: %t", c.answers, c.broken)
	}
	c.stop()
	if !c.cmd.ProcessState.Success() {
		t.Errorf("it ended with %s", c.cmd.ProcessState)
	}
	if _, err = c.ask(request{Example: e, Cluster: "east", Judge: Rendering}); err == nil || !c.broken {
		t.Errorf("an answer of a process that ended: %v, broken: %t", err, c.broken)
	}
}

// A child that cannot start says so by ending, and the judge has no answer.
func TestChildThatEnds(t *testing.T) {
	config := checkout(t, "")
	write(t, config.Defaults, "{}")
	p := newPool(config)
	defer p.stop()
	_, err := (&remote{name: XDS, pool: p}).Judge(example(t, "small", mesh))
	fails(t, err, "small, cluster east, xds: the judging process ended")
	if n := len(p.idle); n != 0 {
		t.Errorf("%d broken processes are kept", n)
	}
}

func TestRemote(t *testing.T) {
	p := newPool(checkout(t, ""))
	defer p.stop()
	broken := example(t, "small", strings.Replace(mesh, "version: v1.30.3", "version: v1.30.3\n  profile: nosuch", 1))
	for _, name := range []string{Rendering, Analyzers, XDS} {
		report, err := (&remote{name: name, pool: p}).Judge(broken)
		if err != nil || report.Judged != 0 || len(report.Findings) != 1 {
			t.Fatalf("%s: %+v, %v", name, report, err)
		}
		if f := report.Findings[0]; f.Judge != Rendering || f.Code != "render" || f.Cluster != "east" || !strings.Contains(f.Message, "nosuch") {
			t.Errorf("%s: %s", name, f)
		}
	}
	if len(p.idle) != 0 {
		t.Error("a process was started for what cannot be rendered")
	}

	// The other clusters are judged nevertheless, by a process that has the flags of their control planes and serves all of them.
	for _, name := range []string{"west", "north"} {
		other := example(t, "small", mesh).Clusters[0]
		other.Name = name
		broken.Clusters = append(broken.Clusters, other)
	}
	report, err := (&remote{name: Rendering, pool: p, effects: true}).Judge(broken)
	if err != nil {
		t.Fatal(err)
	}
	if report.Judged == 0 || len(report.Findings) != 1 || report.Findings[0].Cluster != "east" {
		t.Errorf("%d judged, findings %v", report.Judged, report.Findings)
	}
	if len(p.idle) != 1 || !p.needed["Istio pilot.autoscaleEnabled"] {
		t.Errorf("%d sets of flags; needed are %v", len(p.idle), p.needed)
	}
	for _, children := range p.idle {
		if len(children) != 1 || children[0].answers != 2 {
			t.Errorf("%d processes, of which the first gave %d answers", len(children), children[0].answers)
		}
	}

	// Two control planes are compared with each other besides.
	two := &source.Example{Name: "small", Target: broken.Target, Clusters: broken.Clusters[1:]}
	one := &source.Example{Name: "small", Target: broken.Target, Clusters: broken.Clusters[1:2]}
	answers := func(e *source.Example) int {
		fresh := newPool(p.config)
		defer fresh.stop()
		if _, err := (&remote{name: Analyzers, pool: fresh}).Judge(e); err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, children := range fresh.idle {
			for _, c := range children {
				n += c.answers
			}
		}
		return n
	}
	if a, b := answers(one), answers(two); a != 1 || b != 3 {
		t.Errorf("one cluster takes %d answers, two take %d", a, b)
	}
}

// A process is replaced after so many answers.
func TestLifetime(t *testing.T) {
	p := newPool(checkout(t, ""))
	defer p.stop()
	e := example(t, "small", plain)
	j := &remote{name: Rendering, pool: p}
	if _, err := j.Judge(e); err != nil {
		t.Fatal(err)
	}
	p.idle[""][0].answers = lifetime - 1
	if _, err := j.Judge(e); err != nil {
		t.Fatal(err)
	}
	if len(p.idle[""]) != 0 {
		t.Error("it is kept beyond its last answer")
	}
	if _, err := j.Judge(e); err != nil || len(p.idle[""]) != 1 {
		t.Errorf("none took its place: %v", err)
	}
}
