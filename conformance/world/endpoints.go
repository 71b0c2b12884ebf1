package world

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// addEndpoints makes the EndpointSlices of all Services with a selector, as Kubernetes does: one slice for each set of port
// numbers, since a named target port may be another number in another pod.
func (b *builder) addEndpoints() error {
	for _, o := range b.store.of("", "Service") {
		service := &corev1.Service{}
		if err := into(o, service); err != nil {
			return err
		}
		if len(service.Spec.Selector) == 0 || service.Spec.Type == corev1.ServiceTypeExternalName {
			continue
		}
		slices := b.slices(service)
		if len(slices) == 0 {
			b.unserved = append(b.unserved, source.Ref(o))
		}
		for _, slice := range slices {
			object, err := toUnstructured(slice)
			if err != nil {
				return err
			}
			if _, err := b.add(object); err != nil {
				return err
			}
		}
	}
	b.unserved = unique(b.unserved)
	return nil
}

func (b *builder) slices(service *corev1.Service) []*discoveryv1.EndpointSlice {
	var all []*discoveryv1.EndpointSlice
	bySet := map[string]*discoveryv1.EndpointSlice{}
	selector := labels.SelectorFromSet(service.Spec.Selector)
	for _, pod := range b.pods {
		if pod.Namespace != service.Namespace || !selector.Matches(labels.Set(pod.Labels)) {
			continue
		}
		ports, set := resolve(service, pod.Pod)
		if len(ports) < len(service.Spec.Ports) {
			b.once("port-unresolved", judge.Error, fmt.Sprintf("Service %s/%s", service.Namespace, service.Name),
				"it has a named target port that pods of "+pod.Workload+" do not have")
		}
		slice, known := bySet[set]
		if !known {
			slice = newSlice(service, ports, len(all))
			bySet[set] = slice
			all = append(all, slice)
		}
		slice.Endpoints = append(slice.Endpoints, b.endpoint(pod.Pod))
	}
	return all
}

func newSlice(service *corev1.Service, ports []discoveryv1.EndpointPort, n int) *discoveryv1.EndpointSlice {
	controller := true
	slice := &discoveryv1.EndpointSlice{
		TypeMeta: metav1.TypeMeta{APIVersion: "discovery.k8s.io/v1", Kind: "EndpointSlice"},
		ObjectMeta: metav1.ObjectMeta{
			Name:      service.Name + "-" + suffix(5, service.Namespace, service.Name, fmt.Sprint(n)),
			Namespace: service.Namespace,
			Labels:    map[string]string{},
			OwnerReferences: []metav1.OwnerReference{{
				APIVersion: "v1", Kind: "Service", Name: service.Name, UID: service.UID,
				Controller: &controller, BlockOwnerDeletion: &controller,
			}},
		},
		AddressType: discoveryv1.AddressTypeIPv4,
		Ports:       ports,
	}
	for k, v := range service.Labels {
		slice.Labels[k] = v
	}
	slice.Labels[discoveryv1.LabelServiceName] = service.Name
	slice.Labels[discoveryv1.LabelManagedBy] = "endpointslice-controller.k8s.io"
	if service.Spec.ClusterIP == corev1.ClusterIPNone {
		slice.Labels[corev1.IsHeadlessService] = ""
	}
	return slice
}

// resolve gives a Service's ports in a pod. A named port that the pod does not have is left out, as Kubernetes does.
func resolve(service *corev1.Service, pod *corev1.Pod) (ports []discoveryv1.EndpointPort, set string) {
	var numbers []string
	for i := range service.Spec.Ports {
		port := &service.Spec.Ports[i]
		number := port.TargetPort.IntVal
		if port.TargetPort.Type == intstr.String {
			number = containerPort(pod, port.TargetPort.StrVal, port.Protocol)
		}
		if number == 0 {
			continue
		}
		name, protocol := port.Name, port.Protocol
		ports = append(ports, discoveryv1.EndpointPort{
			Name: &name, Port: &number, Protocol: &protocol, AppProtocol: port.AppProtocol,
		})
		numbers = append(numbers, fmt.Sprintf("%s:%d", name, number))
	}
	return ports, strings.Join(numbers, ",")
}

func containerPort(pod *corev1.Pod, name string, protocol corev1.Protocol) int32 {
	containers := append([]corev1.Container{}, pod.Spec.Containers...)
	for _, c := range pod.Spec.InitContainers {
		if c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways {
			containers = append(containers, c)
		}
	}
	for _, c := range containers {
		for _, p := range c.Ports {
			if p.Name == name && (p.Protocol == protocol || p.Protocol == "" && protocol == corev1.ProtocolTCP) {
				return p.ContainerPort
			}
		}
	}
	return 0
}

func (b *builder) endpoint(pod *corev1.Pod) discoveryv1.Endpoint {
	yes, no := true, false
	node := pod.Spec.NodeName
	endpoint := discoveryv1.Endpoint{
		Addresses:  []string{pod.Status.PodIP},
		Conditions: discoveryv1.EndpointConditions{Ready: &yes, Serving: &yes, Terminating: &no},
		NodeName:   &node,
		TargetRef:  &corev1.ObjectReference{Kind: "Pod", Namespace: pod.Namespace, Name: pod.Name, UID: pod.UID},
	}
	for _, n := range b.nodes {
		if n.Name == node {
			zone := n.Labels[corev1.LabelTopologyZone]
			endpoint.Zone = &zone
		}
	}
	if pod.Spec.Hostname != "" && pod.Spec.Subdomain != "" {
		hostname := pod.Spec.Hostname
		endpoint.Hostname = &hostname
	}
	return endpoint
}
