package xds

import (
	"fmt"
	"net/netip"
	"slices"
	"sort"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"

	listenerv3 "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	networking "istio.io/api/networking/v1alpha3"
	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pilot/pkg/serviceregistry/ambient"
	"istio.io/istio/pilot/pkg/serviceregistry/util/xdsfake"
	"istio.io/istio/pkg/activenotifier"
	"istio.io/istio/pkg/cluster"
	"istio.io/istio/pkg/config/host"
	"istio.io/istio/pkg/config/mesh/meshwatcher"
	"istio.io/istio/pkg/config/schema/gvr"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/kube/kclient/clienttest"
	"istio.io/istio/pkg/kube/krt"
	"istio.io/istio/pkg/kube/multicluster"
	"istio.io/istio/pkg/test"
	"istio.io/istio/pkg/util/sets"
	"istio.io/istio/pkg/workloadapi"
	"k8s.io/client-go/rest"

	"cdk8s-ossm/conformance/world"
)

// crossNetwork: a server that passes on by names must have a filter chain for each Service which its hosts let through, and that
// must lead to the Pods of the gateway's own network.
func (j *judging) crossNetwork(e *edge, object string, listener *listenerv3.Listener, server *networking.Server) {
	if j.home == nil {
		return
	}
	c := j.clientOf(e.pod)
	c.mutual = true
	names := map[string]bool{}
	for _, chain := range listener.GetFilterChains() {
		for _, name := range chain.GetFilterChainMatch().GetServerNames() {
			names[name] = true
		}
	}
	j.exported(e, object, names, server)
	for _, h := range j.allHosts() {
		if !slices.ContainsFunc(server.GetHosts(), func(opened string) bool {
			return host.Name(opened[strings.LastIndex(opened, "/")+1:]).Matches(host.Name(h))
		}) {
			continue
		}
		service := j.service(h)
		if !isReadyService(service) || service.Spec.ClusterIP == corev1.ClusterIPNone {
			continue
		}
		for i := range service.Spec.Ports {
			sp := &service.Spec.Ports[i]
			if sp.Protocol != corev1.ProtocolTCP && sp.Protocol != "" {
				continue
			}
			want := j.endpointsFor(c, h, uint32(sp.Port), nil)
			if len(want) == 0 || j.local(h) {
				continue
			}
			name := fmt.Sprintf("outbound_.%d_._.%s", sp.Port, h)
			objection := ""
			if !names[name] {
				objection = fmt.Sprintf("%s does not pass on %s", ref(e.pod), name)
			} else if got := slices.Compact(slices.Clone(e.out.endpoints[name])); !slices.Equal(got, want) {
				objection = fmt.Sprintf("%s passes on %s to %v, and should to %v", ref(e.pod), name, got, want)
			}
			j.ask("passed-on", object, objection)
			if objection == "" {
				j.answer(c, target{port: uint32(sp.Port), host: "(passed on) " + h}, want)
			}
		}
	}
}

// allHosts are the names of the Services of all clusters.
func (j *judging) allHosts() []string {
	all := map[string]bool{}
	for _, p := range j.peers {
		for _, h := range p.facts.hosts() {
			all[h] = true
		}
	}
	var list []string
	for h := range all {
		list = append(list, h)
	}
	sort.Strings(list)
	return list
}

// isEastWest says whether a Pod is an ambient gateway between networks.
func isEastWest(pod *world.Pod) bool {
	return pod.Labels["gateway.istio.io/managed"] == "istio.io-eastwest-controller"
}

// eastWest: an ambient gateway must know each Service that is shared and has Pods in its cluster, by each of its ports.
func (j *judging) eastWest(pod *world.Pod, out outbound) {
	if j.home == nil {
		return
	}
	for _, h := range j.facts.hosts() {
		service := j.facts.services[h]
		if !global(j.mesh, service, j.facts.namespaces[service.Namespace]) || len(j.facts.podsOf(service)) == 0 {
			continue
		}
		for i := range service.Spec.Ports {
			sp := &service.Spec.Ports[i]
			if sp.Protocol != corev1.ProtocolTCP && sp.Protocol != "" {
				continue
			}
			prefix, suffix := fmt.Sprintf("inbound-vip|%d|", sp.Port), "|"+h
			objection := fmt.Sprintf("%s has no cluster %s...%s", ref(pod), prefix, suffix)
			for name := range out.clusters {
				if strings.HasPrefix(name, prefix) && strings.HasSuffix(name, suffix) {
					objection = ""
				}
			}
			j.ask("passed-on", "Service "+service.Namespace+"/"+service.Name, objection)
			if objection == "" {
				j.answer(j.clientOf(pod), target{port: uint32(sp.Port), host: "(passed on) " + h}, []string{"its cluster"})
			}
		}
	}
}

// behindWaypoint is where a waypoint sends on to: the Pods of the Service, and those of other clusters where it is shared.
func (j *judging) behindWaypoint(pod *world.Pod, service *corev1.Service, sp *corev1.ServicePort) []string {
	c := j.clientOf(pod)
	c.tunnels = true
	if j.home == nil || !features.EnableAmbientMultiNetwork {
		return j.facts.addresses(service, sp, nil)
	}
	return j.endpointsFor(c, hostOf(service), uint32(sp.Port), nil)
}

// sharedServices: ztunnel must be told of the Pods of other clusters for Services in global scope: directly in the same network, as
// the gateway in another; and of none for a Service that is local.
func (j *judging) sharedServices() {
	if j.home == nil || !features.EnableAmbientMultiNetwork {
		return
	}
	for _, h := range j.facts.hosts() {
		service := j.facts.services[h]
		if !isReadyService(service) {
			continue
		}
		id := service.Namespace + "/" + h
		workloads := map[string]*workloadapi.Workload{}
		found, _ := j.ambient.AddressInformation(sets.New(id))
		for _, a := range found {
			if w := a.GetWorkload(); w != nil && w.GetServices()[id] != nil {
				workloads[w.GetUid()] = w
			}
		}
		for _, p := range j.peers {
			other := p.facts.services[h]
			if p == j.home || other == nil || len(p.facts.podsOf(other)) == 0 {
				continue
			}
			objection := ""
			if here, there := global(j.mesh, service, j.facts.namespaces[service.Namespace]), global(j.mesh, other, p.facts.namespaces[other.Namespace]); here != there {
				objection = fmt.Sprintf("it is in global scope in one of the clusters %s and %s, and in local scope in the other", j.home.facts.view.Cluster, p.facts.view.Cluster)
			}
			j.ask("shared-by-one", "Service "+service.Namespace+"/"+service.Name, objection)
			j.ask("shared", "Service "+service.Namespace+"/"+service.Name, j.sharedWith(p, h, other, workloads))
		}
	}
}

// sharedWith says what is wrong with what ztunnel is told of a Service's Pods in another cluster.
func (j *judging) sharedWith(p *peer, h string, other *corev1.Service, workloads map[string]*workloadapi.Workload) string {
	shared := j.shared(j.home, p, h)
	told := map[string]bool{}
	for _, w := range workloads {
		if p.network == j.home.network {
			if strings.HasPrefix(w.GetUid(), string(p.id)+"//Pod/") {
				told[w.GetUid()] = true
			}
			continue
		}
		if w.GetNetwork() == p.network {
			address, _ := netip.AddrFromSlice(w.GetNetworkGateway().GetAddress().GetAddress())
			told[netip.AddrPortFrom(address, uint16(w.GetNetworkGateway().GetHboneMtlsPort())).String()] = true
		}
	}
	if !shared {
		if len(told) > 0 {
			return fmt.Sprintf("it is not shared by both clusters, and ztunnel is told of it in cluster %s: %v", p.facts.view.Cluster, sorted(told))
		}
		return ""
	}
	want := map[string]bool{}
	if p.network == j.home.network {
		for _, pod := range p.facts.podsOf(other) {
			want[fmt.Sprintf("%s//Pod/%s/%s", p.id, pod.Namespace, pod.Name)] = true
		}
	} else {
		gateways := j.networkGateways(p.network, p, true)
		if len(gateways) == 0 {
			return fmt.Sprintf("it is shared, and the network %s of cluster %s has no gateway", p.network, p.facts.view.Cluster)
		}
		for _, g := range gateways {
			want[g] = true
		}
	}
	for address := range told {
		j.report.Answers = append(j.report.Answers, fmt.Sprintf("ztunnel in %s: %s in %s is at %s", j.home.facts.view.Cluster, h, p.facts.view.Cluster, address))
	}
	if a, b := sorted(told), sorted(want); !slices.Equal(a, b) && !(len(a) > 0 && p.network != j.home.network && allIn(a, b)) {
		return fmt.Sprintf("it is shared, and in cluster %s ztunnel is told of %v, and should be of %v", p.facts.view.Cluster, a, b)
	}
	return ""
}

func allIn(a, b []string) bool {
	return !slices.ContainsFunc(a, func(s string) bool { return !slices.Contains(b, s) })
}

func sorted(set map[string]bool) []string {
	list := []string{}
	for s := range set {
		list = append(list, s)
	}
	sort.Strings(list)
	return list
}

// ambientIndex is Istio's ambient index over all clusters that istiod knows.
func (j *judging) ambientIndex(t test.Failer, i *world.Istiod, objects map[cluster.ID][]runtime.Object) (ambient.Index, error) {
	clientOf := func(id cluster.ID, more []runtime.Object) kube.CLIClient {
		c := kube.NewFakeClient(append(slices.Clone(objects[id]), more...)...)
		for _, crd := range []schemaResource{gvr.AuthorizationPolicy, gvr.PeerAuthentication, gvr.WorkloadEntry, gvr.GatewayClass, gvr.KubernetesGateway,
			gvr.HTTPRoute, gvr.GRPCRoute, gvr.TCPRoute, gvr.TLSRoute, gvr.ReferenceGrant, gvr.ServiceEntry} {
			clienttest.MakeCRD(t, c, crd)
		}
		return c
	}
	secrets, err := j.secretsOf(i)
	if err != nil {
		return nil, err
	}
	client := clientOf(cluster.ID(i.ID), secrets)
	stop := test.NewStop(t)
	watcher := meshwatcher.NewTestWatcher(j.mesh)
	controller := multicluster.NewController(multicluster.ControllerOptions{
		Client: client, ClusterID: cluster.ID(i.ID), SystemNamespace: i.Namespace, MeshConfig: watcher, Debugger: krt.GlobalDebugHandler,
		ClientBuilder: func(_ []byte, id cluster.ID, _ ...func(*rest.Config)) (kube.Client, error) {
			if objects[id] == nil {
				return nil, fmt.Errorf("the cluster %s is unknown", id)
			}
			return clientOf(id, nil), nil
		},
	})
	index := ambient.New(ambient.Options{
		Revision: i.Revision, SystemNamespace: i.Namespace, DomainSuffix: "cluster.local", ClusterID: cluster.ID(i.ID), XDSUpdater: xdsfake.NewFakeXDS(),
		MeshConfig: watcher, StatusNotifier: activenotifier.New(false), Debugger: krt.GlobalDebugHandler, MultiClusterController: controller,
		Flags: ambient.FeatureFlags{
			DefaultAllowFromWaypoint:              features.DefaultAllowFromWaypoint,
			EnableK8SServiceSelectWorkloadEntries: features.EnableK8SServiceSelectWorkloadEntries,
		},
	})
	if err := controller.Run(stop); err != nil {
		return nil, err
	}
	client.RunAndWait(stop)
	go index.Run(stop)
	if !within(patience, func() bool { return controller.HasSynced() && index.HasSynced() }) {
		return nil, fmt.Errorf("the ambient index was not ready within %s", patience)
	}
	return index, nil
}

// secretsOf are those with kubeconfigs.
func (j *judging) secretsOf(i *world.Istiod) ([]runtime.Object, error) {
	all, err := j.own().facts.view.Kube()
	if err != nil {
		return nil, err
	}
	var secrets []runtime.Object
	for _, o := range all {
		if secret, is := o.(*corev1.Secret); is && secret.Namespace == i.Namespace && secret.Labels["istio/multiCluster"] == "true" {
			secrets = append(secrets, secret)
		}
	}
	return secrets, nil
}
