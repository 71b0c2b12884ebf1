package run

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"cdk8s-ossm/conformance/world"
)

// notesOf are what no judge can call right or wrong, and a person looks over once: what the cluster has, or lacks, by the
// example's word alone, and how the Pods of each namespace take part in the mesh.
func notesOf(w *world.World) []string {
	var notes []string
	for _, m := range w.Missing {
		notes = append(notes, fmt.Sprintf("%s is not in the output; %s use it", m.Object, strings.Join(m.By, ", ")))
	}
	for _, u := range w.Unserved {
		notes = append(notes, u+" has no Pods in the output")
	}
	for _, a := range w.Assumed {
		notes = append(notes, fmt.Sprintf("%s exists by its name only; %s use it", a.Object, strings.Join(a.By, ", ")))
	}
	return append(append(notes, asking(w)...), takingPart(w)...)
}

// asking tells, for each namespace, how it asks to take part.
func asking(w *world.World) []string {
	var notes []string
	for _, o := range w.Objects {
		if o.GetKind() != "Namespace" {
			continue
		}
		words := []string{}
		for _, key := range []string{"istio-injection", "istio.io/rev", "istio.io/dataplane-mode", "istio.io/use-waypoint"} {
			if value, asked := o.GetLabels()[key]; asked {
				words = append(words, key+"="+value)
			}
		}
		if len(words) == 0 {
			words = append(words, "nothing")
		}
		notes = append(notes, fmt.Sprintf("Namespace %s asks for %s", o.GetName(), strings.Join(words, ", ")))
	}
	return notes
}

// takingPart tells, for each namespace with Pods, how many have a proxy of which revision, how many are ambient, and how many are
// neither.
func takingPart(w *world.World) []string {
	counts := map[string]map[string]int{}
	for _, p := range w.Pods {
		how := "outside the mesh"
		switch {
		case p.Revision != "":
			how = "with a proxy of " + p.Revision
		case p.Ambient:
			how = "ambient"
		}
		if counts[p.Namespace] == nil {
			counts[p.Namespace] = map[string]int{}
		}
		counts[p.Namespace][how]++
	}
	var notes []string
	for _, namespace := range slices.Sorted(maps.Keys(counts)) {
		var words []string
		for _, how := range slices.Sorted(maps.Keys(counts[namespace])) {
			words = append(words, fmt.Sprintf("%d %s", counts[namespace][how], how))
		}
		notes = append(notes, fmt.Sprintf("Pods of namespace %s: %s", namespace, strings.Join(words, ", ")))
	}
	return notes
}

// linksOf tells which istiods serve a cluster, and which others each of them knows.
func linksOf(l *world.Layout, cluster string) []string {
	if l.Single() {
		return nil
	}
	notes := l.NotesOf(cluster)
	for _, i := range l.Serving(cluster) {
		if i.Host != cluster {
			notes = append(notes, fmt.Sprintf("%s of cluster %s serves it", i.Owner, i.Host))
		}
	}
	for _, i := range l.Istiods() {
		if i.Host != cluster {
			continue
		}
		var known []string
		for _, r := range i.Remotes {
			known = append(known, r.ID)
		}
		words := "no other cluster"
		if len(known) > 0 {
			words = strings.Join(known, ", ")
		}
		notes = append(notes, fmt.Sprintf("%s knows %s", i.Owner, words))
	}
	return notes
}
