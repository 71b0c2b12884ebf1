package run

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
)

// cut is something that carries traffic between clusters, taken away.
type cut struct {
	cluster, object, what string
	// carries is whether answers must go with it; of the others it is enough that a judge objects.
	carries bool
	// from is the cluster whose Pods are reached by it.
	from    string
	example *source.Example
}

const (
	networkLabel = "topology.istio.io/network"
	globalLabel  = "istio.io/global"
	// cutsOfAKind are as many as are made of each kind in an example: the first and the last clusters of it.
	cutsOfAKind = 12
)

// cutsIn are all cuts that can be made in an example: each Secret for another cluster, each label of a network, each gateway between
// networks, each label that shares a Service.
func cutsIn(e *source.Example) []cut {
	layout := world.Lay(e, nil)
	if layout.Single() {
		return nil
	}
	byKind := map[string][]cut{}
	var kinds []string
	add := func(c *source.Cluster, o *source.Object, what string, carries bool, change func(*source.Example, *source.Cluster, *source.Object)) {
		copied := e.Clone()
		var in *source.Cluster
		for _, candidate := range copied.Clusters {
			if candidate.Name == c.Name {
				in = candidate
			}
		}
		change(copied, in, in.Find(o.Group(), o.GetKind(), o.GetNamespace(), o.GetName()))
		kind := what + " " + o.GetKind()
		if byKind[kind] == nil {
			kinds = append(kinds, kind)
		}
		from := c.Name
		if of := remoteOf(o); of != "" {
			from = of
		}
		byKind[kind] = append(byKind[kind], cut{c.Name, o.Ref(), what, carries && offers(e, from), from, copied})
	}
	remove := func(_ *source.Example, c *source.Cluster, o *source.Object) {
		c.Objects = slices.DeleteFunc(c.Objects, func(other *source.Object) bool { return other == o })
	}
	without := func(label string, at ...string) func(*source.Example, *source.Cluster, *source.Object) {
		return func(_ *source.Example, _ *source.Cluster, o *source.Object) {
			unstructured.RemoveNestedField(o.Object, append(at, label)...)
		}
	}
	for _, c := range e.Clusters {
		for _, o := range c.Objects {
			own := o.GetLabels()
			secret := own
			if o.GetKind() == "ExternalSecret" {
				secret, _, _ = unstructured.NestedStringMap(o.Object, "spec", "target", "template", "metadata", "labels")
			}
			if _, remote := secret["istio/multiCluster"]; remote && strings.HasSuffix(o.GetKind(), "Secret") {
				add(c, o, "the Secret goes", true, remove)
			}
			if own[networkLabel] != "" {
				if o.GetKind() == "Service" && !readElsewhere(layout, c.Name) {
					continue // it is for the istiods of other clusters
				}
				add(c, o, "its label of the network goes", o.GetKind() != "Namespace" && o.GetKind() != "Deployment", without(networkLabel, "metadata", "labels"))
			}
			if own[networkLabel] != "" && (o.GetKind() == "Service" || o.GetKind() == "Gateway") || passesOn(o) {
				add(c, o, "the gateway goes", true, remove)
			}
			if own[globalLabel] == "true" && o.GetKind() == "Service" {
				add(c, o, "it is shared no more", false, without(globalLabel, "metadata", "labels"))
			}
		}
	}
	var all []cut
	for _, kind := range kinds {
		list := byKind[kind]
		if len(list) > cutsOfAKind {
			list = append(slices.Clone(list[:cutsOfAKind/2]), list[len(list)-cutsOfAKind/2:]...)
		}
		all = append(all, list...)
	}
	return all
}

// readElsewhere says whether an istiod of another cluster reads a cluster.
func readElsewhere(l *world.Layout, name string) bool {
	return slices.ContainsFunc(l.Istiods(), func(i *world.Istiod) bool {
		return slices.ContainsFunc(i.Remotes, func(r *world.Remote) bool { return r.Cluster == name })
	})
}

func passesOn(o *source.Object) bool {
	servers, _, _ := unstructured.NestedSlice(o.Object, "spec", "servers")
	return o.Is("networking.istio.io", "Gateway") && slices.ContainsFunc(servers, func(s any) bool {
		server, _ := s.(map[string]any)
		mode, _, _ := unstructured.NestedString(server, "tls", "mode")
		return mode == "AUTO_PASSTHROUGH"
	})
}

// cuts makes every cut in every example of several clusters: endpoints that it carried must be gone from what clients are told.
func (r *run) cuts() error {
	for _, e := range r.examples {
		list := cutsIn(e)
		if len(list) == 0 {
			continue
		}
		x := &remote{name: XDS, pool: r.pool}
		before, err := x.Judge(e.Clone())
		if err != nil {
			return err
		}
		outcomes := make([]string, len(list))
		if err := each(len(list), func(n int) error {
			outcomes[n] = r.objectionTo(list[n], before)
			return nil
		}); err != nil {
			return err
		}
		failed := 0
		for n, objection := range outcomes {
			if objection != "" {
				failed++
				r.errors = append(r.errors, fmt.Errorf("%s: cut in %s: %s: %s: %s", e.Name, list[n].cluster, list[n].object, list[n].what, objection))
			}
		}
		r.say("%s: %d cuts, %d without effect", e.Name, len(list), failed)
	}
	return nil
}

func (r *run) objectionTo(c cut, before judge.Report) string {
	x := &remote{name: XDS, pool: r.pool}
	after, err := x.Judge(c.example)
	if err != nil {
		return "" // noticed, if not in the best of ways
	}
	gone := 0
	for _, answer := range before.Answers {
		if !slices.Contains(after.Answers, answer) {
			gone++
		}
	}
	if gone > 0 {
		return ""
	}
	if c.carries && clients(before, c) {
		return "every client is told the same as before"
	}
	known := map[string]bool{}
	for _, f := range before.Findings {
		known[f.String()] = true
	}
	rendering, err := (&remote{name: Rendering, pool: r.pool}).Judge(c.example)
	if err != nil {
		return ""
	}
	for _, f := range append(after.Findings, rendering.Findings...) {
		if !known[f.String()] && f.Level == judge.Error {
			return ""
		}
	}
	if c.carries || !offers(c.example, c.from) {
		return "" // nothing was carried
	}
	return "nobody notices"
}

// clients says whether anybody in the cluster that a Secret was taken from was told of the cluster that it led to.
func clients(before judge.Report, c cut) bool {
	return c.from == c.cluster || slices.ContainsFunc(before.Answers, func(a string) bool {
		return strings.Contains(a, " in "+c.cluster+": ") && !strings.Contains(a, passedOn) && !strings.Contains(a, ": istiod")
	})
}

// passedOn marks the answers that are about what a gateway passes on.
const passedOn = "(passed on)"

// remoteOf is the cluster that a Secret for istiod leads to; empty for other objects.
func remoteOf(o *source.Object) string {
	if of := o.GetAnnotations()["networking.istio.io/cluster"]; of != "" {
		return of
	}
	annotations, _, _ := unstructured.NestedStringMap(o.Object, "spec", "target", "template", "metadata", "annotations")
	return annotations["networking.istio.io/cluster"]
}

// offers says whether a cluster has Pods behind a Service, those of gateways between networks apart.
func offers(e *source.Example, name string) bool {
	for _, c := range e.Clusters {
		if c.Name != name {
			continue
		}
		for _, s := range c.Of("", "Service") {
			selector, _, _ := unstructured.NestedStringMap(s.Object, "spec", "selector")
			if len(selector) == 0 || selector["istio"] == "eastwestgateway" {
				continue
			}
			for _, o := range c.Objects {
				template, _, _ := unstructured.NestedStringMap(o.Object, "spec", "template", "metadata", "labels")
				if o.GetNamespace() == s.GetNamespace() && len(template) > 0 && labels.SelectorFromSet(selector).Matches(labels.Set(template)) {
					return true
				}
			}
		}
	}
	return false
}
