package xds

import (
	"fmt"
	"net"
	"slices"
	"sort"
	"strconv"
	"sync"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"

	"cdk8s-ossm/conformance/world"
)

// facts are what Kubernetes knows of a view: the yardstick.
type facts struct {
	services   map[string]*corev1.Service // by host name
	namespaces map[string]*corev1.Namespace
	secrets    map[string]*corev1.Secret // by namespace/name
	policies   []*networkingv1.NetworkPolicy
	gateways   []*gatewayv1.Gateway
	nodes      map[string]*corev1.Node
	pods       []*world.Pod
	view       *world.World
}

func read(view *world.World) (*facts, error) {
	if known, is := factsOf.Load(view); is {
		return known.(*facts), nil
	}
	f, err := readAll(view)
	if err == nil && view.Whole() == view {
		factsOf.Store(view, f)
	}
	return f, err
}

// factsOf are the facts of worlds that are no views: those are asked for again and again in a mesh of many clusters.
var factsOf sync.Map

func readAll(view *world.World) (*facts, error) {
	objects, err := view.Kube()
	if err != nil {
		return nil, err
	}
	f := &facts{
		services: map[string]*corev1.Service{}, namespaces: map[string]*corev1.Namespace{}, secrets: map[string]*corev1.Secret{},
		nodes: map[string]*corev1.Node{}, pods: view.Pods, view: view,
	}
	for _, o := range objects {
		f.take(o)
	}
	return f, nil
}

func (f *facts) take(o runtime.Object) {
	switch typed := o.(type) {
	case *corev1.Service:
		f.services[hostOf(typed)] = typed
	case *corev1.Namespace:
		f.namespaces[typed.Name] = typed
	case *corev1.Secret:
		f.secrets[typed.Namespace+"/"+typed.Name] = typed
	case *corev1.Node:
		f.nodes[typed.Name] = typed
	case *gatewayv1.Gateway:
		f.gateways = append(f.gateways, typed)
	case *networkingv1.NetworkPolicy:
		f.policies = append(f.policies, typed)
	case *discoveryv1.EndpointSlice:
		// The simulator's own work: the yardstick is the selectors and the Pods.
	}
}

func hostOf(s *corev1.Service) string {
	return s.Name + "." + s.Namespace + ".svc.cluster.local"
}

// hosts are the names of all Services, in order.
func (f *facts) hosts() []string {
	var list []string
	for host := range f.services {
		list = append(list, host)
	}
	sort.Strings(list)
	return list
}

// podsOf are the Pods that a Service means.
func (f *facts) podsOf(s *corev1.Service) []*world.Pod {
	if len(s.Spec.Selector) == 0 {
		return nil
	}
	selector := labels.SelectorFromSet(s.Spec.Selector)
	var found []*world.Pod
	for _, p := range f.pods {
		if p.Namespace == s.Namespace && selector.Matches(labels.Set(p.Labels)) {
			found = append(found, p)
		}
	}
	return found
}

// port finds a Service's port by its number.
func port(s *corev1.Service, number uint32) *corev1.ServicePort {
	for i := range s.Spec.Ports {
		if s.Spec.Ports[i].Port == int32(number) {
			return &s.Spec.Ports[i]
		}
	}
	return nil
}

// targetPort is where a Pod listens for a Service's port; zero where it does not have the named port.
func targetPort(p *corev1.ServicePort, pod *corev1.Pod) int32 {
	if n := p.TargetPort.IntValue(); n != 0 {
		return int32(n)
	}
	if p.TargetPort.StrVal == "" {
		return p.Port
	}
	for _, c := range slices.Concat(pod.Spec.Containers, pod.Spec.InitContainers) {
		for _, cp := range c.Ports {
			if cp.Name == p.TargetPort.StrVal {
				return cp.ContainerPort
			}
		}
	}
	return 0
}

// addresses are the `ip:port` of a Service's port at the Pods that have these labels, in order.
func (f *facts) addresses(s *corev1.Service, p *corev1.ServicePort, subset map[string]string) []string {
	var list []string
	for _, pod := range f.podsOf(s) {
		if target := targetPort(p, pod.Pod); target != 0 && labels.SelectorFromSet(subset).Matches(labels.Set(pod.Labels)) {
			list = append(list, net.JoinHostPort(pod.Status.PodIP, strconv.Itoa(int(target))))
		}
	}
	sort.Strings(list)
	return list
}

// label is a label of a Service, or else of its namespace.
func (f *facts) label(s *corev1.Service, key string) string {
	if value, set := s.Labels[key]; set {
		return value
	}
	if ns := f.namespaces[s.Namespace]; ns != nil {
		return ns.Labels[key]
	}
	return ""
}

// waypointOf is the namespace and name of the waypoint that a Service is enrolled with; empty where it is with none.
func (f *facts) waypointOf(s *corev1.Service) (namespace, name string) {
	const use, useNamespace = "istio.io/use-waypoint", "istio.io/use-waypoint-namespace"
	namespace = s.Namespace
	if value, set := s.Labels[use]; set {
		if other := s.Labels[useNamespace]; other != "" {
			namespace = other
		}
		return noneIsEmpty(namespace, value)
	}
	ns := f.namespaces[s.Namespace]
	if ns == nil {
		return "", ""
	}
	if other := ns.Labels[useNamespace]; other != "" {
		namespace = other
	}
	return noneIsEmpty(namespace, ns.Labels[use])
}

func noneIsEmpty(namespace, name string) (string, string) {
	if name == "" || name == "none" {
		return "", ""
	}
	return namespace, name
}

func ref(p *world.Pod) string {
	return fmt.Sprintf("Pod %s/%s", p.Namespace, p.Name)
}
