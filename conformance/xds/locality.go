package xds

import (
	"fmt"

	endpointv3 "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"
	networking "istio.io/api/networking/v1alpha3"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/test/xdstest"
	"istio.io/istio/pkg/config/schema/gvk"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"cdk8s-ossm/conformance/world"
)

type schemaResource = schema.GroupVersionResource

const (
	regionLabel = "topology.kubernetes.io/region"
	zoneLabel   = "topology.kubernetes.io/zone"
)

// localities: where a DestinationRule turns on failover, a client must be sent to its own region first, and to the others in the
// order that is declared.
func (j *judging) localities(pod *world.Pod, proxy *model.Proxy) {
	if j.home == nil {
		return
	}
	var all map[string][]*endpointv3.LocalityLbEndpoints
	for _, c := range j.ds.Env().List(gvk.DestinationRule, "") {
		rule := c.Spec.(*networking.DestinationRule)
		policy := rule.GetTrafficPolicy()
		setting := policy.GetLoadBalancer().GetLocalityLbSetting()
		if policy.GetOutlierDetection() == nil || setting == nil || setting.GetEnabled() != nil && !setting.GetEnabled().GetValue() || len(setting.GetDistribute()) > 0 {
			continue
		}
		h := hostIn(rule.GetHost(), c.Namespace)
		service := j.service(h)
		if service == nil || !j.visible(pod, service) {
			continue
		}
		if all == nil {
			all = xdstest.ExtractLocalityLbEndpoints(j.ds.Endpoints(proxy))
		}
		for i := range service.Spec.Ports {
			cluster := fmt.Sprintf("outbound|%d||%s", service.Spec.Ports[i].Port, h)
			if all[cluster] == nil {
				continue
			}
			j.ask("failover", "DestinationRule "+c.Namespace+"/"+c.Name, j.inOrder(pod, cluster, setting, all[cluster]))
		}
	}
}

// inOrder says what is wrong with the priorities of a cluster's endpoints.
func (j *judging) inOrder(pod *world.Pod, cluster string, setting *networking.LocalityLoadBalancerSetting, groups []*endpointv3.LocalityLbEndpoints) string {
	own := j.facts.nodes[pod.Spec.NodeName].Labels[regionLabel]
	first, last := map[string]uint32{}, map[string]uint32{}
	for _, g := range groups {
		if len(g.GetLbEndpoints()) == 0 {
			continue
		}
		region := g.GetLocality().GetRegion()
		if at, seen := first[region]; !seen || g.GetPriority() < at {
			first[region] = g.GetPriority()
		}
		last[region] = max(last[region], g.GetPriority())
	}
	here, have := first[own]
	if !have {
		return ""
	}
	if here != 0 {
		return fmt.Sprintf("for %s, the endpoints of %s in its own region %s have priority %d, not the first", ref(pod), cluster, own, here)
	}
	bound := last[own]
	if len(setting.GetFailoverPriority()) > 0 {
		bound = here
	}
	for region, at := range first {
		if region != own && at <= bound {
			return fmt.Sprintf("for %s, the endpoints of %s in the region %s have priority %d, like those in its own region %s", ref(pod), cluster, region, at, own)
		}
	}
	for _, f := range setting.GetFailover() {
		at, there := first[f.GetTo()]
		if f.GetFrom() != own || !there {
			continue
		}
		for region, other := range first {
			if region != own && region != f.GetTo() && other <= at {
				return fmt.Sprintf("for %s, %s fails over to %s before %s, which the rule names", ref(pod), cluster, region, f.GetTo())
			}
		}
	}
	return ""
}
