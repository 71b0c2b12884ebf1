package world

import (
	"fmt"
	"net/netip"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// addresses hands out addresses. Those of clusters do not overlap, so that a wrong cluster shows in an endpoint.
type addresses struct {
	cluster int
	// given are the addresses that are known from elsewhere, by namespace/name of the Service.
	given                      map[string]string
	services, pods, lbs, ports int
}

// pod is the next address of a pod.
func (a *addresses) pod() string {
	a.pods++
	return fmt.Sprintf("10.%d.%d.%d", 128+a.cluster%64, a.pods/250, a.pods%250+1)
}

// node is the address of the n-th node.
func (a *addresses) node(n int) string {
	return fmt.Sprintf("10.0.%d.%d", a.cluster, n+10)
}

// service is the next ClusterIP, of OpenShift's default service network.
func (a *addresses) service() string {
	a.services++
	return fmt.Sprintf("172.%d.%d.%d", 30+a.cluster%64, a.services/250, a.services%250+1)
}

// loadBalancer is the next address of a load balancer, of a range that is reserved for such use (RFC 2544).
func (a *addresses) loadBalancer() string {
	a.lbs++
	return fmt.Sprintf("198.18.%d.%d", a.cluster, a.lbs)
}

// service6 is the next ClusterIP of a Service that asks for both families.
func (a *addresses) service6() string {
	return fmt.Sprintf("fd02:%x::%x", a.cluster, a.services+1)
}

// assign gives a Service what the API server's allocator and the cloud give it, which is before it is validated. Other objects are
// left as they are. The cluster has IPv4 pods; a Service gets an IPv6 address only where it insists.
func (a *addresses) assign(o *unstructured.Unstructured) error {
	if gvk := o.GroupVersionKind(); gvk.Group != "" || gvk.Kind != "Service" {
		return nil
	}
	spec, found, err := unstructured.NestedMap(o.Object, "spec")
	if err != nil || !found {
		return err
	}
	kind, _ := spec["type"].(string)
	if kind == "ExternalName" {
		return nil
	}
	families, _ := spec["ipFamilies"].([]any)
	if len(families) == 0 {
		families = []any{"IPv4"}
		if spec["ipFamilyPolicy"] == "RequireDualStack" {
			families = append(families, "IPv6")
		}
		spec["ipFamilies"] = families
	}
	if policy, _ := spec["ipFamilyPolicy"].(string); policy == "" {
		spec["ipFamilyPolicy"] = "SingleStack"
	}
	wanted := a.given[o.GetNamespace()+"/"+o.GetName()]
	if _, err := netip.ParseAddr(wanted); err == nil && kind != "LoadBalancer" && spec["clusterIP"] == nil {
		spec["clusterIP"] = wanted // whoever is on the same network may use it
	}
	if given, _ := spec["clusterIP"].(string); given != "" {
		spec["clusterIPs"] = []any{given}
	} else {
		var ips []any
		for _, family := range families {
			if family == "IPv6" {
				ips = append(ips, a.service6())
			} else {
				ips = append(ips, a.service())
			}
		}
		spec["clusterIP"], spec["clusterIPs"] = ips[0], ips
	}
	if kind == "NodePort" || kind == "LoadBalancer" {
		a.nodePorts(spec)
	}
	if err := unstructured.SetNestedMap(o.Object, spec, "spec"); err != nil {
		return err
	}
	if kind != "LoadBalancer" {
		return nil
	}
	entry := map[string]any{"ip": wanted, "ipMode": "VIP"}
	if _, err := netip.ParseAddr(wanted); wanted == "" {
		entry["ip"] = a.loadBalancer()
	} else if err != nil {
		entry = map[string]any{"hostname": wanted}
	}
	ingress := []any{entry}
	return unstructured.SetNestedSlice(o.Object, ingress, "status", "loadBalancer", "ingress")
}

func (a *addresses) nodePorts(spec map[string]any) {
	ports, _ := spec["ports"].([]any)
	for _, p := range ports {
		port, ok := p.(map[string]any)
		if _, given := port["nodePort"]; ok && !given {
			port["nodePort"] = int64(30000 + a.ports)
			a.ports++
		}
	}
}
