package run

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cdk8s-ossm/conformance/source"
)

// TestMain makes the test's own program the one that judges when it is started as a child, as the command does.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == childArgument {
		if err := Child(os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// crds is the folder of the CRDs. Without it the test is skipped.
func crds(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("CRDS_DIR")
	if folder == "" {
		t.Skip("CRDS_DIR is not set: counts and faults need the CRDs")
	}
	return folder
}

// example is one cluster, `east`, with the documents.
func example(t *testing.T, name string, documents ...string) *source.Example {
	t.Helper()
	objects, err := source.Parse([]byte(strings.Join(documents, "\n---\n")), "01.k8s.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &source.Example{Name: name, Target: source.Target{Ossm: "3.4", Openshift: "4.20"},
		Clusters: []*source.Cluster{{Name: "east", Objects: objects}}}
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got\n  %s\nwant\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// fails expects an error with all the texts, or none without any.
func fails(t *testing.T, err error, texts ...string) {
	t.Helper()
	if len(texts) == 0 && err != nil {
		t.Errorf("it fails: %v", err)
	}
	for _, text := range texts {
		if err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("got error %v, want one with %q", err, text)
		}
	}
}

// mesh is the output of the small example: a workload in a mesh that states one default.
const mesh = `
apiVersion: v1
kind: Namespace
metadata: {name: istio-system}
---
apiVersion: v1
kind: Namespace
metadata: {name: istio-cni}
---
apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: default}
spec:
  namespace: istio-system
  updateStrategy: {type: InPlace}
  version: v1.30.3
  values: {pilot: {autoscaleEnabled: true}, meshConfig: {accessLogFile: /dev/stdout}}
---
apiVersion: sailoperator.io/v1
kind: IstioCNI
metadata: {name: default}
spec: {namespace: istio-cni, version: v1.30.3}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: shop}
spec: {mtls: {mode: STRICT}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080, protocol: TCP}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: registry.example.com/web, ports: [{containerPort: 8080}]}]}
`

const (
	// accepted is what the small example needs: namespaces of the mesh's own are not injected.
	accepted = `{"judge": "analyzers", "code": "IST0102", "reason": "The namespaces of the mesh itself are left out on purpose."}`
	defaults = `{"kind": "Istio", "path": "pilot.autoscaleEnabled", "reason": "The example writes out what is the default."}`
	// One fault for a judge in this process, one for a judge in another.
	faults = `{"kind": "port-out-of-range", "what": "A port is none at all.", "judge": "core", "objects": ["Service"],
  "paths": ["spec.ports[*].port"], "operation": {"op": "set", "value": 99999}},
{"kind": "dataplane-mode-wrong", "what": "A data plane is asked for that is none.", "judge": "rendering", "objects": ["Deployment.apps"],
  "paths": ["spec.template.metadata.labels"], "operation": {"op": "put", "key": "istio.io/dataplane-mode", "value": "ambiant"}}`
)

// checkout is a checkout with the small example as its only one.
func checkout(t *testing.T, crds string) Config {
	t.Helper()
	root := t.TempDir()
	config := In(root, crds)
	config.Sources = filepath.Join("..", "..", "imports", "sources.json")
	write(t, filepath.Join(config.Output, "small", ".cdk8s-ossm-files"), "")
	write(t, output(config), mesh)
	write(t, filepath.Join(config.Programs, "small", "main.ts"), "")
	write(t, config.Targets, `{"small": {"ossm": "3.4", "openshift": "4.20"}}`)
	write(t, config.Accepted, `{"accepted": [`+accepted+`], "waiting": []}`)
	write(t, config.Defaults, "["+defaults+"]")
	write(t, config.Mutations, "["+faults+"]")
	write(t, config.Survivors, "[]")
	return config
}

// output is the file with the small example's objects.
func output(config Config) string {
	return filepath.Join(config.Output, "small", "east", "01.k8s.yaml")
}
