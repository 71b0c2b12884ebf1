package analyze

import (
	"fmt"
	"sort"
	"strings"

	"istio.io/istio/pilot/pkg/config/file"
	"istio.io/istio/pkg/cluster"
	"istio.io/istio/pkg/config/analysis/analyzers"
	"istio.io/istio/pkg/config/analysis/diag"
	"istio.io/istio/pkg/config/analysis/legacy/util/kuberesource"
	"istio.io/istio/pkg/config/analysis/local"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
)

// first is how the analyzers call the cluster that is added without a name.
const first = "default"

// Joint runs the analyzers for several clusters over the worlds of an example's clusters, one for each cluster. The others are
// not run here: they would find in one cluster what another lacks.
func Joint(worlds []*world.World) (judge.Report, error) {
	silence()
	report := judge.Report{}
	if len(worlds) < 2 {
		return report, fmt.Errorf("clusters are compared, and there are %d", len(worlds))
	}
	all := analyzers.AllMultiClusterCombined()
	schemas := kuberesource.ConvertInputsToSchemas(all.Metadata().Inputs)
	analyzer := local.NewIstiodAnalyzer(all, "", "istio-system", nil)
	names := map[string]string{}
	for i, w := range worlds {
		objects := file.NewKubeSource(schemas)
		for _, o := range w.Objects {
			if !read(schemas, o) {
				continue
			}
			text, err := document(o)
			if err != nil {
				return judge.Report{}, err
			}
			if err := objects.ApplyContent(source.Ref(o), string(text)); err != nil {
				return judge.Report{}, fmt.Errorf("cluster %s: %w", w.Cluster, err)
			}
			report.Judged++
		}
		if i == 0 {
			names[first] = w.Cluster
			analyzer.AddSource(objects)
			continue
		}
		names[w.Cluster] = w.Cluster
		analyzer.AddSourceForCluster(objects, cluster.ID(w.Cluster))
	}
	found, err := run(analyzer, len(analyzers.AllMultiCluster()), names, settled(names))
	if err != nil {
		return judge.Report{}, err
	}
	for i := range found {
		found[i].Cluster = ""
	}
	report.Findings = found
	report.Sort()
	return report, nil
}

// settled puts a message about several clusters into one wording: the analyzers list clusters and reasons in an order of chance,
// under the names that they know, and report the message for any one of the clusters.
func settled(names map[string]string) func(*diag.Message) {
	return func(m *diag.Message) {
		for i, p := range m.Parameters {
			switch parameter := p.(type) {
			case []string:
				var clusters []string
				for _, id := range parameter {
					clusters = append(clusters, names[id])
				}
				sort.Strings(clusters)
				m.Parameters[i] = clusters
			case string:
				reasons := strings.Split(parameter, "; ")
				sort.Strings(reasons)
				m.Parameters[i] = strings.Join(reasons, "; ")
			}
		}
	}
}
