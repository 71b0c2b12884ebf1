package mutate

import (
	"fmt"

	"cdk8s-ossm/conformance/source"
)

// Site is a place where a kind of fault can be planted.
type Site struct {
	Kind *Kind
	// Example is the example's name.
	Example string
	// Cluster is the cluster's name.
	Cluster string
	// Object as source.Ref names it.
	Object string
	// Path is the field, empty where the fault is about the whole object.
	Path string

	cluster, object int
	at              Place
}

// String names the site: kind, example, cluster, object, path.
func (s Site) String() string {
	text := fmt.Sprintf("%s in %s, %s: %s", s.Kind.Name, s.Example, s.Cluster, s.Object)
	if s.Path != "" {
		text += " at " + s.Path
	}
	return text
}

// identity tells sites apart even where two objects have the same reference, as the Gateways of two groups can.
type identity struct {
	kind, example   string
	cluster, object int
	path            string
}

func (s Site) identity() identity {
	return identity{s.Kind.Name, s.Example, s.cluster, s.object, s.Path}
}

// Sites lists all places of an example where the kinds apply: by kind, then in the order of the output.
func Sites(kinds []*Kind, example *source.Example) []Site {
	var sites []Site
	for _, k := range kinds {
		for ci, c := range example.Clusters {
			for oi, o := range c.Objects {
				if !k.takes(o, c) {
					continue
				}
				for _, at := range k.places(o) {
					sites = append(sites, Site{
						Kind: k, Example: example.Name, Cluster: c.Name, Object: o.Ref(), Path: at.String(),
						cluster: ci, object: oi, at: at,
					})
				}
			}
		}
	}
	return sites
}

// places are those of an object that the kind breaks, each once: patterns may overlap.
func (k *Kind) places(o *source.Object) []Place {
	if k.operator.object != nil {
		return []Place{nil}
	}
	var places []Place
	seen := map[string]bool{}
	for _, p := range k.patterns {
		for _, at := range p.find(o.Object) {
			if !seen[at.String()] {
				seen[at.String()] = true
				places = append(places, at)
			}
		}
	}
	return places
}

// Unused are the names of kinds that have no site: they prove nothing and belong out of the data file.
func Unused(kinds []*Kind, sites []Site) []string {
	used := map[string]bool{}
	for _, s := range sites {
		used[s.Kind.Name] = true
	}
	var names []string
	for _, k := range kinds {
		if !used[k.Name] {
			names = append(names, k.Name)
		}
	}
	return names
}

// Apply plants the fault in a copy of the example. A fault that changes nothing is an error.
func Apply(site Site, example *source.Example) (*source.Example, error) {
	if site.Example != example.Name || site.cluster >= len(example.Clusters) ||
		site.object >= len(example.Clusters[site.cluster].Objects) ||
		example.Clusters[site.cluster].Objects[site.object].Ref() != site.Object {
		return nil, fmt.Errorf("%s: not a site of this example", site)
	}
	mutant := example.Clone()
	c := mutant.Clusters[site.cluster]
	o := c.Objects[site.object]
	op := site.Kind.operator
	if op.object != nil {
		if op.object(o, site.Kind.parameters) {
			c.Objects = append(c.Objects[:site.object:site.object], c.Objects[site.object+1:]...)
			return mutant, nil
		}
	} else if err := op.field(o.Object, site.at, site.Kind.parameters); err != nil {
		return nil, fmt.Errorf("%s: %w", site, err)
	}
	if same(o, example.Clusters[site.cluster].Objects[site.object]) {
		return nil, fmt.Errorf("%s: the mutation changes nothing", site)
	}
	return mutant, nil
}
