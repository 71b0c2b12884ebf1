package xds

import (
	"fmt"
	"slices"

	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"cdk8s-ossm/conformance/world"
)

// closed says which NetworkPolicies keep traffic from a port of a gateway's Pod: where any selects the Pod, one must admit the port.
func (j *judging) closed(pod *world.Pod, bound uint32) string {
	var selecting []string
	for _, p := range j.facts.policies {
		selector, err := metav1.LabelSelectorAsSelector(&p.Spec.PodSelector)
		if p.Namespace != pod.Namespace || err != nil || !selector.Matches(labels.Set(pod.Labels)) || !ingress(p) {
			continue
		}
		if slices.ContainsFunc(p.Spec.Ingress, func(r networkingv1.NetworkPolicyIngressRule) bool { return admits(r, bound) }) {
			return ""
		}
		selecting = append(selecting, p.Name)
	}
	if len(selecting) == 0 {
		return ""
	}
	return fmt.Sprintf("%s listens on %d, which the NetworkPolicies %v close", ref(pod), bound, selecting)
}

func ingress(p *networkingv1.NetworkPolicy) bool {
	return len(p.Spec.PolicyTypes) == 0 || slices.Contains(p.Spec.PolicyTypes, networkingv1.PolicyTypeIngress)
}

// admits leaves aside from where: the rules of a gateway that narrow it are for scraping.
func admits(r networkingv1.NetworkPolicyIngressRule, bound uint32) bool {
	if len(r.Ports) == 0 {
		return true
	}
	for _, p := range r.Ports {
		if p.Port == nil {
			return true
		}
		first := uint32(p.Port.IntValue())
		last := first
		if p.EndPort != nil {
			last = uint32(*p.EndPort)
		}
		if first <= bound && bound <= last {
			return true
		}
	}
	return false
}
