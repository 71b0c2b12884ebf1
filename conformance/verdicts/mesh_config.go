package verdicts

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/webhook"
)

const operatorGroup = "sailoperator.io"

// configured are the operator's kinds whose values make the mesh configuration of an istiod.
var configured = map[string]bool{"Istio": true, "IstioRevision": true}

// meshConfig judges `values.meshConfig` over Istio's defaults, and `values.global.meshNetworks` under the key that the chart gives them
// (manifests/charts/istio-control/istio-discovery/templates/configmap.yaml of istio.io/istio).
func meshConfig(u *unstructured.Unstructured) *Admission {
	answer := notAsked()
	if !configured[u.GetKind()] {
		return &answer
	}
	var reasons []string
	if config := valueAt(u, "meshConfig"); config != nil {
		answer.Judged = true
		text, err := yaml.Marshal(config)
		if err != nil {
			reasons = append(reasons, err.Error())
		}
		for _, f := range webhook.MeshConfig(string(text)) {
			if f.Level == judge.Error {
				reasons = append(reasons, f.Message)
			} else {
				answer.Warnings = append(answer.Warnings, f.Message)
			}
		}
	}
	if networks := valueAt(u, "global", "meshNetworks"); networks != nil {
		answer.Judged = true
		text, err := yaml.Marshal(map[string]any{"networks": networks})
		if err == nil {
			err = webhook.MeshNetworks(string(text))
		}
		if err != nil {
			reasons = append(reasons, err.Error())
		}
	}
	answer.Allowed, answer.Message = len(reasons) == 0, strings.Join(reasons, "\n")
	return &answer
}

// valueAt is a part of the operator's values, of any type.
func valueAt(u *unstructured.Unstructured, path ...string) any {
	value, _, _ := unstructured.NestedFieldNoCopy(u.Object, append([]string{"spec", "values"}, path...)...)
	return value
}
