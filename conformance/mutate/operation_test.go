package mutate

import (
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"cdk8s-ossm/conformance/source"
)

const thing = `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  ports:
  - name: http
    port: 80
  - name: https
    port: 443
  publish: true
  type: LoadBalancer
`

// one is the text of the only object; empty where there is none.
func one(t *testing.T, e *source.Example) string {
	t.Helper()
	if e.Count() == 0 {
		return ""
	}
	text, err := yaml.Marshal(e.Clusters[0].Objects[0].Object)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAnOperationBreaksWhatItSaysAndNothingElse(t *testing.T) {
	for name, c := range map[string]struct{ paths, operation, old, new string }{
		"delete":        {"spec.type", `{"op": "delete"}`, "  type: LoadBalancer\n", ""},
		"delete item":   {"spec.ports[0]", `{"op": "delete"}`, "  - name: http\n    port: 80\n", ""},
		"set":           {"spec.type", `{"op": "set", "value": 3}`, "type: LoadBalancer", "type: 3"},
		"set to null":   {"spec.type", `{"op": "set", "value": null}`, "type: LoadBalancer", "type: null"},
		"set to a list": {"spec.type", `{"op": "set", "value": ["a"]}`, "type: LoadBalancer", "type:\n  - a"},
		"set an item":   {"spec.ports[1]", `{"op": "set", "value": "x"}`, "- name: https\n    port: 443", "- x"},
		"put new":       {"metadata", `{"op": "put", "key": "a", "value": true}`, "metadata:\n", "metadata:\n  a: true\n"},
		"put known":     {"spec.ports[*name]", `{"op": "put", "key": "port", "value": -1}`, "port: 443", "port: -1"},
		"rename-key":    {"spec.type", `{"op": "rename-key", "append": "x"}`, "type: L", "typex: L"},
		"append-text":   {"spec.type", `{"op": "append-text", "text": "x"}`, "LoadBalancer", "LoadBalancerx"},
		"retype number": {"spec.ports[0].port", `{"op": "retype"}`, "port: 80", `port: "80"`},
		"retype truth":  {"spec.publish", `{"op": "retype"}`, "publish: true", `publish: "true"`},
		"retype text":   {"spec.type", `{"op": "retype"}`, "type: LoadBalancer", "type:\n  - LoadBalancer"},
		"retype list":   {"spec.ports", `{"op": "retype"}`, "ports:\n  - name: http\n    port: 80\n  - name: https\n    port: 443", "ports: text"},
		"retype map":    {"spec.ports[0]", `{"op": "retype"}`, "- name: http\n    port: 80", "- text"},
		"duplicate":     {"spec.ports[0]", `{"op": "duplicate"}`, "port: 443\n", "port: 443\n  - name: http\n    port: 80\n"},
		"move":          {"", `{"op": "move", "to": "store"}`, "namespace: shop", "namespace: store"},
		"delete-object": {"", `{"op": "delete-object"}`, thing, ""},
	} {
		t.Run(name, func(t *testing.T) {
			paths := ""
			if c.paths != "" {
				paths = `"paths": ["` + strings.ReplaceAll(c.paths, "[*name]", "[name=https]") + `"],`
			}
			e := example(t, "one", thing)
			sites := Sites([]*Kind{read(t, `"objects": ["Service"], `+paths+` "operation": `+c.operation)}, e)
			if len(sites) != 1 {
				t.Fatalf("sites: %v", sites)
			}
			mutant, err := Apply(sites[0], e)
			if err != nil {
				t.Fatal(err)
			}
			if one(t, e) != thing {
				t.Error("the example itself has changed")
			}
			if want := strings.Replace(thing, c.old, c.new, 1); one(t, mutant) != want {
				t.Errorf("got\n%s\nwant\n%s", one(t, mutant), want)
			}
		})
	}
}

func TestWhatCannotBeAppliedIsAnError(t *testing.T) {
	for name, c := range map[string]struct{ path, operation, want string }{
		"nothing changes":   {"spec.type", `{"op": "set", "value": "LoadBalancer"}`, "changes nothing"},
		"no map to put to":  {"spec.type", `{"op": "put", "key": "a", "value": 1}`, "no map"},
		"no text to append": {"spec.ports", `{"op": "append-text", "text": "x"}`, "is no text"},
		"the name is taken": {"spec.typ", `{"op": "rename-key", "append": "e"}`, "there is a key type already"},
	} {
		t.Run(name, func(t *testing.T) {
			e := example(t, "one", thing+"  typ: x\n")
			sites := Sites([]*Kind{read(t, `"objects": ["Service"], "paths": ["`+c.path+`"], "operation": `+c.operation)}, e)
			if len(sites) != 1 {
				t.Fatalf("sites: %v", sites)
			}
			_, err := Apply(sites[0], e)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "some-kind in one, cluster: Service shop/web") {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestASiteBelongsToItsExample(t *testing.T) {
	e := example(t, "one", thing)
	site := Sites([]*Kind{read(t, `"objects": ["Service"], "paths": ["spec.type"], "operation": {"op": "delete"}`)}, e)[0]
	renamed := example(t, "one", strings.Replace(thing, "name: web", "name: api", 1))
	changed := example(t, "one", strings.Replace(thing, "type:", "typ:", 1))
	for name, other := range map[string]*source.Example{
		"another example":     example(t, "two", thing),
		"another object":      renamed,
		"no object":           {Name: "one", Clusters: []*source.Cluster{{Name: "cluster"}}},
		"no cluster":          {Name: "one"},
		"the field is absent": changed,
	} {
		if _, err := Apply(site, other); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestEditTellsWhereThereIsNothing(t *testing.T) {
	nothing := func(any) (any, bool, error) { return nil, true, nil }
	for _, at := range []Place{{"a", "b"}, {"list", 3}, {"list", "b"}, {"text", 0}, {"none"}, {"list", 0, "b"}, {1.5}} {
		root := map[string]any{"a": map[string]any{}, "list": []any{"x"}, "text": "t"}
		if _, _, err := Edit(root, at, nothing); err == nil {
			t.Errorf("%v: no error", at)
		}
	}
}
