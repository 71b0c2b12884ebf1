package run

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
)

// lifetime is how many answers a child gives before another takes its place: discovery servers leave something behind.
const lifetime = 100

// pool keeps children that have nothing to do, by their flags.
type pool struct {
	config Config
	mutex  sync.Mutex
	idle   map[string][]*child
	// needed are the entries of the defaults file that a value needed.
	needed map[string]bool
}

func newPool(config Config) *pool {
	return &pool{config: config, idle: map[string][]*child{}, needed: map[string]bool{}}
}

func (p *pool) ask(flags map[string]string, r request) (judge.Report, error) {
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(flags)) {
		pairs = append(pairs, name+"="+flags[name])
	}
	key := strings.Join(pairs, "\n")
	c, err := p.take(key, flags)
	if err != nil {
		return judge.Report{}, err
	}
	a, err := c.ask(r)
	if a == nil && err == nil {
		err = fmt.Errorf("no answer")
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if c.answers >= lifetime || c.broken {
		go c.stop()
	} else {
		p.idle[key] = append(p.idle[key], c)
	}
	if err != nil {
		return judge.Report{}, err
	}
	for _, d := range a.Defaults {
		p.needed[d] = true
	}
	return a.Report, nil
}

func (p *pool) take(key string, flags map[string]string) (*child, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if waiting := p.idle[key]; len(waiting) > 0 {
		p.idle[key] = waiting[:len(waiting)-1]
		return waiting[len(waiting)-1], nil
	}
	return start(flags, p.config)
}

func (p *pool) stop() {
	for _, key := range slices.Sorted(maps.Keys(p.idle)) {
		for _, c := range p.idle[key] {
			c.stop()
		}
	}
}

// remote is a judge whose work is done by children.
type remote struct {
	name    string
	pool    *pool
	effects bool
}

func (r *remote) Name() string { return r.name }

// inDepth says whether the n-th of so many clusters is one of those that are looked at closely: all of a few, three of many.
func inDepth(n, of int) bool {
	return of <= 6 || n == 0 || n == of/2 || n == of-1
}

// Judge asks for each cluster. What cannot be rendered is the rendering judge's to say; there is nothing for the others then.
func (r *remote) Judge(e *source.Example) (judge.Report, error) {
	var report judge.Report
	planes := 0
	var last map[string]string
	layout := world.Lay(e, nil)
	for n, c := range e.Clusters {
		own, err := layout.Flags(c.Name)
		if err == nil {
			planes += min(1, len(layout.Serving(c.Name)))
			if len(layout.Serving(c.Name)) > 0 || last == nil {
				last = own
			}
		}
		if err != nil {
			report.Findings = append(report.Findings, judge.Finding{
				Judge: Rendering, Code: "render", Level: judge.Error, Cluster: c.Name, Message: err.Error(),
			})
			continue
		}
		effects := r.effects && inDepth(n, len(e.Clusters))
		if r.effects && !effects {
			report.Notes = append(report.Notes, fmt.Sprintf("in %s: the effects of values are not asked for", c.Name))
		}
		one, err := r.pool.ask(own, request{Example: e, Cluster: c.Name, Judge: r.name, Effects: effects})
		if err != nil {
			return report, fmt.Errorf("%s, cluster %s, %s: %w", e.Name, c.Name, r.name, err)
		}
		report.Add(one)
	}
	if r.name == Analyzers && planes > 1 {
		one, err := r.pool.ask(last, request{Example: e, Judge: joint})
		if err != nil {
			return report, fmt.Errorf("%s, %s: %w", e.Name, joint, err)
		}
		report.Add(one)
	}
	report.Sort()
	return report, nil
}
