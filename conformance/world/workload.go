package world

import (
	"encoding/json"
	"fmt"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	"cdk8s-ossm/conformance/source"
)

// replicas are how many pods a workload gets, whatever it asks for: two show that a thing holds for more than one.
const replicas = 2

// workload is an object that pods are made from.
type workload struct {
	object   *unstructured.Unstructured
	template corev1.PodTemplateSpec
	hash     string
}

// templated says whether objects of the kind make pods from spec.template.
func templated(group, kind string) bool {
	switch group {
	case "apps":
		return kind == "Deployment" || kind == "StatefulSet" || kind == "DaemonSet" || kind == "ReplicaSet"
	case "batch":
		return kind == "Job"
	case "argoproj.io":
		return kind == "Rollout"
	}
	return false
}

// workloads are all that make pods. One that is scaled to zero makes none.
func (b *builder) workloads() ([]*workload, error) {
	var all []*workload
	for _, o := range b.store.objects {
		gvk := o.GroupVersionKind()
		if !templated(gvk.Group, gvk.Kind) {
			continue
		}
		if count, given, err := unstructured.NestedInt64(o.Object, "spec", "replicas"); err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
		} else if given && count == 0 {
			continue
		}
		template, found, err := unstructured.NestedMap(o.Object, "spec", "template")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
		}
		if !found {
			return nil, fmt.Errorf("%s has no spec.template, from which the simulator could make pods", source.Ref(o))
		}
		w := &workload{object: o}
		text, err := json.Marshal(template)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
		}
		if err := json.Unmarshal(text, &w.template); err != nil {
			return nil, fmt.Errorf("%s: spec.template: %w", source.Ref(o), err)
		}
		w.hash = suffix(10, string(text))
		all = append(all, w)
	}
	return all, nil
}

func (w *workload) ref() string { return source.Ref(w.object) }

// pods are what the workload's controller asks the API server to create. Their names, which the API server makes up where a
// controller does not, are given too.
func (w *workload) pods(nodes []*corev1.Node) []*corev1.Pod {
	count := replicas
	switch w.object.GetKind() {
	case "DaemonSet":
		count = len(nodes)
	case "Job":
		count = 1
	}
	var pods []*corev1.Pod
	for i := 0; i < count; i++ {
		pods = append(pods, w.pod(i))
	}
	return pods
}

func (w *workload) pod(i int) *corev1.Pod {
	pod := &corev1.Pod{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Pod"},
		ObjectMeta: *w.template.ObjectMeta.DeepCopy(),
		Spec:       *w.template.Spec.DeepCopy(),
	}
	pod.Namespace = w.object.GetNamespace()
	if pod.Labels == nil {
		pod.Labels = map[string]string{}
	}
	if pod.Spec.ServiceAccountName == "" {
		pod.Spec.ServiceAccountName = "default"
	}
	owner, ownerKind, ownerVersion := w.object.GetName(), w.object.GetKind(), w.object.GetAPIVersion()
	switch w.object.GetKind() {
	case "Deployment":
		owner, ownerKind, ownerVersion = owner+"-"+w.hash, "ReplicaSet", "apps/v1"
		pod.Labels["pod-template-hash"] = w.hash
	case "Rollout":
		owner, ownerKind, ownerVersion = owner+"-"+w.hash, "ReplicaSet", "apps/v1"
		pod.Labels["rollouts-pod-template-hash"] = w.hash
	case "DaemonSet":
		pod.Labels["controller-revision-hash"] = w.hash
	case "StatefulSet":
		pod.Labels["controller-revision-hash"] = owner + "-" + w.hash
		pod.Labels["apps.kubernetes.io/pod-index"] = strconv.Itoa(i)
		pod.Labels["statefulset.kubernetes.io/pod-name"] = fmt.Sprintf("%s-%d", owner, i)
	}
	pod.GenerateName = owner + "-"
	pod.Name = pod.GenerateName + suffix(5, pod.Namespace, owner, strconv.Itoa(i))
	if w.object.GetKind() == "StatefulSet" {
		pod.Name = fmt.Sprintf("%s-%d", owner, i)
	}
	controller := true
	pod.OwnerReferences = []metav1.OwnerReference{{
		APIVersion: ownerVersion, Kind: ownerKind, Name: owner, Controller: &controller, BlockOwnerDeletion: &controller,
		UID: w.ownerUID(ownerKind, owner),
	}}
	return pod
}

// ownerUID is the workload's, or that of the ReplicaSet between it and the pods, which the world does not hold.
func (w *workload) ownerUID(kind, name string) types.UID {
	if kind == w.object.GetKind() {
		return w.object.GetUID()
	}
	return uid(string(w.object.GetUID()), kind, name)
}
