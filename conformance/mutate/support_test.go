package mutate

import (
	"fmt"
	"strings"
	"testing"

	"cdk8s-ossm/conformance/source"
)

// example makes an example of one cluster.
func example(t *testing.T, name, text string) *source.Example {
	t.Helper()
	objects, err := source.Parse([]byte(text), "01.k8s.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &source.Example{Name: name, Clusters: []*source.Cluster{{Name: "cluster", Objects: objects}}}
}

const shop = `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: {mesh: red, istio-injection: enabled}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web, tier: front}
  ports:
    - {name: http, port: 80, targetPort: 8080}
    - {name: https, port: 443}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: store}
spec:
  selector: {app: db}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 1
`

// read reads one entry: the fields beyond kind, what and judge.
func read(t *testing.T, rest string) *Kind {
	t.Helper()
	kinds, err := Read([]byte(entryText("some-kind", "schema", rest)))
	if err != nil {
		t.Fatal(err)
	}
	return kinds[0]
}

func entryText(kind, judge, rest string) string {
	return fmt.Sprintf(`[{"kind": %q, "what": "Something in it is wrong.", "judge": %q, %s}]`, kind, judge, rest)
}

func names(sites []Site) []string {
	var names []string
	for _, s := range sites {
		names = append(names, strings.TrimSpace(s.Object+" "+s.Path))
	}
	return names
}
