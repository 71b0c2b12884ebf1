package xds

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	listenerv3 "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	"istio.io/istio/pilot/test/xdstest"
	"istio.io/istio/pkg/config/host"
	"istio.io/istio/pkg/config/mesh"
	"k8s.io/apimachinery/pkg/labels"

	"cdk8s-ossm/conformance/world"
)

// leadsIn: a gateway whose address other clusters have for their istiod must lead there, for the proxies and for the API server, by the
// names with which these call.
func (j *judging) leadsIn(e *edge) {
	if j.home == nil {
		return
	}
	for _, h := range j.facts.hosts() {
		service := j.facts.services[h]
		if service.Namespace != e.pod.Namespace || len(service.Spec.Selector) == 0 || !labels.SelectorFromSet(service.Spec.Selector).Matches(labels.Set(e.pod.Labels)) {
			continue
		}
		for _, caller := range j.layout.Remote(j.facts.view.Cluster, service.Namespace+"/"+service.Name) {
			webhook := uint32(15017)
			if _, err := netip.ParseAddr(caller.Address); err != nil {
				webhook = 443 // a name cannot map ports
			}
			object := "Service " + service.Namespace + "/" + service.Name
			for number, name := range map[uint32]string{15012: discoveryName(caller), webhook: caller.Local.Service() + "." + caller.Local.Namespace + ".svc"} {
				p := port(service, number)
				if p == nil {
					j.ask("leads-in", object, fmt.Sprintf("cluster %s calls port %d of it, which it does not have", caller.Cluster, number))
					continue
				}
				listener := e.listeners[uint32(targetPort(p, e.pod.Pod))]
				j.ask("leads-in", object, entered(listener, number, name, caller))
			}
		}
	}
}

// discoveryName is what proxies of a cluster ask for when they call istiod; empty where they call an address.
func discoveryName(c *world.Caller) string {
	text, err := c.Istiod.MeshConfigYAML()
	if err != nil {
		return ""
	}
	config, err := mesh.ApplyMeshConfigDefaults(text)
	if err != nil {
		return ""
	}
	name, _, _ := strings.Cut(config.GetDefaultConfig().GetDiscoveryAddress(), ":")
	if _, err := netip.ParseAddr(name); err == nil {
		return ""
	}
	return name
}

func entered(listener *listenerv3.Listener, number uint32, name string, c *world.Caller) string {
	who := fmt.Sprintf("cluster %s calls its port %d", c.Cluster, number)
	if name != "" {
		who += " for " + name
	}
	if listener == nil {
		return who + ", where the gateway does not listen"
	}
	var chain *listenerv3.FilterChain
	for _, candidate := range listener.GetFilterChains() {
		names := candidate.GetFilterChainMatch().GetServerNames()
		if len(names) == 0 || name != "" && slices.ContainsFunc(names, func(n string) bool { return host.Name(n).Matches(host.Name(name)) }) {
			chain = candidate
			if len(names) > 0 {
				break
			}
		}
	}
	if chain == nil {
		return who + ", which the gateway refuses: it listens for other names"
	}
	objection := ""
	objectionsOf(func(t testing.TB) {
		tcp := xdstest.ExtractTCPProxy(t, chain)
		if tcp == nil {
			return // it ends TLS itself; its routes are judged as such
		}
		to, known := parse(tcp.GetCluster())
		if want := c.Istiod.Service() + "." + c.Istiod.Namespace + ".svc"; !known || !strings.HasPrefix(to.host, want) {
			objection = fmt.Sprintf("%s, and the gateway leads to %s, not to %s", who, tcp.GetCluster(), want)
		}
	})
	return objection
}
