package world

import (
	"fmt"
	"reflect"
	"sort"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
)

// addOurs adds what the example emits, as the API server stores it. A status is not for whoever creates an object.
func (b *builder) addOurs() error {
	for _, o := range b.cluster.Objects {
		object := o.DeepCopy()
		delete(object.Object, "status")
		if _, err := b.add(object); err != nil {
			return err
		}
	}
	return nil
}

// release is a set of objects that is installed for one owner.
type release struct {
	owner   string
	objects []*unstructured.Unstructured
}

func (b *builder) releases() []release {
	var all []release
	for _, cp := range b.rendering.ControlPlanes {
		all = append(all, release{"revision " + cp.Revision, cp.Objects})
	}
	for _, t := range b.rendering.Tags {
		all = append(all, release{"tag " + t.Name, t.Objects})
	}
	for what, r := range map[string]*render.Release{"IstioCNI": b.rendering.CNI, "ZTunnel": b.rendering.ZTunnel} {
		if r != nil {
			all = append(all, release{what, r.Objects})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].owner < all[j].owner })
	return all
}

// addInstalled adds what the operator installs. Two owners that give one object different contents would overwrite each other.
func (b *builder) addInstalled() error {
	owners := map[key]release{}
	for _, r := range b.releases() {
		for _, o := range r.objects {
			object := o.DeepCopy()
			k := keyOf(object)
			if b.store.get(k.group, k.kind, k.namespace, k.name) == nil {
				owners[k] = release{r.owner, []*unstructured.Unstructured{o}}
				if _, err := b.add(object); err != nil {
					return err
				}
				continue
			}
			first, installed := owners[k]
			switch {
			case !installed:
				b.find("owned-twice", judge.Error, source.Ref(o), "the example emits it, and the operator installs it for "+r.owner)
			case !reflect.DeepEqual(first.objects[0].Object, o.Object):
				b.find("owned-twice", judge.Error, source.Ref(o),
					fmt.Sprintf("it is installed, with different contents, for %s and for %s", first.owner, r.owner))
			}
		}
	}
	return nil
}

// addNamespaces adds the namespaces that objects are in and that another party makes, and gives all of them what Kubernetes and
// OpenShift write into namespaces.
func (b *builder) addNamespaces() error {
	users := map[string][]string{}
	for _, o := range b.store.objects {
		ns := o.GetNamespace()
		if ns != "" && b.store.namespace(ns) == nil {
			users[ns] = append(users[ns], source.Ref(o))
		}
	}
	for _, ns := range sortedKeys(users) {
		created := &unstructured.Unstructured{Object: map[string]any{
			"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": ns},
		}}
		if _, err := b.add(created); err != nil {
			return err
		}
		if !builtIn[ns] {
			b.assumed = append(b.assumed, Reference{Object: source.Ref(created), By: unique(users[ns])})
		}
	}
	for i, ns := range b.store.of("", "Namespace") {
		labels := ns.GetLabels()
		if labels == nil {
			labels = map[string]string{}
		}
		labels["kubernetes.io/metadata.name"] = ns.GetName()
		ns.SetLabels(labels)
		annotations := ns.GetAnnotations()
		if annotations == nil {
			annotations = map[string]string{}
		}
		// OpenShift gives each namespace a block of user and group ids; Istio's injector takes the proxy's from it.
		block := fmt.Sprintf("%d/10000", 1000000000+i*10000)
		for _, a := range []string{"openshift.io/sa.scc.uid-range", "openshift.io/sa.scc.supplemental-groups"} {
			if _, given := annotations[a]; !given {
				annotations[a] = block
			}
		}
		ns.SetAnnotations(annotations)
		if err := unstructured.SetNestedField(ns.Object, "Active", "status", "phase"); err != nil {
			return err
		}
	}
	return nil
}

// builtIn are the namespaces that Kubernetes itself makes.
var builtIn = map[string]bool{"default": true, "kube-system": true, "kube-public": true, "kube-node-lease": true}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// unique are the names without repetition, sorted.
func unique(names []string) []string {
	seen := map[string]bool{}
	for _, n := range names {
		seen[n] = true
	}
	return sortedKeys(seen)
}
