package world

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"istio.io/istio/pkg/config"

	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
)

// For is the world as one control plane sees it: cluster-scoped objects, those in namespaces that its discovery selectors leave,
// and of Istio's and the Gateway API's kinds those of its revision. It is nil for a control plane that the world was
// not built with.
func (w *World) For(cp *render.ControlPlane) *World {
	for _, p := range w.planes {
		if p.ControlPlane != cp && p.Revision != cp.Revision {
			continue
		}
		seen := *w
		seen.whole = w.Whole()
		seen.Objects = view(w.Objects, p)
		seen.Pods = nil
		for _, pod := range w.Pods {
			if p.sees(pod.Namespace) {
				seen.Pods = append(seen.Pods, pod)
			}
		}
		return &seen
	}
	return nil
}

func view(objects []*unstructured.Unstructured, p *plane) []*unstructured.Unstructured {
	var seen []*unstructured.Unstructured
	for _, o := range objects {
		ns := o.GetNamespace()
		gvk := o.GroupVersionKind()
		if gvk.Group == "" && gvk.Kind == "Namespace" {
			ns = o.GetName()
		}
		if !p.sees(ns) {
			continue
		}
		if gvk.Group == gatewayAPI && gvk.Kind == "Gateway" {
			if claimed, known := p.claims[source.Ref(o)]; known && !claimed {
				continue
			}
		} else if configured(gvk.Group) && !config.LabelsInRevision(o.GetLabels(), p.revision) {
			continue
		}
		seen = append(seen, o)
	}
	return seen
}

// configured says whether a control plane takes objects of the group as its configuration, by revision.
func configured(group string) bool {
	return strings.HasSuffix(group, ".istio.io") || strings.HasPrefix(group, "gateway.networking.")
}
