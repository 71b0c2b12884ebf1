package world

import (
	"errors"
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// addPods makes the pods of all workloads, and those that are emitted as such, and has them injected.
func (b *builder) addPods() error {
	hooks, err := b.webhooks()
	if err != nil {
		return err
	}
	defer func() {
		for _, p := range b.planes {
			if p.handler != nil {
				p.handler.close()
				p.handler = nil
			}
		}
	}()
	for _, o := range b.store.of("", "Pod") {
		pod := &corev1.Pod{}
		if err := into(o, pod); err != nil {
			return err
		}
		if pod.Spec.ServiceAccountName == "" {
			pod.Spec.ServiceAccountName = "default"
		}
		if err := b.addPod(pod, source.Ref(o), 0, hooks); err != nil {
			return err
		}
	}
	workloads, err := b.workloads()
	if err != nil {
		return err
	}
	for _, w := range workloads {
		b.checkEnrolment(w.ref(), w.pod(0), hooks)
		for i, pod := range w.pods(b.nodes) {
			if err := b.addPod(pod, w.ref(), i, hooks); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *builder) addPod(pod *corev1.Pod, workload string, index int, hooks []*webhook) error {
	account := pod.Spec.ServiceAccountName
	if account != "default" && b.store.get("", "ServiceAccount", pod.Namespace, account) == nil {
		b.once("refused", judge.Error, workload, fmt.Sprintf("its pods are refused: there is no ServiceAccount %s/%s", pod.Namespace, account))
		return nil
	}
	entry := &Pod{Pod: pod, Workload: workload, Revision: b.deployedBy[workload]}
	for _, w := range matching(hooks, b.labelsOf(pod.Namespace), pod.Labels) {
		injected, err := b.call(w, pod)
		if refusal := (refused{}); errors.As(err, &refusal) {
			// The injector lists the templates that it has, in an order of chance.
			why, _, _ := strings.Cut(refusal.message, "; have ")
			b.once("injection-refused", judge.Error, workload, w.name+" refuses its pods: "+why)
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", workload, err)
		}
		if injected == pod {
			continue
		}
		entry.Pod, entry.Revision, entry.Webhook = injected, w.plane.Revision, w.name
		pod = injected
	}
	if entry.Webhook == "" && b.asked(pod) && len(matching(hooks, b.labelsOf(pod.Namespace), pod.Labels)) > 0 {
		b.once("not-injected", judge.Error, workload, "its pods ask for injection, and the injector's own policy leaves them alone")
	}
	b.run(entry.Pod, b.nodes[index%len(b.nodes)])
	object, err := toUnstructured(entry.Pod)
	if err != nil {
		return fmt.Errorf("%s: %w", workload, err)
	}
	added, err := b.add(object)
	if err != nil || !added {
		return err
	}
	entry.Pod = &corev1.Pod{}
	if err := into(b.store.get("", "Pod", pod.Namespace, pod.Name), entry.Pod); err != nil {
		return err
	}
	b.pods = append(b.pods, entry)
	return nil
}

// call has a webhook's control plane inject a pod, which has no name yet where the API server makes it up.
func (b *builder) call(w *webhook, pod *corev1.Pod) (*corev1.Pod, error) {
	if w.plane.handler == nil {
		handler, err := b.newInjector(w.plane)
		if err != nil {
			return nil, fmt.Errorf("injector of revision %s: %w", w.plane.Revision, err)
		}
		w.plane.handler = handler
	}
	asked := pod.DeepCopy()
	if _, named := asked.Labels["statefulset.kubernetes.io/pod-name"]; asked.GenerateName != "" && !named {
		asked.Name = ""
	}
	injected, err := w.plane.handler.inject(asked, w.path)
	if err != nil {
		return nil, err
	}
	if injected == asked {
		return pod, nil
	}
	injected.Name = pod.Name
	return injected, nil
}

// run gives a pod what the scheduler and the kubelet give it. Which node it is does not follow from selectors and affinities.
func (b *builder) run(pod *corev1.Pod, node *corev1.Node) {
	pod.Spec.NodeName = node.Name
	host := node.Status.Addresses[0].Address
	ip := host
	if !pod.Spec.HostNetwork {
		ip = b.addresses.pod()
	}
	start := born
	pod.Status = corev1.PodStatus{
		Phase: corev1.PodRunning, HostIP: host, HostIPs: []corev1.HostIP{{IP: host}}, PodIP: ip, PodIPs: []corev1.PodIP{{IP: ip}},
		StartTime: &start,
	}
	for _, t := range []corev1.PodConditionType{corev1.PodScheduled, corev1.PodInitialized, corev1.ContainersReady, corev1.PodReady} {
		pod.Status.Conditions = append(pod.Status.Conditions,
			corev1.PodCondition{Type: t, Status: corev1.ConditionTrue, LastTransitionTime: born})
	}
}

// once reports a fault a single time, though each pod of a workload shows it.
func (b *builder) once(code string, level judge.Level, object, message string) {
	for _, f := range b.findings {
		if f.Code == code && f.Object == object && f.Message == message {
			return
		}
	}
	b.find(code, level, object, message)
}

// annotate sets an annotation of a pod.
func (b *builder) annotate(pod *Pod, name, value string) error {
	if pod.Annotations == nil {
		pod.Annotations = map[string]string{}
	}
	pod.Annotations[name] = value
	object := b.store.get("", "Pod", pod.Namespace, pod.Name)
	return unstructured.SetNestedField(object.Object, value, "metadata", "annotations", name)
}
