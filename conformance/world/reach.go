package world

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/resource"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// checkReach reports configuration that no control plane reads, and proxies whose control plane does not see where they are. Istio
// passes over both in silence.
func (b *builder) checkReach() error {
	if len(b.planes) == 0 {
		return nil
	}
	for _, o := range b.cluster.Objects {
		gvk := o.GroupVersionKind()
		stored := b.store.get(gvk.Group, gvk.Kind, o.GetNamespace(), o.GetName())
		if stored == nil || !isConfiguration(stored) || b.readBySome(stored) {
			continue
		}
		b.find("unread", judge.Error, source.Ref(stored), "no control plane of the cluster reads it: "+b.whyUnread(stored))
	}
	for _, pod := range b.pods {
		var blind []string
		for _, p := range b.planes {
			if (pod.Revision == p.Revision || pod.Ambient) && !p.sees(pod.Namespace) {
				blind = append(blind, p.Revision)
			}
		}
		// For ztunnel one control plane that sees the pod is enough.
		if pod.Ambient && len(blind) < len(b.planes) {
			blind = nil
		}
		if len(blind) > 0 {
			b.once("undiscovered", judge.Error, pod.Workload,
				fmt.Sprintf("its proxies belong to %s, whose discovery selectors leave out namespace %s", strings.Join(blind, " or "), pod.Namespace))
		}
	}
	return nil
}

// configured says whether a control plane reads its configuration in this cluster.
func (b *builder) configured() bool {
	return slices.ContainsFunc(b.planes, func(p *plane) bool { return p.config })
}

// isConfiguration says whether a control plane is to read the object.
func isConfiguration(o *unstructured.Unstructured) bool {
	gvk := o.GroupVersionKind()
	if gvk.Group == gatewayAPI && gvk.Kind == "Gateway" {
		// deployGateways says what there is to say.
		return false
	}
	_, known := collections.PilotGatewayAPI().FindByGroupVersionAliasesKind(resource.FromKubernetesGVK(&gvk))
	return known && configured(gvk.Group)
}

func (b *builder) readBySome(o *unstructured.Unstructured) bool {
	for _, p := range b.planes {
		if p.config && len(view([]*unstructured.Unstructured{o}, p)) > 0 {
			return true
		}
	}
	return false
}

func (b *builder) whyUnread(o *unstructured.Unstructured) string {
	if !b.configured() {
		return "the istiod that serves this cluster reads its configuration in another"
	}
	for _, p := range b.planes {
		if p.sees(o.GetNamespace()) {
			return fmt.Sprintf("its label istio.io/rev is %q, and Istio compares that with names of revisions, not of tags", o.GetLabels()["istio.io/rev"])
		}
	}
	return "their discovery selectors leave out its namespace"
}
