package mutate

import (
	"hash/fnv"
	"sort"
)

// rank puts a number to a text that looks drawn by lot and is the same for the same seed and text, whatever else there is. Picking
// by rank instead of drawing from a sequence keeps a pick when other sites come or go. The mixing is that of splitmix64.
func rank(seed uint64, parts ...string) uint64 {
	h := fnv.New64a()
	for _, part := range parts {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	x := h.Sum64() + (seed+1)*0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (s Site) rank(seed uint64) uint64 {
	return rank(seed, s.Example, s.Kind.Name, s.Cluster, s.Object, s.Path)
}

// queue is the order in which the sites of one example are picked: kinds take turns, so that a kind with many sites does not
// crowd out the others.
func queue(sites []Site, seed uint64) []Site {
	byKind := map[string][]Site{}
	for _, s := range sites {
		byKind[s.Kind.Name] = append(byKind[s.Kind.Name], s)
	}
	names := sortedKeys(byKind)
	sort.SliceStable(names, func(i, j int) bool {
		return rank(seed, sites[0].Example, names[i]) < rank(seed, sites[0].Example, names[j])
	})
	for _, of := range byKind {
		sort.SliceStable(of, func(i, j int) bool { return of[i].rank(seed) < of[j].rank(seed) })
	}
	var order []Site
	for round := 0; len(order) < len(sites); round++ {
		for _, name := range names {
			if round < len(byKind[name]) {
				order = append(order, byKind[name][round])
			}
		}
	}
	return order
}
