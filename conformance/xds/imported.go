package xds

import (
	"fmt"
	"net"
	"slices"
	"sort"
	"strconv"
	"strings"

	networking "istio.io/api/networking/v1alpha3"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/host"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/schema/gvk"
	"k8s.io/apimachinery/pkg/labels"

	"cdk8s-ossm/conformance/world"
)

// importedFrom are the networks of the endpoints of a ServiceEntry, other than the client's own.
func importedFrom(entry *networking.ServiceEntry, own string) []string {
	networks := map[string]bool{}
	for _, e := range entry.GetEndpoints() {
		if e.GetNetwork() != "" && e.GetNetwork() != own {
			networks[e.GetNetwork()] = true
		}
	}
	return sorted(networks)
}

// imported: a service of another mesh must be found at the gateways of its network.
func (j *judging) imported(pod *world.Pod, out outbound) {
	if j.home == nil {
		return
	}
	c := j.clientOf(pod)
	for _, entry := range j.ds.Env().List(gvk.ServiceEntry, "") {
		spec := entry.Spec.(*networking.ServiceEntry)
		var want []string
		for _, network := range importedFrom(spec, c.network) {
			gateways := j.networkGateways(network, j.home, false)
			if len(gateways) == 0 {
				gateways = []string{fmt.Sprintf("(a gateway of the network %s)", network)}
			}
			want = append(want, gateways...)
		}
		if len(want) == 0 {
			continue
		}
		sort.Strings(want)
		for _, h := range spec.GetHosts() {
			for _, p := range spec.GetPorts() {
				cluster := fmt.Sprintf("outbound|%d||%s", p.GetNumber(), h)
				objection := ""
				got := slices.Compact(slices.Clone(out.endpoints[cluster]))
				if !slices.Equal(got, want) {
					objection = fmt.Sprintf("for %s, the endpoints of %s are %v, and should be %v", ref(pod), cluster, got, want)
				}
				j.ask("imported", refOf("ServiceEntry", entry), objection)
				j.answer(c, target{port: p.GetNumber(), host: h}, got)
			}
		}
	}
}

func refOf(kind string, c config.Config) string {
	return kind + " " + c.Namespace + "/" + c.Name
}

// exported: what a gateway passes on of ServiceEntries that select Pods must lead to these Pods.
func (j *judging) exported(e *edge, object string, names map[string]bool, server *networking.Server) {
	for _, entry := range j.ds.Env().List(gvk.ServiceEntry, "") {
		spec := entry.Spec.(*networking.ServiceEntry)
		if spec.GetWorkloadSelector() == nil {
			continue
		}
		for _, h := range spec.GetHosts() {
			if !slices.ContainsFunc(server.GetHosts(), func(opened string) bool {
				return host.Name(opened[strings.LastIndex(opened, "/")+1:]).Matches(host.Name(h))
			}) {
				continue
			}
			for _, p := range spec.GetPorts() {
				number := p.GetTargetPort()
				if number == 0 {
					number = p.GetNumber()
				}
				var want []string
				for _, pod := range selected(j.home.facts, entry.Namespace, spec) {
					want = append(want, net.JoinHostPort(pod.Status.PodIP, strconv.Itoa(int(number))))
				}
				sort.Strings(want)
				name := fmt.Sprintf("outbound_.%d_._.%s", p.GetNumber(), h)
				objection := ""
				if got := slices.Compact(slices.Clone(e.out.endpoints[name])); !names[name] {
					objection = fmt.Sprintf("%s does not pass on %s", ref(e.pod), name)
				} else if len(want) == 0 || !slices.Equal(got, want) {
					objection = fmt.Sprintf("%s passes on %s to %v, and should to %v", ref(e.pod), name, got, want)
				}
				j.ask("passed-on", object, objection)
				if objection == "" {
					j.answer(j.clientOf(e.pod), target{port: p.GetNumber(), host: "(passed on) " + h}, want)
				}
			}
		}
	}
}

func selected(f *facts, namespace string, spec *networking.ServiceEntry) []*world.Pod {
	selector := labels.SelectorFromSet(spec.GetWorkloadSelector().GetLabels())
	var found []*world.Pod
	for _, pod := range f.pods {
		if pod.Namespace == namespace && selector.Matches(labels.Set(pod.Labels)) {
			found = append(found, pod)
		}
	}
	return found
}

// providers: behind the gateway that an imported service is reached by must be a cluster whose gateway passes it on, and Pods that
// prove to be who the ServiceEntry says.
func (j *judging) providers(l *world.Layout) error {
	configs, err := j.own().facts.view.IstioConfigs()
	if err != nil {
		return err
	}
	for _, entry := range configs {
		if entry.GroupVersionKind != gvk.ServiceEntry {
			continue
		}
		spec := entry.Spec.(*networking.ServiceEntry)
		for _, network := range importedFrom(spec, j.own().network) {
			for _, address := range j.networkGateways(network, j.own(), false) {
				at, number, err := net.SplitHostPort(address)
				if err != nil {
					return err
				}
				owner := l.Owner(at)
				if owner == "" {
					j.report.Notes = append(j.report.Notes, fmt.Sprintf("The address %s of the network %s is of a gateway that is not in the output", at, network))
					continue
				}
				for _, h := range spec.GetHosts() {
					objection, err := provided(l, owner, network, h, spec.GetSubjectAltNames())
					if objection == "" && !opens(l, owner, l.OwnerService(at), number) {
						objection = fmt.Sprintf("Service %s of cluster %s, which has the address %s, does not have the port %s", l.OwnerService(at), owner, at, number)
					}
					if err != nil {
						return err
					}
					j.ask("provider", refOf("ServiceEntry", entry), objection)
				}
			}
		}
	}
	return nil
}

// opens says whether a Service has a port, told as text.
func opens(l *world.Layout, cluster, service, number string) bool {
	w, _, err := l.World(cluster)
	if err != nil {
		return false
	}
	namespace, name, _ := strings.Cut(service, "/")
	f, err := read(w)
	if err != nil {
		return false
	}
	s := f.services[name+"."+namespace+".svc.cluster.local"]
	n, err := strconv.Atoi(number)
	return s != nil && err == nil && port(s, uint32(n)) != nil
}

func provided(l *world.Layout, owner, network, name string, identities []string) (string, error) {
	w, _, err := l.World(owner)
	if err != nil {
		return "", err
	}
	f, err := read(w)
	if err != nil {
		return "", err
	}
	configs, err := w.IstioConfigs()
	if err != nil {
		return "", err
	}
	passed, here := false, false
	for _, c := range configs {
		switch spec := c.Spec.(type) {
		case *networking.Gateway:
			for _, s := range spec.GetServers() {
				passed = passed || s.GetTls().GetMode() == networking.ServerTLSSettings_AUTO_PASSTHROUGH && slices.ContainsFunc(s.GetHosts(), func(opened string) bool {
					return host.Name(opened[strings.LastIndex(opened, "/")+1:]).Matches(host.Name(name))
				})
			}
		case *networking.ServiceEntry:
			if !slices.Contains(spec.GetHosts(), name) || spec.GetWorkloadSelector() == nil {
				continue
			}
			for _, pod := range selected(f, c.Namespace, spec) {
				here = true
				if is := pod.Labels[networkLabel]; is != network {
					return fmt.Sprintf("in cluster %s, %s is in the network %q, not in %s", owner, ref(pod), is, network), nil
				}
				for _, i := range l.Serving(owner) {
					text, err := i.MeshConfigYAML()
					if err != nil {
						return "", err
					}
					config, err := mesh.ApplyMeshConfigDefaults(text)
					if err != nil {
						return "", err
					}
					identity := fmt.Sprintf("spiffe://%s/ns/%s/sa/%s", config.GetTrustDomain(), pod.Namespace, pod.Spec.ServiceAccountName)
					if pod.Revision == i.Revision && len(identities) > 0 && !slices.Contains(identities, identity) {
						return fmt.Sprintf("in cluster %s, %s is %s, which is not among %v", owner, ref(pod), identity, identities), nil
					}
				}
			}
		}
	}
	switch {
	case !passed:
		return fmt.Sprintf("no gateway of cluster %s passes on %s", owner, name), nil
	case !here:
		return fmt.Sprintf("cluster %s has no Pods for %s", owner, name), nil
	}
	return "", nil
}
