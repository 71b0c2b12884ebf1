// Package samples shows what a control plane makes of workloads and gateways, whatever an example has of them. It tells whether a
// value has an effect that shows only in injected Pods or managed gateways.
package samples

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
)

//go:embed sample.yaml
var sample []byte

// Of makes, for every control plane of a rendering, a world with the samples in it, and gives what it holds of them: by name, as
// text.
func Of(target source.Target, stored world.Stored) func(*render.Rendering) (map[string]string, error) {
	return func(rendering *render.Rendering) (map[string]string, error) {
		made := map[string]string{}
		for _, cp := range rendering.ControlPlanes {
			if err := look(target, stored, rendering, cp, made); err != nil {
				return nil, fmt.Errorf("samples of revision %s: %w", cp.Revision, err)
			}
		}
		return made, nil
	}
}

func look(target source.Target, stored world.Stored, rendering *render.Rendering, cp *render.ControlPlane, made map[string]string) error {
	objects, err := source.Parse(sample, "sample.yaml")
	if err != nil {
		return err
	}
	labels, err := labelsFor(cp)
	if err != nil {
		return err
	}
	namespace := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": "samples"},
	}}
	namespace.SetLabels(labels)
	cluster := &source.Cluster{Name: "samples", Objects: append([]*source.Object{{Unstructured: namespace, File: "sample.yaml"}}, objects...)}
	if cp.Revision != "default" {
		for _, o := range cluster.Of("gateway.networking.k8s.io", "Gateway") {
			o.SetLabels(map[string]string{"istio.io/rev": cp.Revision})
		}
	}
	w, _, err := world.Build(&source.Example{Name: "samples", Target: target, Clusters: []*source.Cluster{cluster}}, cluster, rendering, stored)
	if err != nil {
		return err
	}
	for _, o := range w.Objects {
		if o.GetNamespace() != "samples" {
			continue
		}
		text, err := json.Marshal(o.Object)
		if err != nil {
			return err
		}
		made[cp.Revision+" "+source.Ref(o)] = string(text)
	}
	return nil
}
