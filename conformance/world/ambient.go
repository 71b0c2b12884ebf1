package world

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	"istio.io/api/annotation"
	"istio.io/api/label"
	"istio.io/istio/cni/pkg/util"
	"istio.io/istio/pkg/config/constants"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// redirect marks the pods whose traffic the CNI plugin sends to ztunnel, as the plugin does, and reports those that ask for it
// in a cluster that cannot.
func (b *builder) redirect() error {
	selectors, err := b.enablement()
	if err != nil {
		return err
	}
	if len(b.planes) > 0 && (selectors == nil || b.rendering.ZTunnel == nil) {
		b.reportUncaptured()
	}
	if selectors == nil {
		return nil
	}
	for _, pod := range b.pods {
		if !selectors.Matches(pod.Pod, b.labelsOf(pod.Namespace)) {
			continue
		}
		pod.Ambient = true
		if err := b.annotate(pod, annotation.AmbientRedirection.Name, constants.AmbientRedirectionEnabled); err != nil {
			return err
		}
	}
	return nil
}

// enablement are the rendered selectors of the CNI plugin; nil where it does not do ambient.
func (b *builder) enablement() (*util.CompiledEnablementSelectors, error) {
	if b.rendering.CNI == nil {
		return nil, nil
	}
	for _, o := range b.rendering.CNI.Objects {
		enabled, found, err := unstructured.NestedString(o.Object, "data", "AMBIENT_ENABLED")
		if o.GetKind() != "ConfigMap" || err != nil || !found {
			continue
		}
		if enabled != "true" {
			return nil, nil
		}
		text, _, err := unstructured.NestedString(o.Object, "data", "AMBIENT_ENABLEMENT_SELECTOR")
		if err != nil {
			return nil, err
		}
		var selectors []util.EnablementSelector
		if err := yaml.Unmarshal([]byte(text), &selectors); err != nil {
			return nil, fmt.Errorf("%s, AMBIENT_ENABLEMENT_SELECTOR: %w", source.Ref(o), err)
		}
		return util.NewCompiledEnablementSelectors(selectors)
	}
	return nil, fmt.Errorf("the charts of IstioCNI give no ConfigMap with AMBIENT_ENABLED")
}

func (b *builder) reportUncaptured() {
	const why = "asks for ambient mode, and the cluster has no ztunnel, or no CNI plugin with the ambient profile"
	mode := label.IoIstioDataplaneMode.Name
	for _, ns := range b.store.of("", "Namespace") {
		if ns.GetLabels()[mode] == constants.DataplaneModeAmbient {
			b.find("not-captured", judge.Error, source.Ref(ns), "its label "+mode+" "+why)
		}
	}
	for _, pod := range b.pods {
		if pod.Labels[mode] == constants.DataplaneModeAmbient {
			b.once("not-captured", judge.Error, pod.Workload, "the label "+mode+" of its pods "+why)
		}
	}
}
