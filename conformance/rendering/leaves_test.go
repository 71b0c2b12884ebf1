package rendering

import (
	"reflect"
	"testing"

	"cdk8s-ossm/conformance/source"
)

func object(t *testing.T, values string) *source.Object {
	t.Helper()
	return example(t, istio("default", values)).Clusters[0].Objects[0]
}

func TestLeaves(t *testing.T) {
	cases := []struct {
		name, values string
		want         []string
	}{
		{"none", "", nil},
		{"scalars, in order", "b: 1, a: {d: x, c: false}", []string{"a.c", "a.d", "b"}},
		{"a list of scalars is one", "a: [x, y]", []string{"a"}},
		{"what is empty is one", "a: {}, b: [], c: null", []string{"a", "b", "c"}},
		{"items that are objects are entered", "a: [{k: x, v: [1]}, {k: y}]", []string{"a[0].k", "a[0].v", "a[1].k"}},
		{"an empty item", "a: [{k: x}, {}]", []string{"a[0].k", "a[1]"}},
		{"nothing but an empty item", "a: [{}]", []string{"a[0]"}},
		{"keys with dots", "a: {b.c/d: x}", []string{"a.b.c/d"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, l := range leavesOf(object(t, c.values)) {
				got = append(got, l.String())
			}
			same(t, "leaves", got, c.want)
		})
	}
}

func TestWithout(t *testing.T) {
	cases := []struct{ values, leaf, want string }{
		{"a: 1, b: 2", "a", "b: 2"},
		{"a: {b: {c: 1}}, d: 2", "a.b.c", "d: 2"},
		{"a: {b: {c: 1}, e: 3}, d: 2", "a.b.c", "a: {e: 3}, d: 2"},
		{"a: {b: {c: 1}}", "a.b.c", ""},
		{"a: {b: {}}, d: 2", "a.b", "d: 2"},
		{"a: [x, y], d: 2", "a", "d: 2"},
		{"a: [{k: x, v: 1}, {k: y}]", "a[0].v", "a: [{k: x}, {k: y}]"},
		{"a: [{k: x}, {k: y}]", "a[0].k", "a: [{}, {k: y}]"},
		{"a: [{k: {m: x}, v: 1}, {k: y}]", "a[0].k.m", "a: [{v: 1}, {k: y}]"},
		{"a: [{k: x}, {}], d: 2", "a[1]", "a: [{k: x}], d: 2"},
		{"a: [{}], d: 2", "a[0]", "d: 2"},
	}
	for _, c := range cases {
		t.Run(c.values+" without "+c.leaf, func(t *testing.T) {
			o := object(t, c.values)
			done := false
			for _, l := range leavesOf(o) {
				if l.String() != c.leaf {
					continue
				}
				done = true
				if got, want := without(o, l).Object, object(t, c.want).Object; !reflect.DeepEqual(got, want) {
					t.Errorf("got %v, want %v", got, want)
				}
			}
			if !done {
				t.Fatalf("%s is no leaf", c.leaf)
			}
			if !reflect.DeepEqual(o.Object, object(t, c.values).Object) {
				t.Errorf("the object itself changed to %v", o.Object)
			}
		})
	}
}
