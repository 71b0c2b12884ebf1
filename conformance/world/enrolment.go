package world

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"istio.io/api/annotation"
	"istio.io/api/label"
	"istio.io/istio/pkg/kube/inject"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// checkNamespaces reports namespaces whose own labels ask for injection and reach no webhook, or several. It shows before a
// workload is there.
func (b *builder) checkNamespaces() error {
	hooks, err := b.webhooks()
	if err != nil || len(b.planes) == 0 {
		return err
	}
	for _, ns := range b.store.of("", "Namespace") {
		labels := ns.GetLabels()
		found := matching(hooks, labels, nil)
		switch {
		case len(found) > 1:
			b.find("injected-twice", judge.Error, source.Ref(ns), "its pods are injected by "+strings.Join(namesOf(found), " and "))
		case len(found) == 0 && namespaceAsks(labels) != "":
			b.find("not-injected", judge.Error, source.Ref(ns),
				fmt.Sprintf("its label %s asks for injection, and no webhook of the cluster selects it", namespaceAsks(labels)))
		default:
			continue
		}
		b.unenrolled[ns.GetName()] = true
	}
	return nil
}

// checkEnrolment reports a workload that asks for injection and gets none, or that gets it twice.
func (b *builder) checkEnrolment(ref string, pod *corev1.Pod, hooks []*webhook) {
	if len(b.planes) == 0 || optedOut(pod) {
		return
	}
	ns := b.labelsOf(pod.Namespace)
	found := matching(hooks, ns, pod.Labels)
	own := podAsks(pod)
	if own == "" && b.unenrolled[pod.Namespace] {
		return
	}
	if len(found) > 1 {
		b.find("injected-twice", judge.Error, ref, "its pods are injected by "+strings.Join(namesOf(found), " and "))
		return
	}
	asks := own
	if asks == "" {
		asks = namespaceAsks(ns)
	}
	if asks == "" {
		return
	}
	switch {
	case len(found) == 0:
		b.find("not-injected", judge.Error, ref,
			fmt.Sprintf("the label %s asks for injection, and no webhook of the cluster selects its pods", asks))
	case pod.Spec.HostNetwork && own != "":
		b.find("not-injected", judge.Error, ref,
			fmt.Sprintf("the label %s asks for injection, and Istio never injects pods on the host's network", asks))
	}
}

func (b *builder) labelsOf(namespace string) map[string]string {
	if ns := b.store.namespace(namespace); ns != nil {
		return ns.GetLabels()
	}
	return nil
}

// namespaceAsks is the label with which a namespace asks for injection, empty where it does not.
func namespaceAsks(labels map[string]string) string {
	if value, set := labels["istio-injection"]; set {
		if value == "enabled" {
			return "istio-injection=enabled"
		}
		return ""
	}
	if rev := labels[label.IoIstioRev.Name]; rev != "" {
		return label.IoIstioRev.Name + "=" + rev
	}
	return ""
}

// podAsks is the label with which a pod itself asks for injection, empty where it does not.
func podAsks(pod *corev1.Pod) string {
	if pod.Labels[label.SidecarInject.Name] == "true" {
		return label.SidecarInject.Name + "=true"
	}
	if rev := pod.Labels[label.IoIstioRev.Name]; rev != "" && !managed(pod) {
		return label.IoIstioRev.Name + "=" + rev
	}
	return ""
}

// asked says whether a pod is to be injected by its own labels or its namespace's.
func (b *builder) asked(pod *corev1.Pod) bool {
	return !optedOut(pod) && !pod.Spec.HostNetwork && (podAsks(pod) != "" || namespaceAsks(b.labelsOf(pod.Namespace)) != "")
}

func optedOut(pod *corev1.Pod) bool {
	if value, set := pod.Labels[label.SidecarInject.Name]; set {
		return value == "false"
	}
	return pod.Annotations[annotation.SidecarInject.Name] == "false" || inject.IgnoredNamespaces.Contains(pod.Namespace)
}

// managed says whether Istio's gateway controller made the pod.
func managed(pod *corev1.Pod) bool {
	return pod.Labels[label.GatewayManaged.Name] != ""
}
