package xds

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pkg/config/host"

	"cdk8s-ossm/conformance/world"
)

func hostName(name string) host.Name { return host.Name(name) }

// waypoints: each Service that is enrolled must be known to its waypoint, and the waypoint must send on to the Service's Pods.
func (j *judging) waypoints() error {
	told := map[string]outbound{}
	pods := map[string]*world.Pod{}
	for _, pod := range j.proxies(model.Waypoint) {
		proxy, err := j.connect(pod)
		if err != nil {
			return err
		}
		j.valid(pod, proxy, j.ds.Listeners(proxy))
		if isEastWest(pod) {
			j.eastWest(pod, outboundOf(j.ds, proxy))
			continue
		}
		pods[pod.Namespace+"/"+pod.Labels["gateway.networking.k8s.io/gateway-name"]] = pod
		told[pod.Namespace+"/"+pod.Labels["gateway.networking.k8s.io/gateway-name"]] = outboundOf(j.ds, proxy)
	}
	for _, h := range j.facts.hosts() {
		service := j.facts.services[h]
		namespace, name := j.facts.waypointOf(service)
		if name == "" || !isReadyService(service) || service.Labels["gateway.networking.k8s.io/gateway-name"] != "" {
			continue // a waypoint's own Service is not behind a waypoint
		}
		out, known := told[namespace+"/"+name]
		object := "Service " + service.Namespace + "/" + service.Name
		if !known {
			j.ask("no-waypoint", object, fmt.Sprintf("it is enrolled with the waypoint %s/%s, which has no Pods", namespace, name))
			continue
		}
		j.ask("no-waypoint", object, "")
		for i := range service.Spec.Ports {
			if sp := &service.Spec.Ports[i]; sp.Protocol == corev1.ProtocolTCP || sp.Protocol == "" {
				j.ask("waypoint-service", object, j.behind(pods[namespace+"/"+name], out, namespace+"/"+name, service, sp))
			}
		}
	}
	return nil
}

// behind says what is wrong with a port of a Service at its waypoint.
func (j *judging) behind(pod *world.Pod, out outbound, waypoint string, service *corev1.Service, sp *corev1.ServicePort) string {
	prefix, suffix := fmt.Sprintf("inbound-vip|%d|", sp.Port), "|"+hostOf(service)
	var clusters []string
	for cluster := range out.clusters {
		if strings.HasPrefix(cluster, prefix) && strings.HasSuffix(cluster, suffix) {
			clusters = append(clusters, cluster)
		}
	}
	if len(clusters) == 0 {
		return fmt.Sprintf("the waypoint %s has no cluster %s...%s", waypoint, prefix, suffix)
	}
	slices.Sort(clusters)
	want := j.behindWaypoint(pod, service, sp)
	for _, cluster := range clusters {
		if got := slices.Compact(out.endpoints[cluster]); !slices.Equal(got, want) {
			return fmt.Sprintf("the endpoints of %s at the waypoint %s are %v, and should be %v", cluster, waypoint, got, want)
		}
	}
	return ""
}
