// Package run asks all judges about all examples, plants faults to see that the judges notice, and says what came out.
//
// The judges that need a simulated cluster run in processes of their own (child.go): Istio reads its feature flags from the
// environment when a process starts, and they must be those of the istiod that the output describes.
package run

import (
	"fmt"
	"path/filepath"
	"slices"

	"cdk8s-ossm/conformance/mutate"
)

// The judges, from the cheapest to the dearest.
const (
	Schema    = "schema"
	Core      = "core"
	Webhook   = "webhook"
	Rendering = "rendering"
	Analyzers = "analyzers"
	XDS       = "xds"
	// joint is that part of the analyzers which compares clusters.
	joint = "joint"
)

// Config says where things are.
type Config struct {
	// Output is the folder with the examples' output, Programs the one with their programs.
	Output   string `json:"output"`
	Programs string `json:"programs"`
	Targets  string `json:"targets"`
	// CRDs is the folder with the CRDs of all releases; empty where they are not at hand. Sources says what stands where in it.
	CRDs    string `json:"crds"`
	Sources string `json:"sources"`
	// The data files.
	Accepted    string `json:"accepted"`
	Defaults    string `json:"defaults"`
	Mutations   string `json:"mutations"`
	Survivors   string `json:"survivors"`
	Differences string `json:"differences"`
	Results     string `json:"results"`
}

// In is the configuration of a checkout. crds is the folder with the CRDs, or empty.
func In(root, crds string) Config {
	at := func(path ...string) string { return filepath.Join(append([]string{root}, path...)...) }
	return Config{
		Output: at("out", "examples"), Programs: at("examples"), Targets: at("examples", "targets.json"),
		CRDs: crds, Sources: at("imports", "sources.json"),
		Accepted: at("conformance", "accepted.json"), Defaults: at("conformance", "defaults.json"),
		Mutations: at("conformance", "mutations.json"), Survivors: at("conformance", "survivors.json"),
		Differences: at("conformance", "differences.json"),
		Results:     at("conformance", "RESULTS.md"),
	}
}

func init() {
	if !slices.Equal(mutate.Judges, []string{Schema, Core, Webhook, Rendering, Analyzers, XDS}) {
		panic(fmt.Sprintf("package mutate knows other judges: %v", mutate.Judges))
	}
}
