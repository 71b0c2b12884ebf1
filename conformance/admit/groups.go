package admit

import (
	"k8s.io/apimachinery/pkg/runtime/schema"
	clientscheme "k8s.io/client-go/kubernetes/scheme"
)

// aggregated are groups that Kubernetes serves beside those that its client knows.
var aggregated = map[string]bool{"apiextensions.k8s.io": true, "apiregistration.k8s.io": true}

// IsCore says whether Kubernetes itself serves a group. Everything else is served by CRDs.
func IsCore(group string) bool {
	return aggregated[group] || clientscheme.Scheme.IsGroupRegistered(group)
}

// isCoreKind says whether Kubernetes itself has a kind, in that version.
func isCoreKind(gvk schema.GroupVersionKind) bool {
	return aggregated[gvk.Group] || clientscheme.Scheme.Recognizes(gvk)
}
