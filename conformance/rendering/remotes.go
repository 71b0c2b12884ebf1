package rendering

import (
	"fmt"
	"net/netip"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
)

// The labels and annotations of the namespace of a control plane that say where it stands.
const (
	networkLabel          = "topology.istio.io/network"
	controllersAnnotation = "topology.istio.io/controlPlaneClusters"
)

// remotes checks what the charts make of each control plane that runs elsewhere. The count is of the questions.
func remotes(c *source.Cluster, r *render.Rendering) judge.Report {
	var report judge.Report
	for _, cp := range r.ControlPlanes {
		if !cp.Remote {
			continue
		}
		ask := func(code, objection string) {
			report.Judged++
			if objection != "" {
				report.Findings = append(report.Findings, finding(c, cp.Owner, code, objection))
			}
		}
		ask("remote-istiod", remoteIstiod(cp))
		ask("remote-injection", remoteInjection(cp))
		ask("remote-address", remoteAddress(cp))
		objection := ""
		// An istiod writes into the cluster of its own configuration without being told.
		if ns := c.Find("", "Namespace", "", cp.Namespace); !cp.True("global", "configCluster") && (ns == nil || ns.GetAnnotations()[controllersAnnotation] == "") {
			objection = fmt.Sprintf("its namespace %s has no annotation %s: no istiod elsewhere writes its certificate into the webhook", cp.Namespace, controllersAnnotation)
		}
		ask("remote-controllers", objection)
		objection = ""
		if path := cp.At("istiodRemote", "injectionURL"); path != "" {
			objection = "it calls its injector by an address: the operator reports readiness only where the webhook calls a Service"
		}
		ask("remote-url", objection)
	}
	return report
}

func remoteIstiod(cp *render.ControlPlane) string {
	for _, o := range cp.Objects {
		if o.GetKind() == "Deployment" {
			return "an istiod is installed although the control plane runs elsewhere: " + source.Ref(o)
		}
	}
	return ""
}

// remoteInjection: the webhook calls the Service of an istiod that runs elsewhere, with a path that tells where it is called from.
func remoteInjection(cp *render.ControlPlane) string {
	hooks := 0
	for _, o := range cp.Objects {
		if o.GetKind() != "MutatingWebhookConfiguration" {
			continue
		}
		list, _, _ := unstructured.NestedSlice(o.Object, "webhooks")
		for _, w := range list {
			hook, _ := w.(map[string]any)
			service, _, _ := unstructured.NestedMap(hook, "clientConfig", "service")
			path, _ := service["path"].(string)
			if service["name"] != cp.Service() || service["namespace"] != cp.Namespace {
				return fmt.Sprintf("%s calls %v/%v, not the Service of istiod", source.Ref(o), service["namespace"], service["name"])
			}
			if told := ToldBy(path); told["cluster"] == "" {
				return fmt.Sprintf("%s calls %s, which does not tell the cluster: proxies would claim to be in that of the istiod which is called", source.Ref(o), path)
			}
			hooks++
		}
	}
	if hooks == 0 {
		return "the charts give no webhook"
	}
	return ""
}

// ToldBy are the words that the path of an injector tells: `/inject/cluster/west/net/n1`.
func ToldBy(path string) map[string]string {
	told := map[string]string{}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for n := 1; n+1 < len(parts); n += 2 {
		told[parts[n]] = strings.ReplaceAll(parts[n+1], "--slash--", "/")
	}
	return told
}

// remoteAddress: a Service without a selector, with the address of the istiod: as an endpoint, or as a name.
func remoteAddress(cp *render.ControlPlane) string {
	address := cp.At("global", "remotePilotAddress")
	if address == "" {
		return "it has no global.remotePilotAddress"
	}
	var service, slice *unstructured.Unstructured
	for _, o := range cp.Objects {
		switch {
		case o.GetKind() == "Service" && o.GetName() == cp.Service():
			service = o
		case o.GetKind() == "EndpointSlice" && o.GetLabels()["kubernetes.io/service-name"] == cp.Service():
			slice = o
		}
	}
	if service == nil {
		return "the charts give no Service " + cp.Service()
	}
	if _, has, _ := unstructured.NestedMap(service.Object, "spec", "selector"); has {
		return "the Service " + cp.Service() + " has a selector"
	}
	if _, err := netip.ParseAddr(address); err != nil {
		if name, _, _ := unstructured.NestedString(service.Object, "spec", "externalName"); name != address {
			return fmt.Sprintf("the Service %s leads to %q, not to %s", cp.Service(), name, address)
		}
		return ""
	}
	if slice == nil {
		return "the charts give no endpoints for the Service " + cp.Service()
	}
	endpoints, _, _ := unstructured.NestedSlice(slice.Object, "endpoints")
	if len(endpoints) != 1 || fmt.Sprint(endpoints[0].(map[string]any)["addresses"]) != fmt.Sprintf("[%s]", address) {
		return fmt.Sprintf("the endpoints of %s are %v, not %s", cp.Service(), endpoints, address)
	}
	return ""
}

// identities checks that all parts of one cluster say the same of where they are: Istio matches these names as they are written.
func identities(c *source.Cluster, r *render.Rendering) judge.Report {
	var report judge.Report
	for _, cp := range r.ControlPlanes {
		ns := c.Find("", "Namespace", "", cp.Namespace)
		label := ""
		if ns != nil {
			label = ns.GetLabels()[networkLabel]
		}
		cluster, network := cp.At("global", "multiCluster", "clusterName"), cp.At("global", "network")
		if cp.Remote {
			told := ToldBy(cp.At("istiodRemote", "injectionPath"))
			cluster, network = told["cluster"], told["net"]
		} else if cp.At("global", "multiCluster", "clusterName") == "" && network == "" && label == "" {
			continue // a mesh of one cluster
		}
		ask := func(code, object, objection string) {
			report.Judged++
			if objection != "" {
				report.Findings = append(report.Findings, finding(c, object, code, objection))
			}
		}
		objection := ""
		if label != network && Hosts(c, cp) {
			objection = fmt.Sprintf("its proxies are in the network %q, and its namespace %s says %q: endpoints without a proxy, and the whole ambient mesh, go by the namespace", network, cp.Namespace, label)
		}
		ask("network", cp.Owner, objection)
		if r.ZTunnel == nil || cp.Remote {
			continue
		}
		env := containerEnv(r.ZTunnel.Objects, "DaemonSet", "istio-proxy")
		if is, want := env["ISTIO_META_CLUSTER_ID"], orKubernetes(cluster); is != want {
			ask("cluster-name", r.ZTunnel.Owner, fmt.Sprintf("ztunnel claims to be in the cluster %q, which istiod calls %q: it gets no certificates", is, want))
		} else {
			ask("cluster-name", r.ZTunnel.Owner, "")
		}
		if is := env["NETWORK"]; is != network {
			ask("network", r.ZTunnel.Owner, fmt.Sprintf("ztunnel is in the network %q, and the mesh in %q", is, network))
		} else {
			ask("network", r.ZTunnel.Owner, "")
		}
	}
	return report
}

// Hosts says whether what the control plane looks at is the cluster that it is in: one that has a kubeconfig for its configuration
// looks at another.
func Hosts(c *source.Cluster, cp *render.ControlPlane) bool {
	if c.Find("", "Secret", cp.Namespace, "istio-kubeconfig") != nil {
		return false
	}
	for _, o := range c.Of("external-secrets.io", "ExternalSecret") {
		name, _, _ := unstructured.NestedString(o.Object, "spec", "target", "name")
		if name == "" {
			name = o.GetName()
		}
		if o.GetNamespace() == cp.Namespace && name == "istio-kubeconfig" {
			return false
		}
	}
	return true
}

func orKubernetes(name string) string {
	if name == "" {
		return "Kubernetes"
	}
	return name
}

// containerEnv is the plain environment of a container of the only object of that kind.
func containerEnv(objects []*unstructured.Unstructured, kind, name string) map[string]string {
	env := map[string]string{}
	for _, o := range objects {
		if o.GetKind() != kind {
			continue
		}
		containers, _, _ := unstructured.NestedSlice(o.Object, "spec", "template", "spec", "containers")
		for _, c := range containers {
			container, _ := c.(map[string]any)
			if container["name"] != name {
				continue
			}
			list, _ := container["env"].([]any)
			for _, e := range list {
				entry, _ := e.(map[string]any)
				if value, plain := entry["value"].(string); plain {
					env[entry["name"].(string)] = value
				}
			}
		}
	}
	return env
}
