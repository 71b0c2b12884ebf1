package samples

import (
	"fmt"

	"istio.io/istio/pkg/config/mesh"

	"cdk8s-ossm/conformance/render"
)

// labelsFor are labels of a namespace that a control plane sees and injects: the first of its discovery selectors, and its
// revision.
func labelsFor(cp *render.ControlPlane) (map[string]string, error) {
	text, err := cp.MeshConfigYAML()
	if err != nil {
		return nil, err
	}
	config, err := mesh.ApplyMeshConfigDefaults(text)
	if err != nil {
		return nil, err
	}
	labels := map[string]string{"istio.io/rev": cp.Revision}
	if cp.Revision == "default" {
		labels = map[string]string{"istio-injection": "enabled"}
	}
	for i, selector := range config.GetDiscoverySelectors() {
		if i > 0 {
			break
		}
		for key, value := range selector.GetMatchLabels() {
			labels[key] = value
		}
		for _, e := range selector.GetMatchExpressions() {
			switch {
			case e.GetOperator() == "In" && len(e.GetValues()) > 0:
				labels[e.GetKey()] = e.GetValues()[0]
			case e.GetOperator() == "Exists":
				labels[e.GetKey()] = "true"
			case e.GetOperator() == "NotIn" || e.GetOperator() == "DoesNotExist":
			default:
				return nil, fmt.Errorf("a discovery selector with operator %s", e.GetOperator())
			}
		}
	}
	return labels, nil
}
