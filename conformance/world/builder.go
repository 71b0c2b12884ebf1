package world

import (
	"errors"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/admit"
	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
)

// name of this judge in findings.
const name = "world"

// builder holds a world while it is made.
type builder struct {
	layout    *Layout
	member    *member
	example   *source.Example
	cluster   *source.Cluster
	rendering *render.Rendering
	stored    Stored
	// addresses differ by cluster, as those of meshes over several clusters must.
	addresses *addresses
	store     *store
	findings  []judge.Finding

	planes   []*plane
	nodes    []*corev1.Node
	pods     []*Pod
	assumed  []Reference
	missing  []Reference
	unserved []string
	// unenrolled are namespaces whose labels reach no webhook, or several: their workloads need not be reported again.
	unenrolled map[string]bool
	// deployedBy is the revision whose controller made a workload, by source.Ref of the workload.
	deployedBy map[string]string
}

func newBuilder(l *Layout, m *member) *builder {
	example, cluster := l.Example, m.cluster
	index := 0
	for i, c := range example.Clusters {
		if c.Name == cluster.Name {
			index = i
		}
	}
	return &builder{
		layout: l, member: m, example: example, cluster: cluster, rendering: m.rendering, stored: l.stored,
		addresses:  &addresses{cluster: index, given: m.given},
		store:      newStore(),
		unenrolled: map[string]bool{}, deployedBy: map[string]string{},
	}
}

func (b *builder) world() *World {
	return &World{
		Cluster: b.cluster.Name, Target: b.example.Target,
		Objects: b.store.objects, Pods: b.pods,
		Missing: b.missing, Unserved: b.unserved, Assumed: b.assumed,
		planes: b.planes,
	}
}

func (b *builder) find(code string, level judge.Level, object, message string) {
	b.findings = append(b.findings, judge.Finding{
		Judge: name, Code: code, Level: level, Cluster: b.cluster.Name, Object: object, Message: message,
	})
}

// add gives an object addresses and identity, has it stored, and puts it into the cluster. What the API server refuses is left
// out and reported; it answers whether the object is in.
func (b *builder) add(o *unstructured.Unstructured) (bool, error) {
	given := o.DeepCopy()
	if err := b.addresses.assign(given); err != nil {
		return false, fmt.Errorf("%s: %w", source.Ref(o), err)
	}
	status, hasStatus := given.Object["status"]
	delete(given.Object, "status")
	stored, err := b.admit(given)
	if refusal := (*admit.Refused)(nil); errors.As(err, &refusal) {
		b.once("refused", judge.Error, source.Ref(o), refusal.Error())
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if hasStatus {
		stored.Object["status"] = status
	}
	identify(b.cluster.Name, stored)
	b.store.put(stored)
	return true, nil
}

// unjudged are the codes with which package admit says that it does not know a kind. Such an object is taken as it is.
var unjudged = map[string]bool{"no-crd": true, "crd-not-read": true, "no-kind": true, "core-kind-not-judged": true}

// admit is the object as the API server stores it: a copy.
func (b *builder) admit(o *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	var stored *unstructured.Unstructured
	var err error
	switch {
	case admit.IsCore(o.GroupVersionKind().Group):
		stored, err = admit.StoredCore(o)
	case b.stored != nil:
		stored, err = b.stored(b.example.Target, o)
	default:
		return o.DeepCopy(), nil
	}
	refusal := (*admit.Refused)(nil)
	if !errors.As(err, &refusal) {
		return stored, err
	}
	for _, f := range refusal.Findings {
		if !unjudged[f.Code] {
			return nil, err
		}
	}
	return o.DeepCopy(), nil
}
