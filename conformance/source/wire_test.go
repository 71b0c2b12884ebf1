package source

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestWire(t *testing.T) {
	const text = `
apiVersion: example.com/v1
kind: Thing
metadata: {name: web, namespace: shop, labels: {a: b}}
spec: {whole: 3, half: 0.5, large: 9007199254740993, truth: true, none: null, empty: {}, list: [1, {x: y}], text: "3"}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
`
	objects, err := Parse([]byte(text), "cluster/01.k8s.yaml")
	if err != nil {
		t.Fatal(err)
	}
	sent := &Example{Name: "a/1", Target: Target{Ossm: "3.4", Openshift: "4.20", Programs: "together"},
		Clusters: []*Cluster{{Name: "east", Objects: objects}, {Name: "west"}}}
	line, err := json.Marshal(sent)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(line), "\n") {
		t.Error("a message must be one line")
	}
	var got Example
	if err := json.Unmarshal(line, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(&got, sent) {
		t.Errorf("got %+v, want %+v", &got, sent)
	}
	spec := got.Clusters[0].Objects[0].Object["spec"].(map[string]any)
	if spec["whole"] != int64(3) || spec["large"] != int64(9007199254740993) || spec["half"] != 0.5 {
		t.Errorf("numbers came as %T %v, %T %v, %T %v", spec["whole"], spec["whole"], spec["large"], spec["large"], spec["half"], spec["half"])
	}
	if o := got.Clusters[0].Objects[1]; o.File != "cluster/01.k8s.yaml" || o.Document != 2 {
		t.Errorf("it came from %s, document %d", o.File, o.Document)
	}
}

func TestWireRefuses(t *testing.T) {
	for what, line := range map[string]string{
		"text":             `"text"`,
		"no kind":          `{"file": "a", "document": 1, "object": {"apiVersion": "v1"}}`,
		"no object":        `{"file": "a", "document": 1}`,
		"a list":           `{"file": "a", "document": 1, "object": []}`,
		"a wrong document": `{"file": "a", "document": "1", "object": {"apiVersion": "v1", "kind": "Namespace"}}`,
	} {
		var o Object
		if err := json.Unmarshal([]byte(line), &o); err == nil {
			t.Errorf("%s is read as %+v", what, o)
		}
	}
}
