// Package render makes what the operator would install for the Istio, IstioRevisionTag, IstioCNI and ZTunnel resources of a
// cluster: Istio's own charts, rendered by Istio's own use of Helm.
//
// The operator's code cannot be had as a module. What it does before Helm is therefore done here, and kept as small as that
// is: its profile files (they name a profile of the charts and a platform), the order of merging, and the values that it
// overwrites. The charts are those of the Istio version in go.mod, told by `compatibilityVersion` to behave as the version
// that the resource asks for.
package render

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// Rendering is what the operator installs in one cluster.
type Rendering struct {
	ControlPlanes []*ControlPlane
	Tags          []*Tag
	// CNI and ZTunnel are nil where the cluster has none.
	CNI, ZTunnel *Release
}

// Release is one Helm release.
type Release struct {
	// Owner is the resource that the operator installs it for: `IstioCNI default`.
	Owner     string
	Namespace string
	// Values are those that Helm is given.
	Values  map[string]any
	Objects []*unstructured.Unstructured
}

// Tag is a name for a revision.
type Tag struct {
	Name, Revision, Namespace string
	Objects                   []*unstructured.Unstructured
}

// Objects are all that is installed.
func (r *Rendering) Objects() []*unstructured.Unstructured {
	var all []*unstructured.Unstructured
	for _, cp := range r.ControlPlanes {
		all = append(all, cp.Objects...)
	}
	for _, t := range r.Tags {
		all = append(all, t.Objects...)
	}
	for _, release := range []*Release{r.CNI, r.ZTunnel} {
		if release != nil {
			all = append(all, release.Objects...)
		}
	}
	return all
}

// ControlPlane finds a revision by its name; nil where there is none.
func (r *Rendering) ControlPlane(revision string) *ControlPlane {
	for _, cp := range r.ControlPlanes {
		if cp.Revision == revision {
			return cp
		}
	}
	return nil
}

// Resolve finds the control plane that a revision or tag stands for; nil where there is none.
func (r *Rendering) Resolve(name string) *ControlPlane {
	for _, t := range r.Tags {
		if t.Name == name {
			return r.ControlPlane(t.Revision)
		}
	}
	return r.ControlPlane(name)
}
