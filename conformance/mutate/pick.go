package mutate

import "sort"

// Pick takes n sites, spread evenly over examples and within them over kinds, and such that no kind goes without as long as
// another can spare a place. The same seed gives the same picks. What is picked of an example depends on its own sites; another
// example can only take away from its share, or need the place of a kind that is picked elsewhere.
func Pick(sites []Site, n int, seed uint64) []Site {
	queues, names := queues(sites, seed)
	shares := share(queues, names, n, seed)
	return cover(sites, queues, names, shares, seed)
}

// PickEach takes n sites of each example, or all where it has fewer.
func PickEach(sites []Site, n int, seed uint64) []Site {
	queues, names := queues(sites, seed)
	shares := map[string]int{}
	for _, name := range names {
		shares[name] = min(n, len(queues[name]))
	}
	return cover(sites, queues, names, shares, seed)
}

// PickFull takes each sites of each example, and besides all that Pick takes of n: whoever gives reasons for what survives a small
// run must find the same mutants in the full one.
func PickFull(sites []Site, each, n int, seed uint64) []Site {
	taken := map[identity]bool{}
	for _, s := range append(PickEach(sites, each, seed), Pick(sites, n, seed)...) {
		taken[s.identity()] = true
	}
	return inOrder(sites, taken)
}

// queues are the sites of each example in the order of picking, and the examples in the order of the sites.
func queues(sites []Site, seed uint64) (map[string][]Site, []string) {
	byExample := map[string][]Site{}
	var names []string
	for _, s := range sites {
		if byExample[s.Example] == nil {
			names = append(names, s.Example)
		}
		byExample[s.Example] = append(byExample[s.Example], s)
	}
	for name, of := range byExample {
		byExample[name] = queue(of, seed)
	}
	return byExample, names
}

// share says how many sites of each example are picked: the same number of each, as far as they have so many; what is left over
// goes one each to some of the examples.
func share(queues map[string][]Site, names []string, n int, seed uint64) map[string]int {
	shares := map[string]int{}
	order := append([]string{}, names...)
	sort.SliceStable(order, func(i, j int) bool { return rank(seed, order[i]) < rank(seed, order[j]) })
	for left := n; left > 0; {
		given := false
		for _, name := range order {
			if left > 0 && shares[name] < len(queues[name]) {
				shares[name]++
				left--
				given = true
			}
		}
		if !given {
			break
		}
	}
	return shares
}

// cover takes the shares from the queues, then gives a kind that got no place the last one, in one of its examples, of a kind that
// has more than one. The picks are in the order of the sites.
func cover(sites []Site, queues map[string][]Site, names []string, shares map[string]int, seed uint64) []Site {
	picked := map[string][]Site{}
	count := map[string]int{}
	for _, name := range names {
		picked[name] = append([]Site{}, queues[name][:shares[name]]...)
		for _, s := range picked[name] {
			count[s.Kind.Name]++
		}
	}
	without := map[string][]Site{}
	for _, s := range sites {
		if count[s.Kind.Name] == 0 {
			without[s.Kind.Name] = append(without[s.Kind.Name], s)
		}
	}
	for _, kind := range sortedKeys(without) {
		candidates := without[kind]
		sort.SliceStable(candidates, func(i, j int) bool { return candidates[i].rank(seed) < candidates[j].rank(seed) })
		for _, s := range candidates {
			if spare := spared(picked[s.Example], count); spare >= 0 {
				count[picked[s.Example][spare].Kind.Name]--
				picked[s.Example][spare] = s
				count[kind]++
				break
			}
		}
	}
	taken := map[identity]bool{}
	for _, of := range picked {
		for _, s := range of {
			taken[s.identity()] = true
		}
	}
	return inOrder(sites, taken)
}

// inOrder are the taken ones of the sites.
func inOrder(sites []Site, taken map[identity]bool) []Site {
	var all []Site
	for _, s := range sites {
		if taken[s.identity()] {
			all = append(all, s)
		}
	}
	return all
}

// spared is the last pick of a kind that has another; -1 where there is none.
func spared(picks []Site, count map[string]int) int {
	for i := len(picks) - 1; i >= 0; i-- {
		if count[picks[i].Kind.Name] > 1 {
			return i
		}
	}
	return -1
}
