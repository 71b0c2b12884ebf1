// Package source reads what the examples emit: documents of YAML files, in folders of clusters, in folders of programs.
package source

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// Object is one document of an emitted file.
type Object struct {
	*unstructured.Unstructured
	// File is the path below the example's folder: `cluster/04-gateways.k8s.yaml`.
	File string
	// Document counts the documents of the file, from 1.
	Document int
}

// Ref names the object as messages do: `VirtualService edge/bookinfo`, `Istio default`.
func (o *Object) Ref() string {
	return Ref(o.Unstructured)
}

// Ref names any object as messages do.
func Ref(u *unstructured.Unstructured) string {
	if ns := u.GetNamespace(); ns != "" {
		return fmt.Sprintf("%s %s/%s", u.GetKind(), ns, u.GetName())
	}
	return fmt.Sprintf("%s %s", u.GetKind(), u.GetName())
}

// Group is the API group, empty for the core one.
func (o *Object) Group() string {
	return o.GroupVersionKind().Group
}

// Is says whether the object is of this group and kind, in any version.
func (o *Object) Is(group, kind string) bool {
	gvk := o.GroupVersionKind()
	return gvk.Group == group && gvk.Kind == kind
}

// Clone is a copy that shares nothing.
func (o *Object) Clone() *Object {
	return &Object{Unstructured: o.DeepCopy(), File: o.File, Document: o.Document}
}
