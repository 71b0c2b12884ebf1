package analyze

import (
	"strings"
	"testing"

	"istio.io/istio/pilot/pkg/config/file"
	"istio.io/istio/pkg/config/analysis/analyzers"
	"istio.io/istio/pkg/config/analysis/diag"
	"istio.io/istio/pkg/config/analysis/local"
	"istio.io/istio/pkg/config/schema/collection"
	"istio.io/istio/pkg/config/schema/collections"
)

func TestSkippedAnalyzersAreAnError(t *testing.T) {
	silence()
	few := collection.SchemasFor(collections.VirtualService)
	skipping := func() *local.IstiodAnalyzer {
		analyzer := local.NewIstiodAnalyzer(analyzers.AllCombined(), "", "istio-system", nil)
		analyzer.AddSource(file.NewKubeSource(few))
		return analyzer
	}
	_, err := run(skipping(), len(analyzers.All()), nil, func(*diag.Message) {})
	if err == nil || !strings.Contains(err.Error(), "were skipped: ") {
		t.Errorf("got %v, want an error that lists the analyzers", err)
	}
	all := local.NewIstiodAnalyzer(analyzers.AllMultiClusterCombined(), "", "istio-system", nil)
	all.AddSource(file.NewKubeSource(collection.SchemasFor(collections.Service)))
	if _, err := run(all, 2, nil, func(*diag.Message) {}); err == nil {
		t.Error("one analyzer ran, two were expected, and nobody minds")
	}
}
