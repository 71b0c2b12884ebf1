package mutate

import (
	"os"
	"testing"

	"cdk8s-ossm/conformance/source"
)

// real reads the data file and the output of the examples; without output the test is skipped.
func real(t *testing.T) ([]*Kind, []*source.Example) {
	t.Helper()
	kinds, err := ReadFile("../mutations.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat("../../out/examples"); err != nil {
		t.Skip("there is no output of the examples: npm run examples")
	}
	targets, err := source.ReadTargets("../../examples/targets.json")
	if err != nil {
		t.Fatal(err)
	}
	examples, err := source.Load("../../out/examples", targets)
	if err != nil {
		t.Fatal(err)
	}
	return kinds, examples
}

func TestEachKindOfTheDataFileHasASite(t *testing.T) {
	kinds, examples := real(t)
	var sites []Site
	for _, e := range examples {
		sites = append(sites, Sites(kinds, e)...)
	}
	if unused := Unused(kinds, sites); len(unused) > 0 {
		t.Errorf("no example has a place for %v", unused)
	}
}

func TestEachSiteOfTheExamplesCanBeMutated(t *testing.T) {
	kinds, examples := real(t)
	for _, e := range examples {
		for _, s := range Sites(kinds, e) {
			if _, err := Apply(s, e); err != nil {
				t.Error(err)
			}
		}
	}
}
