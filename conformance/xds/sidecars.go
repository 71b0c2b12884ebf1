package xds

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"

	networking "istio.io/api/networking/v1alpha3"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pkg/config/schema/gvk"

	"cdk8s-ossm/conformance/world"
)

// sidecars: each one must hear of the ports that Services send to its Pod, and must reach every Service it may see.
func (j *judging) sidecars() error {
	for _, pod := range j.proxies(model.SidecarProxy) {
		proxy, err := j.connect(pod)
		if err != nil {
			return err
		}
		j.valid(pod, proxy, j.ds.Listeners(proxy))
		out := outboundOf(j.ds, proxy)
		j.localities(pod, proxy)
		j.imported(pod, out)
		for _, host := range j.facts.hosts() {
			service := j.facts.services[host]
			j.inbound(pod, service, out)
			if j.visible(pod, service) {
				j.reachable(pod, service, out)
			}
		}
	}
	return nil
}

// inbound: for each port of a Service that means this Pod there must be an inbound cluster.
func (j *judging) inbound(pod *world.Pod, service *corev1.Service, out outbound) {
	for _, p := range j.facts.podsOf(service) {
		if p != pod {
			continue
		}
		for i := range service.Spec.Ports {
			sp := &service.Spec.Ports[i]
			if sp.Protocol != corev1.ProtocolTCP && sp.Protocol != "" {
				continue
			}
			cluster := model.BuildInboundSubsetKey(int(targetPort(sp, pod.Pod)))
			objection := ""
			if out.clusters[cluster] == nil {
				objection = fmt.Sprintf("there is no inbound cluster %s for port %d of %s", cluster, sp.Port, hostOf(service))
			}
			j.ask("no-inbound", ref(pod), objection)
		}
	}
}

func (j *judging) reachable(pod *world.Pod, service *corev1.Service, out outbound) {
	for i := range service.Spec.Ports {
		sp := &service.Spec.Ports[i]
		if sp.Protocol != corev1.ProtocolTCP && sp.Protocol != "" {
			continue
		}
		cluster := fmt.Sprintf("outbound|%d||%s", sp.Port, hostOf(service))
		j.ask("endpoints", ref(pod), j.reaches(j.clientOf(pod), out, cluster, false))
	}
}

// visible says whether a Pod must hear of a Service: nobody exports it elsewhere only, and no Sidecar resource narrows what the
// Pod hears, unless the Service is a neighbour, which every default of Sidecar resources lets in.
func (j *judging) visible(pod *world.Pod, service *corev1.Service) bool {
	if export := service.Annotations["networking.istio.io/exportTo"]; export != "" && export != "*" {
		return false
	}
	if service.Spec.ClusterIP == corev1.ClusterIPNone || service.Spec.Type == corev1.ServiceTypeExternalName {
		return false
	}
	root := j.ds.Env().Mesh().GetRootNamespace()
	for _, c := range j.ds.Env().List(gvk.Sidecar, "") {
		if c.Namespace != pod.Namespace && c.Namespace != root {
			continue
		}
		if len(c.Spec.(*networking.Sidecar).GetEgress()) > 0 {
			return false
		}
	}
	return true
}
