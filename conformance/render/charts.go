package render

import (
	"fmt"

	"istio.io/istio/operator/pkg/helm"
	operatorvalues "istio.io/istio/operator/pkg/values"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// The charts of istio.io/istio/manifests/charts.
const (
	istiodChart  = "istio-control/istio-discovery"
	baseChart    = "base"
	cniChart     = "istio-cni"
	ztunnelChart = "ztunnel"
)

// chart renders a chart as Helm does, without the CRDs that the base chart carries.
func chart(name, release, namespace string, v values) ([]*unstructured.Unstructured, error) {
	spec := operatorvalues.Map{"spec": map[string]any{"values": deepCopy(v)}}
	manifests, _, err := helm.Render(release, namespace, name, spec, nil)
	if err != nil {
		return nil, fmt.Errorf("chart %s, release %s: %w", name, release, err)
	}
	var objects []*unstructured.Unstructured
	for _, m := range manifests {
		if m.GetKind() == "CustomResourceDefinition" || m.Unstructured == nil || len(m.Object) == 0 {
			continue
		}
		objects = append(objects, m.Unstructured)
	}
	return objects, nil
}
