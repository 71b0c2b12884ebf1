package rendering

import (
	"fmt"
	"slices"
	"strings"

	"istio.io/istio/pkg/config/mesh"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
)

// dataplaneLabel says how Pods take part in an ambient mesh (https://istio.io/latest/docs/reference/config/labels/).
const dataplaneLabel = "istio.io/dataplane-mode"

// proxyConfigAnnotation configures the proxy of a Pod. The injector passes over what it cannot read.
const proxyConfigAnnotation = "proxy.istio.io/config"

// enrolment checks what makes a mesh hang together and shows in no single object: a control plane sees its own namespace, trusts
// the ztunnel that is installed, and labels ask for a data plane that there is.
func enrolment(c *source.Cluster, r *render.Rendering) ([]judge.Finding, error) {
	var findings []judge.Finding
	for _, o := range c.Objects {
		for path, set := range labelsOf(o.Unstructured) {
			if mode, asked := set[dataplaneLabel]; asked && mode != "ambient" && mode != "none" {
				f := finding(c, o.Ref(), "data-plane", fmt.Sprintf("asks for the data plane %q; there are ambient and none", mode))
				f.Path = path
				findings = append(findings, f)
			}
		}
	}
	for _, o := range c.Objects {
		text, set, _ := unstructured.NestedString(o.Object, "spec", "template", "metadata", "annotations", proxyConfigAnnotation)
		if !set {
			continue
		}
		if _, err := mesh.ApplyProxyConfig(text, mesh.DefaultMeshConfig()); err != nil {
			f := finding(c, o.Ref(), "proxy-config", "the agent in the Pod cannot read it: "+err.Error())
			f.Path = "spec.template.metadata.annotations." + proxyConfigAnnotation
			findings = append(findings, f)
		}
	}
	for _, cp := range r.ControlPlanes {
		if cp.Remote {
			continue
		}
		seen, err := seesItself(c, cp)
		if err != nil {
			return nil, err
		}
		if !seen {
			findings = append(findings, finding(c, cp.Owner, "discovery",
				fmt.Sprintf("its discovery selectors leave out the control plane's own namespace %s", cp.Namespace)))
		}
		if account := ztunnelAccount(r); account != "" && cp.Env()["PILOT_ENABLE_AMBIENT"] == "true" {
			if trusted := strings.Split(cp.Env()["CA_TRUSTED_NODE_ACCOUNTS"], ","); !slices.Contains(trusted, account) {
				findings = append(findings, finding(c, cp.Owner, "trust",
					fmt.Sprintf("istiod trusts %v to ask for the certificates of others; ztunnel runs as %s", trusted, account)))
			}
		}
	}
	return findings, nil
}

// seesItself says whether a control plane's discovery selectors select its own namespace.
func seesItself(c *source.Cluster, cp *render.ControlPlane) (bool, error) {
	text, err := cp.MeshConfigYAML()
	if err != nil {
		return false, err
	}
	config, err := mesh.ApplyMeshConfigDefaults(text)
	if err != nil {
		return false, err
	}
	namespace := c.Find("", "Namespace", "", cp.Namespace)
	if len(config.GetDiscoverySelectors()) == 0 || namespace == nil {
		return true, nil
	}
	set := labels.Set{"kubernetes.io/metadata.name": cp.Namespace}
	for key, value := range namespace.GetLabels() {
		set[key] = value
	}
	for _, s := range config.GetDiscoverySelectors() {
		selector := &metav1.LabelSelector{MatchLabels: s.GetMatchLabels()}
		for _, e := range s.GetMatchExpressions() {
			selector.MatchExpressions = append(selector.MatchExpressions,
				metav1.LabelSelectorRequirement{Key: e.GetKey(), Operator: metav1.LabelSelectorOperator(e.GetOperator()), Values: e.GetValues()})
		}
		selects, err := metav1.LabelSelectorAsSelector(selector)
		if err != nil {
			return false, fmt.Errorf("%s: discovery selectors: %w", cp.Owner, err)
		}
		if selects.Matches(set) {
			return true, nil
		}
	}
	return false, nil
}

// ztunnelAccount is the `namespace/ServiceAccount` that ztunnel runs as; empty where there is none.
func ztunnelAccount(r *render.Rendering) string {
	if r.ZTunnel == nil {
		return ""
	}
	for _, o := range r.ZTunnel.Objects {
		if o.GetKind() == "DaemonSet" {
			account, _, _ := unstructured.NestedString(o.Object, "spec", "template", "spec", "serviceAccountName")
			return o.GetNamespace() + "/" + account
		}
	}
	return ""
}
