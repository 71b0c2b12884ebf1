package mutate

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// grid makes sites: so many objects for each kind in each example.
func grid(examples, kinds string, objects int) []Site {
	var sites []Site
	for _, e := range strings.Fields(examples) {
		for _, k := range strings.Fields(kinds) {
			for o := range objects {
				sites = append(sites, Site{Kind: &Kind{Name: k}, Example: e, Cluster: "c", Object: fmt.Sprintf("Service shop/web-%d", o), object: o})
			}
		}
	}
	return sites
}

func count(sites []Site, of func(Site) string) map[string]int {
	n := map[string]int{}
	for _, s := range sites {
		n[of(s)]++
	}
	return n
}

func byExample(s Site) string { return s.Example }
func byKind(s Site) string    { return s.Kind.Name }

func TestPicksAreSpreadOverExamplesAndKinds(t *testing.T) {
	picks := Pick(append(grid("a b c", "k l m n", 5), grid("tiny", "k", 1)...), 25, 7)
	if want := map[string]int{"a": 8, "b": 8, "c": 8, "tiny": 1}; !reflect.DeepEqual(count(picks, byExample), want) {
		t.Errorf("got %v", count(picks, byExample))
	}
	for kind, n := range count(picks, byKind) {
		if n < 6 || n > 7 {
			t.Errorf("kind %s is picked %d times", kind, n)
		}
	}
}

func TestTheSameSeedPicksTheSame(t *testing.T) {
	sites := grid("a b c", "k l m n", 5)
	if !reflect.DeepEqual(Pick(sites, 11, 7), Pick(sites, 11, 7)) {
		t.Error("two picks differ")
	}
	if reflect.DeepEqual(Pick(sites, 11, 7), Pick(sites, 11, 8)) {
		t.Error("another seed picks the same")
	}
}

func TestPicksAreInTheOrderOfTheSitesAndOnce(t *testing.T) {
	sites := grid("a b", "k l", 3)
	for _, n := range []int{0, 1, 7, 12, 99} {
		picks := Pick(sites, n, 7)
		if want := min(n, len(sites)); len(picks) != want {
			t.Errorf("%d picks instead of %d", len(picks), want)
		}
		next := 0
		for _, p := range picks {
			for next < len(sites) && sites[next].identity() != p.identity() {
				next++
			}
			if next == len(sites) {
				t.Fatalf("%s is out of order, or there twice", p)
			}
			next++
		}
	}
}

func TestAnotherExampleChangesFewPicks(t *testing.T) {
	const all = "a b c d e f g h i j"
	before := Pick(grid(all, "k l m n o p", 9), 200, 7)
	after := Pick(grid(all+" new", "k l m n o p", 9), 200, 7)
	kept := 0
	for _, p := range before {
		for _, q := range after {
			if p.identity() == q.identity() {
				kept++
			}
		}
	}
	if fresh := count(after, byExample)["new"]; fresh < 18 || fresh > 19 || kept != 200-fresh {
		t.Errorf("%d picks for the new example, %d of 200 kept", fresh, kept)
	}
}

func TestAnotherKindChangesFewPicks(t *testing.T) {
	before := PickEach(grid("a", "k l m n o p", 9), 20, 7)
	after := PickEach(grid("a", "k l m n o p new", 9), 20, 7)
	fresh := count(after, byKind)["new"]
	kept := 0
	for _, p := range before {
		for _, q := range after {
			if p.identity() == q.identity() {
				kept++
			}
		}
	}
	if kept < 20-fresh {
		t.Errorf("%d of 20 kept, with %d of the new kind", kept, fresh)
	}
}

func TestARareKindIsPicked(t *testing.T) {
	for seed := range uint64(20) {
		sites := append(grid("a b c d e", "k l m n o p", 4), grid("c", "rare", 1)...)
		picks := Pick(sites, 10, seed)
		if len(picks) != 10 || len(count(picks, byKind)) != 7 {
			t.Fatalf("seed %d: %v", seed, count(picks, byKind))
		}
	}
}

func TestThereMayBeMoreKindsThanPlaces(t *testing.T) {
	if picks := Pick(grid("a", "k l m n o p", 4), 3, 7); len(picks) != 3 || len(count(picks, byKind)) != 3 {
		t.Errorf("got %v", count(picks, byKind))
	}
}

func TestPickEachTakesTheSameOfEach(t *testing.T) {
	picks := PickEach(append(grid("a b", "k l m n", 9), grid("tiny", "k", 3)...), 20, 7)
	if want := map[string]int{"a": 20, "b": 20, "tiny": 3}; !reflect.DeepEqual(count(picks, byExample), want) {
		t.Errorf("got %v", count(picks, byExample))
	}
}

func TestUnusedKindsAreNamed(t *testing.T) {
	kinds := []*Kind{{Name: "k"}, {Name: "none"}, {Name: "l"}}
	if got := Unused(kinds, grid("a", "k l", 1)); !reflect.DeepEqual(got, []string{"none"}) {
		t.Errorf("got %v", got)
	}
}

func TestTheFullPickHasAllOfTheSmallOne(t *testing.T) {
	for seed := range uint64(20) {
		sites := append(grid("a b c d e", "k l m n o p", 4), grid("b c d", "rare", 1)...)
		full := map[identity]bool{}
		for _, s := range PickFull(sites, 4, 12, seed) {
			full[s.identity()] = true
		}
		for _, s := range Pick(sites, 12, seed) {
			if !full[s.identity()] {
				t.Errorf("seed %d: %s is not in the full pick", seed, s)
			}
		}
		if len(full) < 20 || len(full) > 23 {
			t.Errorf("seed %d: %d sites", seed, len(full))
		}
	}
}
