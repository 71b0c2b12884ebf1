package xds

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	clusterv3 "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	endpointv3 "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"
	networking "istio.io/api/networking/v1alpha3"
	"istio.io/istio/pilot/pkg/model"
	pilotxds "istio.io/istio/pilot/test/xds"
	"istio.io/istio/pilot/test/xdstest"
	"istio.io/istio/pkg/config/schema/gvk"
)

// outbound is what a proxy is told of clusters and endpoints.
type outbound struct {
	clusters  map[string]*clusterv3.Cluster
	endpoints map[string][]string
}

func outboundOf(ds *pilotxds.FakeDiscoveryServer, proxy *model.Proxy) outbound {
	return outbound{
		clusters:  xdstest.ExtractClusters(ds.Clusters(proxy)),
		endpoints: addressesIn(ds.Endpoints(proxy)),
	}
}

// addressesIn are the `ip:port` of each cluster, in order. A tunnelled endpoint is written by where it ends.
func addressesIn(all []*endpointv3.ClusterLoadAssignment) map[string][]string {
	found := map[string][]string{}
	for cluster, list := range xdstest.ExtractLoadAssignments(all) {
		for _, address := range list {
			if i := strings.LastIndex(address, ";"); i >= 0 {
				address = address[i+1:]
			}
			found[cluster] = append(found[cluster], address)
		}
		sort.Strings(found[cluster])
	}
	return found
}

// target is what the name of a cluster says: `outbound|9080|v2|reviews.bookinfo.svc.cluster.local`.
type target struct {
	port   uint32
	subset string
	host   string
}

func parse(cluster string) (target, bool) {
	direction, subset, host, port := model.ParseSubsetKey(cluster)
	if direction != model.TrafficDirectionOutbound || host == "" {
		return target{}, false
	}
	return target{port: uint32(port), subset: subset, host: string(host)}, true
}

// reaches says what is wrong with a cluster that a route or a client uses: empty when its endpoints are the Pods that the
// Service means, or when it leads to something that is not a Service in this view.
func (j *judging) reaches(c client, o outbound, cluster string, ingress bool) string {
	to, ok := parse(cluster)
	if !ok {
		return ""
	}
	if o.clusters[cluster] == nil {
		return fmt.Sprintf("there is no cluster %s", cluster)
	}
	service := j.service(to.host)
	if service == nil {
		return "" // a ServiceEntry's, or missing; missing ones are told by the analyzers
	}
	p := port(service, to.port)
	if p == nil {
		return fmt.Sprintf("Service %s has no port %d", to.host, to.port)
	}
	want := j.endpointsFor(c, to.host, to.port, j.subsetLabels(to))
	if ingress && j.facts.label(service, "istio.io/ingress-use-waypoint") == "true" {
		want = j.waypointAddresses(service)
	}
	got := o.endpoints[cluster]
	if j.home != nil {
		got = slices.Compact(slices.Clone(got)) // a gateway is told once for each locality behind it
		if service.Spec.ClusterIP != "None" {
			j.answer(c, to, got)
		}
	}
	if len(service.Spec.Selector) > 0 && service.Spec.ClusterIP != "None" && !slices.Equal(got, want) {
		return fmt.Sprintf("the endpoints of %s are %v, and should be %v", cluster, got, want)
	}
	if len(want) == 0 && len(service.Spec.Selector) > 0 && j.home == nil && !slices.Contains(j.facts.view.Unserved, "Service "+service.Namespace+"/"+service.Name) {
		return fmt.Sprintf("%s has no endpoints", cluster)
	}
	return ""
}

// subsetLabels are the labels that a DestinationRule gives a subset.
func (j *judging) subsetLabels(to target) map[string]string {
	if to.subset == "" {
		return nil
	}
	for _, c := range j.ds.Env().List(gvk.DestinationRule, "") {
		rule := c.Spec.(*networking.DestinationRule)
		if hostIn(rule.GetHost(), c.Namespace) != to.host {
			continue
		}
		for _, s := range rule.GetSubsets() {
			if s.GetName() == to.subset {
				return s.GetLabels()
			}
		}
	}
	return nil
}

// hostIn is the full name of a host that an object in a namespace names.
func hostIn(host, namespace string) string {
	if strings.Contains(host, ".") {
		return host
	}
	return host + "." + namespace + ".svc.cluster.local"
}
