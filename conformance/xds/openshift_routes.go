package xds

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/intstr"

	corev1 "k8s.io/api/core/v1"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
)

// openshiftRoutes follows each Route to a port on which a gateway listens. A Route to a Service that is no gateway's is followed to
// the Service's port.
func openshiftRoutes(w *world.World, all *seen) (judge.Report, error) {
	var report judge.Report
	f, err := read(w)
	if err != nil {
		return report, err
	}
	for _, o := range w.Objects {
		if o.GetKind() != "Route" || o.GroupVersionKind().Group != "route.openshift.io" {
			continue
		}
		report.Judged++
		if message := f.follow(o, all); message != "" {
			report.Findings = append(report.Findings, judge.Finding{
				Judge: name, Code: "route", Level: judge.Error, Cluster: w.Cluster, Object: source.Ref(o), Message: message,
			})
		}
	}
	return report, nil
}

// follow says where a Route ends before it should.
func (f *facts) follow(route *unstructured.Unstructured, all *seen) string {
	to, _, _ := unstructured.NestedString(route.Object, "spec", "to", "name")
	service := f.services[to+"."+route.GetNamespace()+".svc.cluster.local"]
	if service == nil {
		return fmt.Sprintf("there is no Service %s/%s", route.GetNamespace(), to)
	}
	wanted, _, _ := unstructured.NestedFieldNoCopy(route.Object, "spec", "port", "targetPort")
	var sp *corev1.ServicePort
	for i := range service.Spec.Ports {
		p := &service.Spec.Ports[i]
		if wanted == nil || p.Name == fmt.Sprint(wanted) || p.TargetPort == intstr.Parse(fmt.Sprint(wanted)) {
			sp = p
			break
		}
	}
	if sp == nil {
		return fmt.Sprintf("Service %s/%s has no port %v", route.GetNamespace(), to, wanted)
	}
	for _, pod := range f.podsOf(service) {
		for other, ports := range all.listening {
			if bound := uint32(targetPort(sp, pod.Pod)); other.Name == pod.Name && other.Namespace == pod.Namespace && !ports[bound] {
				return fmt.Sprintf("%s does not listen on %d, where the Route leads", ref(pod), bound)
			}
		}
	}
	return ""
}
