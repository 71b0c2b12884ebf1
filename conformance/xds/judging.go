package xds

import (
	"fmt"
	"net/netip"
	"sort"
	"sync"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"
	corev1 "k8s.io/api/core/v1"

	meshconfig "istio.io/api/mesh/v1alpha1"

	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	listenerv3 "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	"istio.io/istio/pilot/pkg/model"
	pilotxds "istio.io/istio/pilot/test/xds"
	"istio.io/istio/pilot/test/xdstest"
	"istio.io/istio/pkg/test"
	"istio.io/istio/pkg/util/sets"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/world"
)

// judging is one run, over what one control plane sees.
type judging struct {
	ds     *pilotxds.FakeDiscoveryServer
	cp     *render.ControlPlane
	facts  *facts
	report judge.Report
	seen   *seen
	// ambient is what ztunnel is told; nil without ambient mode.
	ambient addresses

	// In a mesh over several clusters: those that the istiod knows, the one whose proxies are looked at, the mesh configuration,
	// and what istiod knows by itself.
	peers  []*peer
	home   *peer
	mesh   *meshconfig.MeshConfig
	known  *known
	layout *world.Layout
	mutex  sync.Mutex
}

// addresses is the part of Istio's ambient index that is asked.
type addresses interface {
	AddressInformation(sets.String) ([]model.AddressInfo, sets.String)
}

// seen is what all control planes of a cluster together tell.
type seen struct {
	// opened are the Gateways that a proxy of any control plane opens, by namespace and name.
	opened map[string]bool
	// listening are the ports of each gateway Pod that it listens on.
	listening map[*world.Pod]map[uint32]bool
}

// Cluster judges what the control planes of a cluster tell their proxies. The count is of the things that were asked and answered.
func Cluster(w *world.World, planes []*render.ControlPlane) (judge.Report, error) {
	var report judge.Report
	all := &seen{opened: map[string]bool{}, listening: map[*world.Pod]map[uint32]bool{}}
	for _, cp := range planes {
		one, err := plane(w.For(cp), cp, all)
		if err != nil {
			return report, err
		}
		report.Add(one)
	}
	if len(planes) > 0 {
		report.Add(withoutPods(w, all.opened))
		routes, err := openshiftRoutes(w, all)
		if err != nil {
			return report, err
		}
		report.Add(routes)
	}
	report.Sort()
	return report, nil
}

func plane(view *world.World, cp *render.ControlPlane, all *seen) (judge.Report, error) {
	j := &judging{cp: cp, seen: all}
	var failed error
	err := test.Wrap(func(t test.Failer) {
		failed = j.run(t, view)
	})
	if failed == nil {
		failed = err
	}
	if failed != nil {
		return j.report, fmt.Errorf("revision %s: %w", cp.Revision, failed)
	}
	return j.report, nil
}

func (j *judging) run(t test.Failer, view *world.World) error {
	var err error
	if j.facts, err = read(view); err != nil {
		return err
	}
	if j.ds, err = serve(t, view, j.cp); err != nil {
		return err
	}
	if j.ds.AmbientIndex != nil {
		j.ambient = j.ds.AmbientIndex
	}
	return j.steps()
}

func (j *judging) steps() error {
	for _, step := range []func() error{j.gateways, j.sidecars, j.waypoints, j.ztunnel} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// ask counts a question, and keeps the answer where it is an objection.
func (j *judging) ask(code, object, objection string) {
	j.report.Judged++
	if objection == "" {
		return
	}
	j.report.Findings = append(j.report.Findings, judge.Finding{
		Judge: name, Code: code, Level: judge.Error, Cluster: j.facts.view.Cluster, Object: object,
		Message: objection + " [" + j.cp.Revision + "]",
	})
}

// valid has Istio's validators look at all that a proxy is told.
func (j *judging) valid(pod *world.Pod, proxy *model.Proxy, listeners []*listenerv3.Listener) {
	objections := objectionsOf(func(t testing.TB) {
		xdstest.ValidateListeners(t, onSockets(listeners))
		for _, l := range listeners {
			xdstest.ValidateListener(t, toldApart(l))
		}
		xdstest.ValidateClusters(t, j.ds.Clusters(proxy))
		xdstest.ValidateRouteConfigurations(t, j.ds.RoutesFromListeners(proxy, listeners))
		xdstest.ValidateClusterLoadAssignments(t, j.ds.Endpoints(proxy))
	})
	text := ""
	if len(objections) > 0 {
		text = objections[0]
	}
	j.ask("invalid", ref(pod), text)
}

// toldApart is a listener as the validator can judge it: it compares the conditions of chains, and those that a matcher tells apart have
// none. Here each gets one of its own.
func toldApart(l *listenerv3.Listener) *listenerv3.Listener {
	if l.GetFilterChainMatcher() == nil {
		return l
	}
	l = proto.Clone(l).(*listenerv3.Listener)
	for i, chain := range l.FilterChains {
		if chain.FilterChainMatch == nil {
			address := netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)})
			chain.FilterChainMatch = &listenerv3.FilterChainMatch{PrefixRanges: []*corev3.CidrRange{{AddressPrefix: address.String(), PrefixLen: wrapperspb.UInt32(32)}}}
		}
	}
	return l
}

// onSockets are the listeners that have an address; those inside a proxy have none.
func onSockets(listeners []*listenerv3.Listener) []*listenerv3.Listener {
	var found []*listenerv3.Listener
	for _, l := range listeners {
		if l.GetAddress().GetSocketAddress() != nil {
			found = append(found, l)
		}
	}
	return found
}

// proxies are those of this control plane, of a type: one of each workload, as its Pods are alike.
func (j *judging) proxies(kind model.NodeType) []*world.Pod {
	byWorkload := map[string]*world.Pod{}
	for _, p := range j.facts.pods {
		if p.Revision != j.cp.Revision {
			continue
		}
		c := containerOf(p.Pod)
		if c == nil {
			continue
		}
		if is, err := typeOf(c); err != nil || is != kind {
			continue
		}
		if first := byWorkload[p.Workload]; first == nil || p.Name < first.Name {
			byWorkload[p.Workload] = p
		}
	}
	var list []*world.Pod
	for _, p := range byWorkload {
		list = append(list, p)
	}
	sort.Slice(list, func(a, b int) bool { return ref(list[a]) < ref(list[b]) })
	return list
}

// waypointAddresses are where traffic for a Service goes that has to pass its waypoint.
func (j *judging) waypointAddresses(s *corev1.Service) []string {
	namespace, name := j.facts.waypointOf(s)
	if name == "" {
		return nil
	}
	waypoint := j.facts.services[name+"."+namespace+".svc.cluster.local"]
	if waypoint == nil {
		return nil
	}
	p := port(waypoint, 15008)
	if p == nil {
		return nil
	}
	return j.facts.addresses(waypoint, p, nil)
}
