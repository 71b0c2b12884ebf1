// Package webhook judges objects of istio.io with the validation handler that istiod serves, over the same messages that an
// API server would exchange with it, and mesh configs with istiod's own validation.
package webhook

import (
	"fmt"
	"net/http"

	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/webhooks/validation/server"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

const name = "webhook"

// domain is the cluster domain that short host names are completed with.
const domain = "cluster.local"

// groups are those that Istio's ValidatingWebhookConfiguration sends to istiod
// (manifests/charts/istio-control/istio-discovery/templates/validatingwebhookconfiguration.yaml of istio.io/istio).
var groups = map[string]bool{
	"security.istio.io": true, "networking.istio.io": true, "telemetry.istio.io": true, "extensions.istio.io": true,
}

// Asked says whether the webhook is called for objects of a group.
func Asked(group string) bool {
	return groups[group]
}

// Handler is Istio's validation handler.
type Handler struct {
	mux *http.ServeMux
}

// New is the judge. It counts the objects that the webhook would be called for.
func New() (judge.Judge, error) {
	w, err := NewHandler()
	if err != nil {
		return nil, err
	}
	return w, nil
}

// NewHandler is the handler with the schemas that istiod serves it with.
func NewHandler() (*Handler, error) {
	if err := quiet(); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	if _, err := server.New(server.Options{Schemas: collections.PilotGatewayAPI(), DomainSuffix: domain, Mux: mux}); err != nil {
		return nil, fmt.Errorf("Istio's validation handler: %w", err)
	}
	return &Handler{mux: mux}, nil
}

// Name is `webhook`.
func (*Handler) Name() string {
	return name
}

// Judge sends every object that is the webhook's to it.
func (w *Handler) Judge(example *source.Example) (judge.Report, error) {
	var report judge.Report
	for _, cluster := range example.Clusters {
		for _, object := range cluster.Objects {
			if !Asked(object.Group()) {
				continue
			}
			verdict, err := w.Review(object.Unstructured)
			if err != nil {
				return judge.Report{}, fmt.Errorf("%s: %w", object.Ref(), err)
			}
			report.Judged++
			for _, f := range verdict.findings() {
				if judge.IsOfEveryEnvoyFilter(f.Message) {
					report.Notes = append(report.Notes, "Istio warns of every EnvoyFilter, whatever is in it: "+object.Ref())
					continue
				}
				f.Cluster, f.Object = cluster.Name, object.Ref()
				report.Findings = append(report.Findings, f)
			}
		}
	}
	report.Sort()
	return report, nil
}
