package world

import (
	"fmt"
	"sort"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
)

// World is what one cluster holds, or what one control plane sees of it.
type World struct {
	// Cluster is the cluster's name.
	Cluster string
	Target  source.Target
	// Objects are those of the example in its order, then the installed ones, then those that controllers make.
	Objects []*unstructured.Unstructured
	// Pods are the pods among the objects, with what is known about them.
	Pods []*Pod
	// Missing are Services and hosts that routes name and that are not in the cluster: another party brings them.
	Missing []Reference
	// Unserved are Services with a selector that no pod has: the workload comes from elsewhere, or the selector is wrong.
	Unserved []string
	// Assumed are objects of which the example says only the name. The simulator made them; nothing proves that they exist.
	Assumed []Reference

	// Notes are what had to be taken on trust besides.
	Notes []string

	planes []*plane
	// whole is what the world is a view of.
	whole *World
}

// Whole is the cluster that a view was taken from; a world that is no view is its own.
func (w *World) Whole() *World {
	if w.whole != nil {
		return w.whole
	}
	return w
}

// Reference is a name and who uses it.
type Reference struct {
	// Object as source.Ref names it: `Service shop/orders`.
	Object string
	// By are those that use it, sorted.
	By []string
}

// Pod is a pod and where it came from.
type Pod struct {
	*corev1.Pod
	// Workload is what made the pod: `Deployment shop/web`.
	Workload string
	// Revision is the control plane that the pod's proxy belongs to. Empty for a pod without a proxy of its own.
	Revision string
	// Webhook is the one that injected the pod: `istio-sidecar-injector/namespace.sidecar-injector.istio.io`.
	Webhook string
	// Ambient is whether its traffic goes through ztunnel.
	Ambient bool
}

// Stored gives an object as the API server would store it: pruned and defaulted.
type Stored func(source.Target, *unstructured.Unstructured) (*unstructured.Unstructured, error)

// Build makes the world of a cluster. Findings are faults that show while making it; an error means that it could not be made.
// Without stored, defaults of custom resources are skipped.
//
// The process must have been started with the environment that Flags gives: Istio reads it once.
func Build(example *source.Example, cluster *source.Cluster, rendering *render.Rendering, stored Stored) (*World, []judge.Finding, error) {
	l := Lay(example, stored)
	err := l.CheckEnvironment(cluster.Name)
	if len(l.Serving(cluster.Name)) == 0 && len(rendering.ControlPlanes) > 0 {
		// The rendering need not be of what the cluster itself holds.
		var flags map[string]string
		if flags, err = Flags(rendering); err == nil && !rendering.ControlPlanes[0].Remote {
			err = checkEnvironment(flags)
		}
	}
	if err != nil {
		return nil, nil, err
	}
	m := l.member(cluster.Name)
	if m == nil {
		return nil, nil, fmt.Errorf("example %s has no cluster %s", example.Name, cluster.Name)
	}
	m.rendering, m.failure = rendering, nil
	return build(l, m)
}

func build(l *Layout, m *member) (*World, []judge.Finding, error) {
	silence()
	example, cluster := l.Example, m.cluster
	b := newBuilder(l, m)
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"objects of the example", b.addOurs},
		{"Secrets for istiod", b.addSecrets},
		{"installed objects", b.addInstalled},
		{"tokens", b.fillTokens},
		{"namespaces", b.addNamespaces},
		{"nodes", b.addNodes},
		{"control planes", b.readControlPlanes},
		{"managed gateways", b.deployGateways},
		{"enrolment of namespaces", b.checkNamespaces},
		{"pods", b.addPods},
		{"ambient redirection", b.redirect},
		{"reach of control planes", b.checkReach},
		{"endpoints", b.addEndpoints},
		{"addresses of gateways", b.addGatewayAddresses},
		{"selections", b.checkSelections},
		{"certificates", b.addCertificates},
		{"references", b.findMissing},
	} {
		if err := step.do(); err != nil {
			return nil, nil, fmt.Errorf("%s, cluster %s: %s: %w", example.Name, cluster.Name, step.name, err)
		}
	}
	sort.SliceStable(b.findings, func(i, j int) bool { return b.findings[i].String() < b.findings[j].String() })
	return b.world(), b.findings, nil
}

// ByRevision are the pods of each control plane, by the name of its revision. Pods without a proxy are under the empty name.
func (w *World) ByRevision() map[string][]*Pod {
	pods := map[string][]*Pod{}
	for _, p := range w.Pods {
		pods[p.Revision] = append(pods[p.Revision], p)
	}
	return pods
}

// Find is the object of that group, kind, namespace and name; nil where there is none.
func (w *World) Find(group, kind, namespace, name string) *unstructured.Unstructured {
	for _, o := range w.Objects {
		gvk := o.GroupVersionKind()
		if gvk.Group == group && gvk.Kind == kind && o.GetNamespace() == namespace && o.GetName() == name {
			return o
		}
	}
	return nil
}

// YAML are all objects, in their order.
func (w *World) YAML() (string, error) {
	var out []byte
	for _, o := range w.Objects {
		text, err := yaml.Marshal(o.Object)
		if err != nil {
			return "", fmt.Errorf("%s: %w", source.Ref(o), err)
		}
		out = append(out, "---\n"...)
		out = append(out, text...)
	}
	return string(out), nil
}
