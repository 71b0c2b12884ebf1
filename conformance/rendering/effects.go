package rendering

import (
	"fmt"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
)

// effects takes away each value that a resource of the operator sets, one at a time, and renders again: where nothing changes,
// not even for the samples, the value does nothing.
func (j *Judge) effects(c *source.Cluster) (judge.Report, error) {
	var report judge.Report
	whole, err := j.look(c)
	if err != nil {
		return report, err
	}
	for i, o := range c.Objects {
		if o.Group() != group {
			continue
		}
		for _, l := range leavesOf(o) {
			report.Judged++
			changed := &source.Cluster{Name: c.Name, Objects: append([]*source.Object{}, c.Objects...)}
			changed.Objects[i] = without(o, l)
			matters, err := j.differs(whole, changed)
			if err != nil {
				return report, fmt.Errorf("%s without %s: %w", o.Ref(), l, err)
			}
			if matters || j.defaults.reason(o.GetKind(), l.String()) != "" {
				continue
			}
			report.Findings = append(report.Findings, judge.Finding{
				Judge: name, Code: "no-effect", Level: judge.Error, Cluster: c.Name, Object: o.Ref(), Path: "spec.values." + l.String(),
				Message: fmt.Sprintf("taking the value away changes nothing that the operator installs, and nothing that the injector or "+
					"the gateway controller makes of the samples; if it writes out a default on purpose, say so in %s", defaultsFile),
			})
		}
	}
	return report, nil
}

// looked is everything that a value can change: what is rendered, and what the rendered control plane makes of the samples.
type looked struct {
	rendered *render.Rendering
	shape    map[string]string
	samples  map[string]string
}

func (j *Judge) look(c *source.Cluster) (*looked, error) {
	rendered, err := render.Cluster(operands(c))
	if err != nil {
		return nil, err
	}
	shaped, err := shape(rendered)
	return &looked{rendered: rendered, shape: shaped}, err
}

// differs says whether a changed cluster looks different. What cannot be rendered, or is refused by istiod, does. The samples are
// asked only where the rendering is the same, and so the flags of istiod, too.
func (j *Judge) differs(whole *looked, changed *source.Cluster) (bool, error) {
	less, err := j.look(changed)
	if err != nil || differ(whole.shape, less.shape) {
		return true, nil
	}
	if whole.samples == nil {
		if whole.samples, err = j.samples(whole.rendered); err != nil {
			return false, err
		}
	}
	if less.samples, err = j.samples(less.rendered); err != nil {
		return false, err
	}
	return differ(whole.samples, less.samples), nil
}

// operands are the resources of the operator in a cluster.
func operands(c *source.Cluster) *source.Cluster {
	only := &source.Cluster{Name: c.Name}
	for _, o := range c.Objects {
		if o.Group() == group {
			only.Objects = append(only.Objects, o)
		}
	}
	return only
}
