package rendering

import (
	"fmt"
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/source"
)

// leaf is a value that a resource sets: the steps from `spec.values` to it, keys and indexes.
type leaf []any

func (l leaf) String() string {
	text := ""
	for _, step := range l {
		switch s := step.(type) {
		case int:
			text += fmt.Sprintf("[%d]", s)
		case string:
			if text != "" {
				text += "."
			}
			text += s
		}
	}
	return text
}

// leavesOf lists the values of an object's `spec.values`, in order: scalars, lists of scalars, and what is empty. Lists of
// objects are entered, as each field of an object means something by itself.
func leavesOf(o *source.Object) []leaf {
	values, _, _ := unstructured.NestedMap(o.Object, "spec", "values")
	return below(nil, values)
}

func below(path leaf, value any) []leaf {
	var found []leaf
	switch v := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			found = append(found, below(append(slices.Clone(path), key), v[key])...)
		}
	case []any:
		for i, item := range v {
			if _, object := item.(map[string]any); object {
				found = append(found, below(append(slices.Clone(path), i), item)...)
			}
		}
	}
	if len(found) == 0 && len(path) > 0 {
		return []leaf{path}
	}
	return found
}

// without is a copy of the object that does not set the value. What holds nothing afterwards goes, too: an empty object is a
// value of its own (`outboundTrafficPolicy: {}` is not the default of mesh configuration).
func without(o *source.Object, l leaf) *source.Object {
	clone := o.Clone()
	values, set, _ := unstructured.NestedFieldNoCopy(clone.Object, "spec", "values")
	if set {
		remove(values, l)
	}
	return clone
}

// remove takes a leaf away, and gives what is left and whether that is anything. Items of a list that lose a field keep their place;
// one that is the leaf, because it is empty, goes.
func remove(from any, l leaf) (left any, some bool) {
	if index, in := l[0].(int); in {
		items := from.([]any)
		if len(l) == 1 {
			items = slices.Delete(items, index, index+1)
			return items, len(items) > 0
		}
		items[index], _ = remove(items[index], l[1:])
		return items, true
	}
	fields, key := from.(map[string]any), l[0].(string)
	keep := false
	if len(l) > 1 {
		fields[key], keep = remove(fields[key], l[1:])
	}
	if !keep {
		delete(fields, key)
	}
	return fields, len(fields) > 0
}
