package admit

import (
	"errors"
	"reflect"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// at is a value of an object by its path, nil where there is none.
func at(t *testing.T, u *unstructured.Unstructured, path ...any) any {
	t.Helper()
	var value any = u.Object
	for _, part := range path {
		switch key := part.(type) {
		case string:
			fields, _ := value.(map[string]any)
			value = fields[key]
		case int:
			list, _ := value.([]any)
			if key >= len(list) {
				return nil
			}
			value = list[key]
		}
	}
	return value
}

func TestStored(t *testing.T) {
	given := one(t, listeners+`status: {conditions: []}
`)
	before := given.DeepCopy()
	given.Object["unknown"] = true
	stored, err := realCRDs(t).Stored(ossm34, given)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path []any
		want any
	}{
		{[]any{"spec", "listeners", 0, "allowedRoutes", "namespaces", "from"}, "Same"},
		{[]any{"spec", "gatewayClassName"}, "istio"},
		{[]any{"unknown"}, nil},
		{[]any{"status"}, nil},
		{[]any{"metadata", "uid"}, nil},
		{[]any{"metadata", "creationTimestamp"}, nil},
		{[]any{"metadata", "generation"}, int64(1)},
	} {
		if got := at(t, stored, c.path...); got != c.want {
			t.Errorf("%v: %v, want %v", c.path, got, c.want)
		}
	}
	delete(given.Object, "unknown")
	if !reflect.DeepEqual(given, before) {
		t.Errorf("the object itself changed: %v", given)
	}
}

func TestStoredRefuses(t *testing.T) {
	crds := realCRDs(t)
	for name, text := range map[string]string{
		"an invalid object": "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: shop}\nspec: {}\n",
		"a kind of nowhere": "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: one}\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := crds.Stored(ossm34, one(t, text))
			var refused *Refused
			if !errors.As(err, &refused) || len(refused.Findings) == 0 {
				t.Errorf("got %v, want a refusal", err)
			}
		})
	}
}

func TestStoredCore(t *testing.T) {
	cases := []struct {
		name, text string
		path       []any
		want       any
	}{
		{"protocol of a port", "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {ports: [{port: 80}]}\n",
			[]any{"spec", "ports", 0, "protocol"}, "TCP"},
		{"target of a port", "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {ports: [{port: 80}]}\n",
			[]any{"spec", "ports", 0, "targetPort"}, int64(80)},
		{"type of a Service", "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {ports: [{port: 80}]}\n",
			[]any{"spec", "type"}, "ClusterIP"},
		{"label of a namespace", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n",
			[]any{"metadata", "labels", "kubernetes.io/metadata.name"}, "shop"},
		{"text of a Secret", "apiVersion: v1\nkind: Secret\nmetadata: {name: web, namespace: shop}\nstringData: {a: b}\n",
			[]any{"data", "a"}, "Yg=="},
		{"no text of a Secret", "apiVersion: v1\nkind: Secret\nmetadata: {name: web, namespace: shop}\nstringData: {a: b}\n",
			[]any{"stringData"}, nil},
		{"replicas of a Deployment", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n" +
			"spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: web, image: web}]}}}\n",
			[]any{"spec", "replicas"}, int64(1)},
		{"pull policy of an image", "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {containers: [{name: web, image: web}]}\n",
			[]any{"spec", "containers", 0, "imagePullPolicy"}, "Always"},
		{"no time of making", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n", []any{"metadata", "creationTimestamp"}, nil},
		{"no UID", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n", []any{"metadata", "uid"}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			stored, err := StoredCore(one(t, c.text))
			if err != nil {
				t.Fatal(err)
			}
			if got := at(t, stored, c.path...); got != c.want {
				t.Errorf("%v: %v, want %v", c.path, got, c.want)
			}
		})
	}
}

func TestStoredCoreRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"an invalid object":          "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {ports: [{port: 70000}]}\n",
		"a wrong type":               "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {ports: 80}\n",
		"a kind that nothing judges": "apiVersion: storage.k8s.io/v1\nkind: CSIDriver\nmetadata: {name: disks}\nspec: {}\n",
		"a custom resource":          virtualService,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := StoredCore(one(t, text))
			var refused *Refused
			if !errors.As(err, &refused) || len(refused.Findings) == 0 {
				t.Errorf("got %v, want a refusal", err)
			}
		})
	}
}

// A thing stored twice is the same thing, whatever order maps are walked in.
func TestStoredIsStable(t *testing.T) {
	for _, object := range parse(t, coreObjects) {
		first, err := StoredCore(object.Unstructured)
		if err != nil {
			t.Fatal(err)
		}
		second, err := StoredCore(object.Unstructured)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(first, second) {
			t.Errorf("%s is stored in two ways:\n%v\n%v", object.Ref(), first, second)
		}
	}
}
