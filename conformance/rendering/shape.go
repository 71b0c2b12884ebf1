package rendering

import (
	"encoding/json"
	"fmt"
	"strings"

	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/util/protomarshal"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
)

// shape is what a rendering comes to, as text by name. Left out is where the charts only write down what they were given: the
// ConfigMap `values`, and the key `values` of the injector's. The mesh configuration is taken as istiod reads it, so a key that
// istiod does not know is nothing.
func shape(r *render.Rendering) (map[string]string, error) {
	shaped := map[string]string{}
	dumps := map[string]bool{}
	for _, cp := range r.ControlPlanes {
		suffix := "-" + cp.Revision
		if cp.Revision == "default" {
			suffix = ""
		}
		dumps[cp.Namespace+"/values"+suffix] = true
	}
	for _, o := range r.Objects() {
		name := o.GetNamespace() + "/" + o.GetName()
		if o.GetKind() == "ConfigMap" && dumps[name] {
			continue
		}
		text, err := shapeOf(o)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
		}
		shaped[source.Ref(o)] = text
	}
	return shaped, nil
}

func shapeOf(o *unstructured.Unstructured) (string, error) {
	o = o.DeepCopy()
	if o.GetKind() == "ConfigMap" && strings.HasPrefix(o.GetName(), "istio-sidecar-injector") {
		unstructured.RemoveNestedField(o.Object, "data", "values")
	}
	if text, has, _ := unstructured.NestedString(o.Object, "data", "mesh"); has && o.GetKind() == "ConfigMap" {
		read, err := mesh.ApplyMeshConfigDefaults(text)
		if err != nil {
			return "", fmt.Errorf("istiod refuses the mesh configuration: %w", err)
		}
		plain, err := protomarshal.ToJSON(read)
		if err != nil {
			return "", err
		}
		if err := unstructured.SetNestedField(o.Object, plain, "data", "mesh"); err != nil {
			return "", err
		}
	}
	text, err := json.Marshal(o.Object)
	return string(text), err
}

// differ says whether two shapes are not the same.
func differ(a, b map[string]string) bool {
	if len(a) != len(b) {
		return true
	}
	for name, text := range a {
		if other, has := b[name]; !has || other != text {
			return true
		}
	}
	return false
}
