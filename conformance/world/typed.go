package world

import (
	"encoding/json"
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/resource"
	"istio.io/istio/pkg/kube"

	"cdk8s-ossm/conformance/source"
)

// Kube are the objects in Go's types, for a fake client of Istio's. Objects of kinds that Istio does not know are left out:
// Unknown gives them.
func (w *World) Kube() ([]runtime.Object, error) {
	return typed(w.Objects)
}

// Unknown are the objects of kinds that Istio does not know: the operator's, OpenShift's, those of other products.
func (w *World) Unknown() []*unstructured.Unstructured {
	var unknown []*unstructured.Unstructured
	for _, o := range w.Objects {
		if !kube.IstioScheme.Recognizes(o.GroupVersionKind()) {
			unknown = append(unknown, o)
		}
	}
	return unknown
}

// IstioConfigs are the objects of Istio's own kinds as its control plane holds them.
func (w *World) IstioConfigs() ([]config.Config, error) {
	return configs(w.Objects)
}

func configs(objects []*unstructured.Unstructured) ([]config.Config, error) {
	var all []config.Config
	for _, o := range objects {
		gvk := o.GroupVersionKind()
		schema, known := collections.Pilot.FindByGroupVersionAliasesKind(resource.FromKubernetesGVK(&gvk))
		if !known {
			continue
		}
		text, err := o.MarshalJSON()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
		}
		object := &crd.IstioKind{}
		if err := json.Unmarshal(text, object); err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
		}
		c, err := crd.ConvertObject(schema, object, "cluster.local")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
		}
		c.UID = string(o.GetUID())
		all = append(all, *c)
	}
	return all, nil
}

func typed(objects []*unstructured.Unstructured) ([]runtime.Object, error) {
	var all []runtime.Object
	for _, o := range objects {
		gvk := o.GroupVersionKind()
		if !kube.IstioScheme.Recognizes(gvk) {
			continue
		}
		object, err := kube.IstioScheme.New(gvk)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
		}
		if err := into(o, object); err != nil {
			return nil, err
		}
		all = append(all, object)
	}
	return all, nil
}

// into decodes an object into a Go type. Istio's types decode themselves from JSON, so it goes by way of that.
func into(o *unstructured.Unstructured, object any) error {
	text, err := json.Marshal(o.Object)
	if err != nil {
		return fmt.Errorf("%s: %w", source.Ref(o), err)
	}
	if err := json.Unmarshal(text, object); err != nil {
		return fmt.Errorf("%s: %w", source.Ref(o), err)
	}
	return nil
}

func toUnstructured(object any) (*unstructured.Unstructured, error) {
	text, err := json.Marshal(object)
	if err != nil {
		return nil, err
	}
	u := &unstructured.Unstructured{}
	if err := u.UnmarshalJSON(text); err != nil {
		return nil, err
	}
	// Go's types write out what nothing set.
	unstructured.RemoveNestedField(u.Object, "metadata", "creationTimestamp")
	return u, nil
}
