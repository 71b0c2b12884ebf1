package xds

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"

	listenerv3 "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	routev3 "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	networking "istio.io/api/networking/v1alpha3"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/test/xdstest"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/host"
	"istio.io/istio/pkg/config/schema/gvk"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
)

// edge is one gateway proxy and what it is told.
type edge struct {
	pod       *world.Pod
	proxy     *model.Proxy
	listeners map[uint32]*listenerv3.Listener
	hosts     map[string]*routev3.VirtualHost
	out       outbound
}

// gateways: what a Gateway opens must be open at its Pods, and what is routed through it must lead somewhere.
func (j *judging) gateways() error {
	for _, pod := range j.proxies(model.Router) {
		proxy, err := j.connect(pod)
		if err != nil {
			return err
		}
		listeners := j.ds.Listeners(proxy)
		j.valid(pod, proxy, listeners)
		e := &edge{pod: pod, proxy: proxy, listeners: map[uint32]*listenerv3.Listener{}, hosts: map[string]*routev3.VirtualHost{}, out: outboundOf(j.ds, proxy)}
		listening := map[uint32]bool{}
		j.seen.listening[pod] = listening
		for _, l := range listeners {
			if at := l.GetAddress().GetSocketAddress(); at != nil {
				e.listeners[at.GetPortValue()] = l
				listening[at.GetPortValue()] = true
			}
		}
		for _, rc := range j.ds.RoutesFromListeners(proxy, listeners) {
			for _, vh := range rc.GetVirtualHosts() {
				for _, domain := range vh.GetDomains() {
					if len(vh.GetRoutes()) > 0 || e.hosts[domain] == nil {
						e.hosts[domain] = vh
					}
				}
			}
		}
		j.leadsIn(e)
		for _, g := range j.ds.Env().List(gvk.Gateway, "") {
			spec := g.Spec.(*networking.Gateway)
			if !opensAt(g, spec, pod) {
				continue
			}
			j.seen.opened[g.Namespace+"/"+g.Name] = true
			for _, server := range spec.GetServers() {
				j.server(e, g, server)
			}
			j.routes(e, g)
			j.unrouted(g, spec)
		}
	}
	return nil
}

// opensAt says whether a Gateway is meant for a Pod: by its selector, or, where it was made of one of the Gateway API, by the
// Service that Istio notes on it.
func opensAt(g config.Config, spec *networking.Gateway, pod *world.Pod) bool {
	if service := g.Annotations["internal.istio.io/gateway-service"]; service != "" {
		name := strings.Split(service, ".")[0]
		return g.Namespace == pod.Namespace && strings.HasPrefix(pod.Name, name+"-")
	}
	return len(spec.GetSelector()) > 0 && labels.SelectorFromSet(spec.GetSelector()).Matches(labels.Set(pod.Labels))
}

// withoutPods are Gateways that no proxy of any control plane opens.
func withoutPods(w *world.World, opened map[string]bool) judge.Report {
	var report judge.Report
	for _, o := range w.Objects {
		if o.GetKind() != "Gateway" || o.GroupVersionKind().Group != "networking.istio.io" {
			continue
		}
		report.Judged++
		if !opened[o.GetNamespace()+"/"+o.GetName()] {
			report.Findings = append(report.Findings, judge.Finding{
				Judge: name, Code: "no-pods", Level: judge.Error, Cluster: w.Cluster, Object: source.Ref(o),
				Message: "no gateway Pod has the labels that its selector asks for",
			})
		}
	}
	return report
}

// server checks one server: its listener, and its certificate.
func (j *judging) server(e *edge, g config.Config, server *networking.Server) {
	object := "Gateway " + g.Namespace + "/" + g.Name
	bound := j.boundPort(e.pod, server.GetPort().GetNumber())
	listener := e.listeners[bound]
	if listener == nil {
		j.ask("no-listener", object, fmt.Sprintf("%s does not listen on %d for port %d", ref(e.pod), bound, server.GetPort().GetNumber()))
		return
	}
	j.ask("no-listener", object, "")
	if !j.elsewhere(e.pod, server.GetPort().GetNumber()) {
		j.ask("network-policy", object, j.closed(e.pod, bound))
	}
	if server.GetTls().GetMode() == networking.ServerTLSSettings_AUTO_PASSTHROUGH {
		j.crossNetwork(e, object, listener, server)
	}
	credential := server.GetTls().GetCredentialName()
	if credential == "" {
		return
	}
	var secrets []string
	objectionsOf(func(t testing.TB) { secrets = xdstest.ExtractListenerSecretResources(t, listener) })
	resource := slices.IndexFunc(secrets, func(s string) bool {
		return s == credential || s == "kubernetes://"+credential || strings.HasSuffix(s, "/"+credential)
	})
	objection := ""
	if resource < 0 {
		objection = fmt.Sprintf("the listener on %d does not ask for the certificate %s; it asks for %v", bound, credential, secrets)
	} else {
		objection = j.certificate(e.proxy, secrets[resource])
	}
	j.ask("no-certificate", object, objection)
}

// boundPort is where the Pod listens for a port of the gateway: the target of the Service's port of that number.
func (j *judging) boundPort(pod *world.Pod, number uint32) uint32 {
	for _, host := range j.facts.hosts() {
		service := j.facts.services[host]
		if !slices.Contains(j.facts.podsOf(service), pod) {
			continue
		}
		if p := port(service, number); p != nil {
			return uint32(targetPort(p, pod.Pod))
		}
	}
	return number
}

// elsewhere says whether a server is meant for the gateways of another cluster: the same Gateway is told to all that have the labels,
// and those whose Service does not have the port take no part.
func (j *judging) elsewhere(pod *world.Pod, number uint32) bool {
	if j.home == nil || j.home.config {
		return false
	}
	for _, service := range j.facts.services {
		if slices.Contains(j.facts.podsOf(service), pod) && port(service, number) != nil {
			return false
		}
	}
	return true
}

// routes checks every VirtualService that is bound to the gateway, those included that Istio makes of HTTPRoutes.
func (j *judging) routes(e *edge, g config.Config) {
	for _, c := range j.ds.Env().List(gvk.VirtualService, "") {
		vs := c.Spec.(*networking.VirtualService)
		if !boundTo(c, vs, g) {
			continue
		}
		for _, wanted := range vs.GetHosts() {
			j.routed(e, c, vs, wanted)
		}
	}
}

// unrouted notes the hosts that a Gateway opens and that nothing here routes: those who route them may do so elsewhere.
func (j *judging) unrouted(g config.Config, spec *networking.Gateway) {
	var routed []host.Name
	for _, c := range j.ds.Env().List(gvk.VirtualService, "") {
		if vs := c.Spec.(*networking.VirtualService); boundTo(c, vs, g) {
			for _, h := range vs.GetHosts() {
				routed = append(routed, host.Name(h))
			}
		}
	}
	for _, server := range spec.GetServers() {
		if server.GetTls().GetMode() == networking.ServerTLSSettings_AUTO_PASSTHROUGH {
			continue // all Services that its hosts match are routed
		}
		for _, opened := range server.GetHosts() {
			name := host.Name(opened[strings.LastIndex(opened, "/")+1:])
			if !slices.ContainsFunc(routed, name.Matches) {
				j.report.Notes = append(j.report.Notes, fmt.Sprintf("Gateway %s/%s opens %s at port %d, and nothing in the output is routed there",
					g.Namespace, g.Name, name, server.GetPort().GetNumber()))
			}
		}
	}
}

func boundTo(c config.Config, vs *networking.VirtualService, g config.Config) bool {
	for _, gateway := range vs.GetGateways() {
		if !strings.Contains(gateway, "/") {
			gateway = c.Namespace + "/" + gateway
		}
		if gateway == g.Namespace+"/"+g.Name {
			return true
		}
	}
	return false
}

// routed: the proxy must have a virtual host for it, with the destinations that are written down, and each must be reached.
func (j *judging) routed(e *edge, c config.Config, vs *networking.VirtualService, wanted string) {
	object := originOf(c)
	if len(vs.GetHttp()) == 0 {
		j.passthrough(e, object, vs)
		return
	}
	vh := e.hosts[wanted]
	if vh == nil {
		vh = e.hosts[wanted+":*"]
	}
	if vh == nil || len(vh.GetRoutes()) == 0 {
		j.ask("no-virtual-host", object, fmt.Sprintf("%s has no virtual host with routes for %s", ref(e.pod), wanted))
		return
	}
	j.ask("no-virtual-host", object, "")
	used := clustersOf(vh)
	for _, cluster := range destinations(vs, c.Namespace) {
		objection := ""
		if !slices.Contains(used, cluster) {
			objection = fmt.Sprintf("%s has no route to %s for %s; it has %v", ref(e.pod), cluster, wanted, used)
		}
		j.ask("no-route", object, objection)
	}
	for _, cluster := range used {
		j.ask("endpoints", object, j.reaches(j.clientOf(e.pod), e.out, cluster, true))
	}
}

// passthrough: TLS and TCP routes are filter chains; the clusters they lead to must be reached.
func (j *judging) passthrough(e *edge, object string, vs *networking.VirtualService) {
	var wanted []string
	for _, r := range vs.GetTls() {
		for _, d := range r.GetRoute() {
			wanted = append(wanted, d.GetDestination().GetHost())
		}
	}
	for _, r := range vs.GetTcp() {
		for _, d := range r.GetRoute() {
			wanted = append(wanted, d.GetDestination().GetHost())
		}
	}
	used := e.streams()
	for _, host := range wanted {
		found := slices.IndexFunc(used, func(cluster string) bool {
			to, ok := parse(cluster)
			return ok && strings.HasPrefix(to.host, host) && !strings.HasPrefix(cluster, passedOn)
		})
		if found < 0 {
			j.ask("no-route", object, fmt.Sprintf("%s has no filter chain that leads to %s; it has %v", ref(e.pod), host, used))
			continue
		}
		j.ask("no-route", object, "")
		j.ask("endpoints", object, j.reaches(j.clientOf(e.pod), e.out, used[found], true))
	}
}

// passedOn is how the names of those clusters begin that a gateway between networks has for each Service.
const passedOn = "outbound_."

// streams are the clusters that filter chains lead to without HTTP.
func (e *edge) streams() []string {
	var found []string
	for _, l := range e.listeners {
		for _, chain := range l.GetFilterChains() {
			objectionsOf(func(t testing.TB) {
				if tcp := xdstest.ExtractTCPProxy(t, chain); tcp != nil {
					found = append(found, tcp.GetCluster())
					for _, w := range tcp.GetWeightedClusters().GetClusters() {
						found = append(found, w.GetName())
					}
				}
			})
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// clustersOf are the clusters that the routes of a virtual host lead to, mirrors included.
func clustersOf(vh *routev3.VirtualHost) []string {
	var found []string
	for _, r := range vh.GetRoutes() {
		action := r.GetRoute()
		if action == nil {
			continue // a redirect or a direct response
		}
		if action.GetCluster() != "" {
			found = append(found, action.GetCluster())
		}
		for _, w := range action.GetWeightedClusters().GetClusters() {
			found = append(found, w.GetName())
		}
		for _, m := range action.GetRequestMirrorPolicies() {
			found = append(found, m.GetCluster())
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// destinations are the clusters that a VirtualService's own routes name.
func destinations(vs *networking.VirtualService, namespace string) []string {
	var found []string
	for _, r := range vs.GetHttp() {
		for _, d := range r.GetRoute() {
			to := d.GetDestination()
			if to.GetPort().GetNumber() == 0 || d.GetWeight() == 0 && len(r.GetRoute()) > 1 {
				continue // the port is the Service's only one; a part without weight is no route
			}
			found = append(found, model.BuildSubsetKey(model.TrafficDirectionOutbound, to.GetSubset(),
				hostName(hostIn(to.GetHost(), namespace)), int(to.GetPort().GetNumber())))
		}
	}
	return found
}

// originOf names the object that somebody wrote: Istio notes on what it makes of Gateway API routes where that came from.
func originOf(c config.Config) string {
	if from := c.Annotations["internal.istio.io/parents"]; from != "" {
		return from
	}
	return "VirtualService " + c.Namespace + "/" + c.Name
}

// isReadyService says whether a Service forwards to Pods.
func isReadyService(s *corev1.Service) bool {
	return s.Spec.Type != corev1.ServiceTypeExternalName && len(s.Spec.Selector) > 0
}
