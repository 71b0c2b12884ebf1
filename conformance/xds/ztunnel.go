package xds

import (
	"fmt"
	"net/netip"

	"istio.io/istio/pkg/util/sets"
	"istio.io/istio/pkg/workloadapi"

	corev1 "k8s.io/api/core/v1"

	"cdk8s-ossm/conformance/world"
)

// ztunnel: each Pod must be known to it, as reachable through a tunnel where it is ambient, and each enrolled Service with its
// waypoint.
func (j *judging) ztunnel() error {
	if j.ambient == nil {
		return nil
	}
	j.sharedServices()
	for _, pod := range j.facts.pods {
		if pod.Spec.HostNetwork {
			continue
		}
		j.ask("ztunnel-workload", ref(pod), j.workload(pod))
	}
	for _, host := range j.facts.hosts() {
		service := j.facts.services[host]
		namespace, name := j.facts.waypointOf(service)
		if name == "" || service.Labels["gateway.networking.k8s.io/gateway-name"] != "" {
			continue
		}
		j.ask("ztunnel-waypoint", "Service "+service.Namespace+"/"+service.Name, j.enrolled(service, namespace, name))
	}
	return nil
}

// workload says what is wrong with what ztunnel is told of a Pod.
func (j *judging) workload(pod *world.Pod) string {
	key := fmt.Sprintf("%s//Pod/%s/%s", j.clusterID(), pod.Namespace, pod.Name)
	found, _ := j.ambient.AddressInformation(sets.New(key))
	if len(found) == 0 {
		return "ztunnel does not know it"
	}
	w := found[0].GetWorkload()
	tunnelled := w.GetTunnelProtocol() == workloadapi.TunnelProtocol_HBONE
	switch {
	case pod.Ambient && !tunnelled:
		return "it is ambient, and ztunnel is told to send to it in the clear"
	case w.GetServiceAccount() != pod.Spec.ServiceAccountName:
		return fmt.Sprintf("ztunnel is told of the ServiceAccount %s; it runs as %s", w.GetServiceAccount(), pod.Spec.ServiceAccountName)
	}
	return ""
}

// enrolled says what is wrong with the waypoint that ztunnel is told for a Service.
func (j *judging) enrolled(service *corev1.Service, namespace, name string) string {
	found, _ := j.ambient.AddressInformation(sets.New(service.Namespace + "/" + hostOf(service)))
	if len(found) == 0 {
		return "ztunnel does not know it"
	}
	waypoint := found[0].GetService().GetWaypoint()
	if waypoint == nil {
		return fmt.Sprintf("it is enrolled with the waypoint %s/%s, and ztunnel is told of none", namespace, name)
	}
	own := j.facts.services[name+"."+namespace+".svc.cluster.local"]
	if own == nil {
		return fmt.Sprintf("there is no Service of the waypoint %s/%s", namespace, name)
	}
	if h := waypoint.GetHostname(); h != nil {
		if h.GetHostname() != hostOf(own) {
			return fmt.Sprintf("ztunnel is told of the waypoint %s, not of %s", h.GetHostname(), hostOf(own))
		}
		return ""
	}
	address, _ := netip.AddrFromSlice(waypoint.GetAddress().GetAddress())
	if address.String() != own.Spec.ClusterIP {
		return fmt.Sprintf("ztunnel is told of the waypoint %s, not of %s (%s)", address, own.Spec.ClusterIP, hostOf(own))
	}
	return ""
}
