package render

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/source"
)

// defaultRevision is the one that is rendered without a revision: it answers to `istio-injection: enabled`.
const defaultRevision = "default"

// ControlPlane is one revision of istiod.
type ControlPlane struct {
	// Owner is the resource that it is installed for: `Istio default`.
	Owner string
	// Revision is its name: `default`, `prod-v1-30-3`.
	Revision string
	// Version is what the resource asks for: `v1.30.3`, `v1.30-latest`.
	Version   string
	Namespace string
	// Kept is whether the revision is there only because a tag holds it: the Istio resource has moved on to another version.
	Kept bool
	// Remote is whether no istiod runs for it here: one of another cluster serves this one.
	Remote  bool
	Values  map[string]any
	Objects []*unstructured.Unstructured
}

// suffix is what the charts add to names.
func (cp *ControlPlane) suffix() string {
	if cp.Revision == defaultRevision {
		return ""
	}
	return "-" + cp.Revision
}

// At is a value that Helm was given, by its path; empty where there is none.
func (cp *ControlPlane) At(path ...string) string {
	text, _ := at(cp.Values, path...).(string)
	return text
}

// True is whether a value that Helm was given is true.
func (cp *ControlPlane) True(path ...string) bool {
	is, _ := at(cp.Values, path...).(bool)
	return is
}

// Service is the name of the Service by which proxies and the API server find istiod.
func (cp *ControlPlane) Service() string {
	return "istiod" + cp.suffix()
}

// HasMeshConfig says whether the charts give a mesh configuration; for a remote control plane they do so only where they are told to.
func (cp *ControlPlane) HasMeshConfig() bool {
	return find(cp.Objects, "ConfigMap", "istio"+cp.suffix()) != nil
}

// MeshConfigYAML is the mesh configuration that istiod reads.
func (cp *ControlPlane) MeshConfigYAML() (string, error) {
	return cp.configMap("istio"+cp.suffix(), "mesh")
}

// MeshNetworksYAML is the networks file that istiod reads.
func (cp *ControlPlane) MeshNetworksYAML() (string, error) {
	return cp.configMap("istio"+cp.suffix(), "meshNetworks")
}

// InjectorConfig are the templates and values that the injector reads.
func (cp *ControlPlane) InjectorConfig() (config, values string, err error) {
	name := "istio-sidecar-injector" + cp.suffix()
	if config, err = cp.configMap(name, "config"); err != nil {
		return "", "", err
	}
	values, err = cp.configMap(name, "values")
	return config, values, err
}

// Env is the plain environment of istiod's container: it holds the feature flags.
func (cp *ControlPlane) Env() map[string]string {
	env := map[string]string{}
	deployment := find(cp.Objects, "Deployment", "istiod"+cp.suffix())
	if deployment == nil {
		return env
	}
	containers, _, _ := unstructured.NestedSlice(deployment.Object, "spec", "template", "spec", "containers")
	for _, c := range containers {
		container, _ := c.(map[string]any)
		if container["name"] != "discovery" {
			continue
		}
		list, _ := container["env"].([]any)
		for _, e := range list {
			entry, _ := e.(map[string]any)
			name, _ := entry["name"].(string)
			if value, plain := entry["value"].(string); plain {
				env[name] = value
			}
		}
	}
	return env
}

func (cp *ControlPlane) configMap(name, key string) (string, error) {
	found := find(cp.Objects, "ConfigMap", name)
	if found == nil {
		return "", fmt.Errorf("%s: the charts give no ConfigMap %s/%s", cp.Owner, cp.Namespace, name)
	}
	text, ok, err := unstructured.NestedString(found.Object, "data", key)
	if err != nil || !ok {
		return "", fmt.Errorf("%s: ConfigMap %s/%s has no key %s", cp.Owner, cp.Namespace, name, key)
	}
	return text, nil
}

func find(objects []*unstructured.Unstructured, kind, name string) *unstructured.Unstructured {
	for _, o := range objects {
		if o.GetKind() == kind && o.GetName() == name {
			return o
		}
	}
	return nil
}

// RevisionName is the name of the revision that is active for an Istio resource: the version is taken as it is written, an alias
// too (controllers/istio/istio_controller.go of the Sail operator).
func RevisionName(istio *source.Object) string {
	strategy, _, _ := unstructured.NestedString(istio.Object, "spec", "updateStrategy", "type")
	version, _, _ := unstructured.NestedString(istio.Object, "spec", "version")
	if strategy != "RevisionBased" {
		return istio.GetName()
	}
	return revisionOf(istio.GetName(), version)
}

func revisionOf(name, version string) string {
	return name + "-" + strings.ReplaceAll(version, ".", "-")
}

// controlPlane renders the revision of an Istio resource, as the given version and name.
func controlPlane(istio *source.Object, revision, version string) (*ControlPlane, error) {
	return render(istio, revision, version, nil)
}

func render(istio *source.Object, revision, version string, tags []any) (*ControlPlane, error) {
	spec := specOf(istio)
	cp := &ControlPlane{Owner: istio.Ref(), Revision: revision, Version: version, Namespace: spec.namespace}
	computed, err := profiled(spec.profile, spec.values)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", istio.Ref(), err)
	}
	name := revision
	if revision == defaultRevision {
		name = ""
	}
	computed["revision"] = name
	put(computed, cp.Namespace, "global", "istioNamespace")
	delete(computed, "defaultRevision")
	bridge(computed, version)
	if len(tags) > 0 {
		computed["revisionTags"] = tags
	}
	cp.Values = computed
	cp.Remote = computed["profile"] == "remote"
	if cp.Objects, err = chart(istiodChart, revision+"-istiod", cp.Namespace, computed); err != nil {
		return nil, fmt.Errorf("%s: %w", istio.Ref(), err)
	}
	return cp, nil
}

type spec struct {
	namespace, version, profile string
	values                      values
}

func specOf(o *source.Object) spec {
	s := spec{}
	s.namespace, _, _ = unstructured.NestedString(o.Object, "spec", "namespace")
	s.version, _, _ = unstructured.NestedString(o.Object, "spec", "version")
	s.profile, _, _ = unstructured.NestedString(o.Object, "spec", "profile")
	s.values, _, _ = unstructured.NestedMap(o.Object, "spec", "values")
	return s
}
