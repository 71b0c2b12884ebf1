package run

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/admit"
	"cdk8s-ossm/conformance/analyze"
	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/rendering"
	"cdk8s-ossm/conformance/samples"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
	"cdk8s-ossm/conformance/xds"
)

// Child serves requests from standard input until it is closed. settings are the Config of the parent.
func Child(settings string) error {
	var config Config
	if err := json.Unmarshal([]byte(settings), &config); err != nil {
		return err
	}
	// Istio's code prints to standard output here and there; answers need it for themselves.
	answers := os.Stdout
	os.Stdout = os.Stderr
	s, err := newServer(config)
	if err != nil {
		return err
	}
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	for {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		var r request
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		text, err := json.Marshal(s.serve(r))
		if err != nil {
			return err
		}
		if _, err := answers.Write(append(text, '\n')); err != nil {
			return err
		}
	}
}

// server judges what needs a simulated cluster.
type server struct {
	config   Config
	crds     *admit.CRDs
	defaults *rendering.Defaults
	known    map[memory]judge.Report
	// last is the layout of the example that was asked for last: the clusters of a mesh are asked for one after the other.
	last struct {
		of     [sha256.Size]byte
		layout *world.Layout
	}
}

// layout is how the clusters of an example hang together.
func (s *server) layout(e *source.Example) (*world.Layout, error) {
	text, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	if key := sha256.Sum256(text); s.last.layout == nil || s.last.of != key {
		s.last.of, s.last.layout = key, world.Lay(e, s.stored())
	}
	return s.last.layout, nil
}

func newServer(config Config) (*server, error) {
	s := &server{config: config, known: map[memory]judge.Report{}}
	var err error
	if s.defaults, err = rendering.ReadDefaults(config.Defaults); err != nil {
		return nil, err
	}
	if config.CRDs != "" {
		s.crds, err = admit.NewCRDs(config.CRDs, config.Sources)
	}
	return s, err
}

// serve judges a cluster. A panic in somebody else's code is an answer, too: the input brought it about.
func (s *server) serve(r request) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			a = answer{Error: fmt.Sprintf("panic: %v\n%s", p, debug.Stack())}
		}
	}()
	report, err := s.judge(r)
	if err != nil {
		return answer{Error: err.Error()}
	}
	if r.Example != nil && len(r.Example.Clusters) > 1 && r.Cluster != "" {
		for i, note := range report.Notes {
			report.Notes[i] = "in " + r.Cluster + ": " + note
		}
	}
	report.Sort()
	return answer{Report: report, Defaults: s.defaults.Used()}
}

func (s *server) judge(r request) (judge.Report, error) {
	if r.Judge == joint {
		return s.joint(r.Example)
	}
	for _, c := range r.Example.Clusters {
		if c.Name == r.Cluster {
			return s.cluster(r, c)
		}
	}
	return judge.Report{}, fmt.Errorf("example %s has no cluster %s", r.Example.Name, r.Cluster)
}

func (s *server) cluster(r request, cluster *source.Cluster) (judge.Report, error) {
	var report judge.Report
	layout, err := s.layout(r.Example)
	if err != nil {
		return report, err
	}
	if _, err := layout.Rendering(cluster.Name); err != nil {
		return report, err
	}
	remembered := memory{judge: r.Judge, effects: r.Effects}
	if !layout.Single() {
		if err := layout.CheckEnvironment(cluster.Name); err != nil {
			return report, err
		}
		if remembered.world, _, err = layout.World(cluster.Name); err != nil && r.Judge != Rendering {
			return report, err
		}
	}
	if known, is := s.known[remembered]; is {
		known.Notes = append(slices.Clone(known.Notes), s.links(r.Judge, layout, cluster.Name)...)
		known.Findings = slices.Clone(known.Findings)
		return known, nil
	}
	if r.Judge == Rendering {
		var err error
		of := &source.Example{Name: r.Example.Name, Target: r.Example.Target, Clusters: []*source.Cluster{cluster}}
		if report, err = s.rendering(r, of).Judge(of); err != nil || report.Faulty() {
			return report, err
		}
	}
	if err := layout.CheckEnvironment(cluster.Name); err != nil {
		return report, err
	}
	w, findings, err := layout.World(cluster.Name)
	if err != nil {
		return report, err
	}
	switch r.Judge {
	case Rendering:
		for _, f := range findings {
			f.Judge = Rendering
			report.Findings = append(report.Findings, f)
		}
		report.Notes = append(report.Notes, notesOf(w)...)
	case Analyzers:
		for _, p := range w.Planes() {
			cp := p.ControlPlane
			one, err := analyze.One(w.For(cp), cp)
			if err != nil {
				return report, err
			}
			report.Add(one)
		}
	case XDS:
		return xds.Judge(layout, cluster.Name)
	default:
		return report, fmt.Errorf("no judge %s", r.Judge)
	}
	if remembered.world != nil {
		s.known[remembered] = report
	}
	report.Notes = append(slices.Clone(report.Notes), s.links(r.Judge, layout, cluster.Name)...)
	report.Findings = slices.Clone(report.Findings)
	return report, nil
}

// memory is a judging that need not be done again: of a mesh of many clusters a planted fault changes one. Equal clusters have the same
// world, in a process.
type memory struct {
	judge   string
	effects bool
	world   *world.World
}

// links are the notes about how clusters hang together, which are no cluster's own.
func (s *server) links(name string, l *world.Layout, cluster string) []string {
	if name != Rendering {
		return nil
	}
	return linksOf(l, cluster)
}

// joint runs the analyzers that compare clusters.
func (s *server) joint(e *source.Example) (judge.Report, error) {
	var worlds []*world.World
	layout, err := s.layout(e)
	if err != nil {
		return judge.Report{}, err
	}
	for _, c := range e.Clusters {
		w, _, err := layout.World(c.Name)
		if err != nil {
			return judge.Report{}, err
		}
		worlds = append(worlds, w)
	}
	return analyze.Joint(worlds)
}

func (s *server) rendering(r request, of *source.Example) *rendering.Judge {
	var look rendering.Samples
	if r.Effects {
		look = samples.Of(of.Target, s.stored())
	}
	return rendering.New(s.defaults, look, s.config.Programs)
}

// stored is what the API server makes of an object. Without CRDs, custom resources are taken as they are.
func (s *server) stored() world.Stored {
	return func(target source.Target, u *unstructured.Unstructured) (*unstructured.Unstructured, error) {
		if admit.IsCore(u.GroupVersionKind().Group) {
			return admit.StoredCore(u)
		}
		if s.crds == nil {
			return u, nil
		}
		return s.crds.Stored(target, u)
	}
}
