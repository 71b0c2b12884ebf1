package world

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/kube"

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

// Serves is a control plane that serves a cluster.
type Serves struct {
	// Host is the cluster that it runs in.
	Host string
	*render.ControlPlane
	// Config is whether it reads its configuration in this cluster.
	Config bool
}

// Planes are the control planes that serve the cluster.
func (w *World) Planes() []Serves {
	var all []Serves
	for _, p := range w.planes {
		host := p.host
		if host == "" {
			host = w.Cluster
		}
		all = append(all, Serves{host, p.ControlPlane, p.config})
	}
	return all
}

// SeenBy is the world as a control plane of another cluster sees it, by its own discovery selectors.
func (w *World) SeenBy(cp *render.ControlPlane) (*World, error) {
	p, err := readPlane(cp)
	if err != nil {
		return nil, err
	}
	if len(p.mesh.GetDiscoverySelectors()) == 0 {
		return w, nil
	}
	var namespaces []*unstructured.Unstructured
	for _, o := range w.Objects {
		if o.GetKind() == "Namespace" {
			namespaces = append(namespaces, o)
		}
	}
	decoded, err := typed(namespaces)
	if err != nil {
		return nil, err
	}
	stop := make(chan struct{})
	defer close(stop)
	client := kube.NewFakeClient(decoded...)
	filter := discoveryFilter(client, p.mesh, stop)
	client.RunAndWait(stop)
	p.sees = func(namespace string) bool { return namespace == "" || filter.Filter(namespace) }
	seen := *w
	seen.whole = w.Whole()
	seen.Objects = view(w.Objects, p)
	seen.Pods = nil
	for _, pod := range w.Pods {
		if p.sees(pod.Namespace) {
			seen.Pods = append(seen.Pods, pod)
		}
	}
	return &seen, nil
}
