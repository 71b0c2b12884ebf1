package run

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/admit"
	"cdk8s-ossm/conformance/analyze"
	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
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
}

func newServer(config Config) (*server, error) {
	s := &server{config: config}
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
	rendered, err := render.Cluster(cluster)
	if err != nil {
		return report, err
	}
	if r.Judge == Rendering {
		of := &source.Example{Name: r.Example.Name, Target: r.Example.Target, Clusters: []*source.Cluster{cluster}}
		if report, err = s.rendering(r, of).Judge(of); err != nil || report.Faulty() {
			return report, err
		}
	}
	w, findings, err := world.Build(r.Example, cluster, rendered, s.stored())
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
		for _, cp := range rendered.ControlPlanes {
			one, err := analyze.One(w.For(cp), cp)
			if err != nil {
				return report, err
			}
			report.Add(one)
		}
	case XDS:
		return xds.Cluster(w, rendered.ControlPlanes)
	default:
		return report, fmt.Errorf("no judge %s", r.Judge)
	}
	return report, nil
}

// joint runs the analyzers that compare clusters.
func (s *server) joint(e *source.Example) (judge.Report, error) {
	var worlds []*world.World
	for _, c := range e.Clusters {
		rendered, err := render.Cluster(c)
		if err != nil {
			return judge.Report{}, err
		}
		w, _, err := world.Build(e, c, rendered, s.stored())
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
