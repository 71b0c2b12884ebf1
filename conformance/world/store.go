package world

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// key is an object's identity in a cluster: the version is not part of it.
type key struct {
	group, kind, namespace, name string
}

func keyOf(o *unstructured.Unstructured) key {
	gvk := o.GroupVersionKind()
	return key{gvk.Group, gvk.Kind, o.GetNamespace(), o.GetName()}
}

// store keeps objects in the order in which they came.
type store struct {
	objects []*unstructured.Unstructured
	index   map[key]int
}

func newStore() *store {
	return &store{index: map[key]int{}}
}

// put adds an object, or replaces the one of its identity.
func (s *store) put(o *unstructured.Unstructured) {
	k := keyOf(o)
	if i, known := s.index[k]; known {
		s.objects[i] = o
		return
	}
	s.index[k] = len(s.objects)
	s.objects = append(s.objects, o)
}

func (s *store) get(group, kind, namespace, name string) *unstructured.Unstructured {
	i, known := s.index[key{group, kind, namespace, name}]
	if !known {
		return nil
	}
	return s.objects[i]
}

// of are the objects of a group and kind.
func (s *store) of(group, kind string) []*unstructured.Unstructured {
	var found []*unstructured.Unstructured
	for _, o := range s.objects {
		if gvk := o.GroupVersionKind(); gvk.Group == group && gvk.Kind == kind {
			found = append(found, o)
		}
	}
	return found
}

// namespace is the Namespace of that name.
func (s *store) namespace(name string) *unstructured.Unstructured {
	return s.get("", "Namespace", "", name)
}
