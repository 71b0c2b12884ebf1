package analyze

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"istio.io/istio/pkg/config/analysis/analyzers"
	"istio.io/istio/pkg/config/analysis/diag"
	"istio.io/istio/pkg/config/analysis/legacy/util/kuberesource"
	"istio.io/istio/pkg/config/analysis/local"
	"istio.io/istio/pkg/config/resource"
	"istio.io/istio/pkg/config/schema/collection"
	schemaresource "istio.io/istio/pkg/config/schema/resource"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
)

// name of this judge in findings.
const name = "analyzers"

// One runs all analyzers over what one control plane sees of its cluster. Judged are the objects of kinds that analyzers read.
func One(view *world.World, cp *render.ControlPlane) (judge.Report, error) {
	report, err := one(view, cp)
	if err != nil {
		return judge.Report{}, fmt.Errorf("cluster %s, revision %s: %w", view.Cluster, cp.Revision, err)
	}
	return report, nil
}

func one(view *world.World, cp *render.ControlPlane) (judge.Report, error) {
	silence()
	all := analyzers.AllCombined()
	schemas := kuberesource.ConvertInputsToSchemas(all.Metadata().Inputs)
	// Without a namespace all messages are kept.
	analyzer := local.NewIstiodAnalyzer(all, "", resource.Namespace(cp.Namespace), nil)
	if err := configure(analyzer, cp); err != nil {
		return judge.Report{}, err
	}
	report := judge.Report{Findings: suppressions(view)}
	var sources []local.ReaderSource
	called, err := calledServices(view)
	if err != nil {
		return judge.Report{}, err
	}
	for _, o := range append(called, view.Objects...) {
		if !read(schemas, o) {
			continue
		}
		text, err := document(o)
		if err != nil {
			return judge.Report{}, err
		}
		sources = append(sources, local.ReaderSource{Name: source.Ref(o), Reader: bytes.NewReader(text)})
		report.Judged++
	}
	if err := analyzer.AddTestReaderKubeSource(sources); err != nil {
		return judge.Report{}, fmt.Errorf("objects that the analyzers cannot read: %w", err)
	}
	found, err := run(analyzer, len(analyzers.All()), map[string]string{first: view.Cluster}, func(*diag.Message) {})
	if err != nil {
		return judge.Report{}, err
	}
	report.Findings = append(report.Findings, found...)
	report.Sort()
	return report, nil
}

// configure gives the analyzers the mesh config and networks of the control plane. They take them from files only.
func configure(analyzer *local.IstiodAnalyzer, cp *render.ControlPlane) error {
	folder, err := os.MkdirTemp("", "analyze")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	for _, part := range []struct {
		file string
		text func() (string, error)
		use  func(string) error
	}{
		{"mesh.yaml", cp.MeshConfigYAML, analyzer.AddFileKubeMeshConfig},
		{"networks.yaml", cp.MeshNetworksYAML, analyzer.AddFileKubeMeshNetworks},
	} {
		text, err := part.text()
		if err != nil {
			return err
		}
		file := filepath.Join(folder, part.file)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return err
		}
		if err := part.use(file); err != nil {
			return fmt.Errorf("%s of %s: %w", part.file, cp.Owner, err)
		}
	}
	return nil
}

// run gives the messages as findings. An analyzer that was skipped is an error: it would be silent about every fault. Names are
// the clusters' names by the ids that the analyzers know; settle may reword a message.
func run(analyzer *local.IstiodAnalyzer, expected int, names map[string]string, settle func(*diag.Message)) ([]judge.Finding, error) {
	stop := make(chan struct{})
	defer close(stop)
	result, err := analyzer.Analyze(stop)
	if err != nil {
		return nil, err
	}
	if len(result.SkippedAnalyzers) > 0 {
		return nil, fmt.Errorf("analyzers were skipped: %s", strings.Join(result.SkippedAnalyzers, ", "))
	}
	if len(result.ExecutedAnalyzers) != expected {
		return nil, fmt.Errorf("%d analyzers ran, of %d", len(result.ExecutedAnalyzers), expected)
	}
	var found []judge.Finding
	for i := range result.Messages {
		m := &result.Messages[i]
		settle(m)
		f := judge.Finding{
			Judge: name, Code: m.Type.Code(), Level: judge.Level(m.Type.Level().String()),
			Message: fmt.Sprintf(m.Type.Template(), m.Parameters...),
		}
		if judge.IsOfEveryEnvoyFilter(f.Message) {
			continue // the webhook's judge notes it
		}
		if m.Resource != nil {
			f.Object = m.Resource.Origin.FriendlyName()
			f.Cluster = names[string(m.Resource.Origin.ClusterName())]
		}
		found = append(found, f)
	}
	return found, nil
}

// suppressions reports objects that tell the analyzers to be silent about them.
func suppressions(view *world.World) []judge.Finding {
	var found []judge.Finding
	for _, o := range view.Objects {
		if codes, set := o.GetAnnotations()[suppress]; set {
			found = append(found, judge.Finding{
				Judge: name, Code: "suppression", Level: judge.Error, Cluster: view.Cluster, Object: source.Ref(o),
				Message: fmt.Sprintf("the annotation %s silences %q", suppress, codes),
			})
		}
	}
	return found
}

// calledServices are the Services that webhooks of the cluster call and that are in namespaces hidden from the control plane. It
// sees the webhooks, which have no namespace, and the API server finds the Services wherever they are.
func calledServices(view *world.World) ([]*unstructured.Unstructured, error) {
	var called []*unstructured.Unstructured
	known := map[string]bool{}
	for _, o := range view.Objects {
		if o.GetKind() != "MutatingWebhookConfiguration" {
			continue
		}
		webhooks, _, err := unstructured.NestedSlice(o.Object, "webhooks")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
		}
		for _, w := range webhooks {
			webhook, _ := w.(map[string]any)
			namespace, _, _ := unstructured.NestedString(webhook, "clientConfig", "service", "namespace")
			name, _, _ := unstructured.NestedString(webhook, "clientConfig", "service", "name")
			service := view.Whole().Find("", "Service", namespace, name)
			id := namespace + "/" + name
			if service == nil || known[id] || view.Find("", "Service", namespace, name) != nil {
				continue
			}
			known[id] = true
			called = append(called, service)
		}
	}
	return called, nil
}

func read(schemas collection.Schemas, o *unstructured.Unstructured) bool {
	gvk := o.GroupVersionKind()
	_, known := schemas.FindByGroupVersionAliasesKind(schemaresource.FromKubernetesGVK(&gvk))
	return known
}

// document is an object as text. An empty spec is left out: the reader cannot take a null.
func document(o *unstructured.Unstructured) ([]byte, error) {
	fields := o.Object
	if spec, given := fields["spec"]; given && spec == nil {
		fields = o.DeepCopy().Object
		delete(fields, "spec")
	}
	text, err := yaml.Marshal(fields)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
	}
	return text, nil
}
