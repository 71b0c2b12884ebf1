package xds

import (
	"fmt"
	"hash/fnv"
	"net"
	"net/netip"
	"slices"
	"sort"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pkg/cluster"
	"istio.io/istio/pkg/config/host"

	"cdk8s-ossm/conformance/world"
)

// The labels and the port by which networks are told apart and crossed.
const (
	networkLabel      = "topology.istio.io/network"
	gatewayPortLabel  = "networking.istio.io/gatewayPort"
	tlsModeLabel      = "security.istio.io/tlsMode"
	crossNetworkPort  = 15443
	tunnelPort        = 15008
	remoteClass       = "istio-remote"
	requestedNetworks = "ISTIO_META_REQUESTED_NETWORK_VIEW"
)

// peer is a cluster that the istiod of a judging knows: its own, or one that it has a kubeconfig for.
type peer struct {
	id    cluster.ID
	facts *facts
	// network is that of the namespace of the control plane: whatever has no network of its own is in it.
	network string
	// config is whether istiod reads its configuration there.
	config bool
	// served is whether proxies of the cluster connect to this istiod.
	served bool
}

// networkOf is the network of a Pod.
func (p *peer) networkOf(pod *world.Pod) string {
	if own, labelled := pod.Labels[networkLabel]; labelled {
		return own
	}
	return p.network
}

// client is who asks for endpoints.
type client struct {
	pod     *world.Pod
	home    *peer
	network string
	// view are the networks that it wants to hear of; nil for all.
	view []string
	// tunnels is whether it crosses networks by tunnels, as ambient proxies do, rather than by names in TLS.
	tunnels bool
	// mutual is whether only Pods with mutual TLS can be reached at all.
	mutual bool
}

func (j *judging) clientOf(pod *world.Pod) client {
	c := client{pod: pod, home: j.home}
	if j.home == nil {
		return c
	}
	c.network = j.home.networkOf(pod)
	container := containerOf(pod.Pod)
	if container == nil {
		return c
	}
	for _, e := range container.Env {
		switch {
		case e.Name == "ISTIO_META_NETWORK":
			c.network = e.Value
		case e.Name == requestedNetworks && e.Value != "":
			c.view = strings.Split(e.Value, ",")
		}
	}
	return c
}

// service finds a Service in the cluster of the proxy, or else in another: istiod knows those of all.
func (j *judging) service(name string) *corev1.Service {
	if s := j.facts.services[name]; s != nil {
		return s
	}
	for _, p := range j.peers {
		if s := p.facts.services[name]; s != nil {
			return s
		}
	}
	return nil
}

// endpoints are where a client must be sent for a Service's port: to Pods of its own network, and to the gateways of others. They
// follow from selectors, Pods, networks and the addresses of gateways alone.
func (j *judging) endpointsFor(c client, name string, number uint32, subset map[string]string) []string {
	if j.home == nil {
		s := j.facts.services[name]
		return j.facts.addresses(s, port(s, number), subset)
	}
	found := map[string]bool{}
	for _, p := range j.peers {
		if p != c.home && (j.local(name) || c.tunnels && !j.shared(c.home, p, name)) {
			continue
		}
		for address := range j.at(c, p, name, number, subset) {
			found[address] = true
		}
	}
	var list []string
	for address := range found {
		list = append(list, address)
	}
	sort.Strings(list)
	return list
}

// at are those of one cluster.
func (j *judging) at(c client, p *peer, name string, number uint32, subset map[string]string) map[string]bool {
	found := map[string]bool{}
	s := p.facts.services[name]
	if s == nil {
		return found
	}
	sp := port(s, number)
	if sp == nil {
		return found
	}
	for _, pod := range p.facts.podsOf(s) {
		target := targetPort(sp, pod.Pod)
		if target == 0 || !labels.SelectorFromSet(subset).Matches(labels.Set(pod.Labels)) {
			continue
		}
		network := p.networkOf(pod)
		if c.mutual && pod.Labels[tlsModeLabel] != "istio" {
			continue
		}
		if c.view != nil && !slices.Contains(c.view, network) {
			continue
		}
		if network == c.network || network == "" || c.network == "" {
			found[net.JoinHostPort(pod.Status.PodIP, strconv.Itoa(int(target)))] = true
			continue
		}
		if !c.tunnels && pod.Labels[tlsModeLabel] != "istio" {
			continue // a gateway finds its way by mutual TLS
		}
		gateways := j.networkGateways(network, p, c.tunnels)
		if len(gateways) == 0 {
			found[fmt.Sprintf("(a gateway of the network %s)", network)] = true
		}
		for _, g := range gateways {
			found[g] = true
		}
	}
	return found
}

// networkGateways are the addresses by which a network can be entered: of the gateways in the cluster itself, or else of any.
func (j *judging) networkGateways(network string, p *peer, tunnels bool) []string {
	own := gatewaysIn(p, network, tunnels)
	if len(own) > 0 {
		return own
	}
	var all []string
	for _, other := range j.peers {
		all = append(all, gatewaysIn(other, network, tunnels)...)
	}
	sort.Strings(all)
	return slices.Compact(all)
}

// gatewaysIn are those of a network that a cluster tells of: Services with the network's label that are open to the outside, and
// in the cluster with the configuration also Gateways that stand for others.
func gatewaysIn(p *peer, network string, tunnels bool) []string {
	var found []string
	for _, name := range p.facts.hosts() {
		s := p.facts.services[name]
		if s.Labels[networkLabel] != network {
			continue
		}
		number := uint32(crossNetworkPort)
		if given, err := strconv.Atoi(s.Labels[gatewayPortLabel]); err == nil {
			number = uint32(given)
		}
		if tunnels {
			number = tunnelPort
		}
		if port(s, number) == nil {
			continue
		}
		for _, address := range outside(s) {
			found = append(found, net.JoinHostPort(address, strconv.Itoa(int(number))))
		}
	}
	for _, g := range p.facts.gateways {
		if g.Labels[networkLabel] != network || string(g.Spec.GatewayClassName) != remoteClass || !p.config {
			continue
		}
		for _, l := range g.Spec.Listeners {
			if hbone := l.Protocol == "HBONE"; hbone != tunnels {
				continue
			}
			for _, a := range g.Spec.Addresses {
				found = append(found, net.JoinHostPort(resolved(a.Value), strconv.Itoa(int(l.Port))))
			}
		}
	}
	sort.Strings(found)
	return slices.Compact(found)
}

// outside are the addresses of a Service outside its cluster.
func outside(s *corev1.Service) []string {
	found := slices.Clone(s.Spec.ExternalIPs)
	for _, ingress := range s.Status.LoadBalancer.Ingress {
		if ingress.IP != "" {
			found = append(found, ingress.IP)
		} else if ingress.Hostname != "" {
			found = append(found, resolved(ingress.Hostname))
		}
	}
	return found
}

// resolved is the address that a name stands for. There is no DNS here, so it is made up, of a range for such use.
func resolved(name string) string {
	if _, err := netip.ParseAddr(name); err == nil {
		return name
	}
	sum := fnv.New32a()
	sum.Write([]byte(name))
	n := sum.Sum32()
	return fmt.Sprintf("198.19.%d.%d", n>>8&0xff, n&0xff)
}

// local says whether a Service is kept to the clusters one by one, by the mesh configuration or by what is always kept so.
func (j *judging) local(name string) bool {
	best, local := "", false
	consider := func(pattern string, is bool) {
		if host.Name(pattern).Matches(host.Name(name)) && (best == "" || moreSpecific(pattern, best)) {
			best, local = pattern, is
		}
	}
	for _, s := range j.mesh.GetServiceSettings() {
		for _, h := range s.GetHosts() {
			consider(h, s.GetSettings().GetClusterLocal())
		}
	}
	discovery, _, _ := strings.Cut(j.mesh.GetDefaultConfig().GetDiscoveryAddress(), ":")
	for _, always := range []string{"*.kube-system.svc.cluster.local", "kubernetes.default.svc.cluster.local", strings.TrimSuffix(discovery, ".cluster.local") + ".cluster.local"} {
		consider(always, true)
	}
	return local
}

// moreSpecific says whether a pattern of hosts is narrower than another that matches the same host.
func moreSpecific(a, b string) bool {
	wildA, wildB := strings.HasPrefix(a, "*"), strings.HasPrefix(b, "*")
	if wildA != wildB {
		return wildB
	}
	return len(a) > len(b)
}

// shared says whether ambient proxies of a cluster reach a Service in another: both clusters' Services must be in global scope, by
// the configuration of the istiod that tells.
func (j *judging) shared(a, b *peer, name string) bool {
	for _, p := range []*peer{a, b} {
		s := p.facts.services[name]
		if s == nil || !global(j.mesh, s, p.facts.namespaces[s.Namespace]) {
			return false
		}
	}
	return true
}

// global is the scope of a Service: it is global where a rule of the mesh says so that selects it. An empty selector selects all.
func global(mesh *meshconfig.MeshConfig, s *corev1.Service, ns *corev1.Namespace) bool {
	for _, rule := range mesh.GetServiceScopeConfigs() {
		if selects(rule.GetNamespaceSelector(), labelsOf(ns)) && selects(rule.GetServicesSelector(), s.Labels) &&
			rule.GetScope() == meshconfig.MeshConfig_ServiceScopeConfigs_GLOBAL {
			return true
		}
	}
	return false
}

func selects(s *meshconfig.LabelSelector, set map[string]string) bool {
	selector := &metav1.LabelSelector{MatchLabels: s.GetMatchLabels()}
	for _, e := range s.GetMatchExpressions() {
		selector.MatchExpressions = append(selector.MatchExpressions,
			metav1.LabelSelectorRequirement{Key: e.GetKey(), Operator: metav1.LabelSelectorOperator(e.GetOperator()), Values: e.GetValues()})
	}
	parsed, err := metav1.LabelSelectorAsSelector(selector)
	return err == nil && parsed.Matches(labels.Set(set))
}

func labelsOf(ns *corev1.Namespace) map[string]string {
	if ns == nil {
		return nil
	}
	return ns.Labels
}
