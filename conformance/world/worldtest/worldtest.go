// Package worldtest is what tests of worlds share: small examples as text, and the environment that a simulation needs.
package worldtest

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"cdk8s-ossm/conformance/admit"
	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
)

// Mesh is a control plane with both data planes: the smallest cluster in which everything can be enrolled.
const Mesh = `
apiVersion: v1
kind: Namespace
metadata: {name: istio-system}
---
apiVersion: v1
kind: Namespace
metadata: {name: istio-cni}
---
apiVersion: v1
kind: Namespace
metadata: {name: ztunnel}
---
apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: default}
spec:
  namespace: istio-system
  profile: ambient
  updateStrategy: {type: InPlace}
  values: {pilot: {trustedZtunnelNamespace: ztunnel}}
  version: v1.30.3
---
apiVersion: sailoperator.io/v1
kind: IstioCNI
metadata: {name: default}
spec: {namespace: istio-cni, profile: ambient, version: v1.30.3}
---
apiVersion: sailoperator.io/v1
kind: ZTunnel
metadata: {name: default}
spec: {namespace: ztunnel, version: v1.30.3}
`

// inOwnProcess marks a process that has the environment it needs.
const inOwnProcess = "WORLDTEST_OWN_PROCESS"

// root is the project, seen from a package two levels below conformance's own folder.
const root = "../../"

// Main runs the tests of a package in a process with the flags of Mesh: Istio reads them before any test could set them.
func Main(m *testing.M) {
	if os.Getenv(inOwnProcess) != "" {
		os.Exit(m.Run())
	}
	example, err := parse(map[string]string{"east": Mesh})
	if err != nil {
		panic(err)
	}
	command, err := Command(example.Clusters[0])
	if err != nil {
		panic(err)
	}
	command.Args = append(command.Args, os.Args[1:]...)
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	if err := command.Run(); err != nil {
		if exit := (&exec.ExitError{}); asExit(err, &exit) {
			os.Exit(exit.ExitCode())
		}
		panic(err)
	}
}

func asExit(err error, exit **exec.ExitError) bool {
	found, is := err.(*exec.ExitError)
	if is {
		*exit = found
	}
	return is
}

// Command is this program once more, with the flags of a cluster's control planes and of nothing else.
func Command(cluster *source.Cluster) (*exec.Cmd, error) {
	return CommandIn(&source.Example{Clusters: []*source.Cluster{cluster}}, cluster)
}

// CommandIn is the same for a cluster that istiods of other clusters may serve.
func CommandIn(example *source.Example, cluster *source.Cluster) (*exec.Cmd, error) {
	flags, err := world.Lay(example, nil).Flags(cluster.Name)
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	command := exec.Command(self)
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if !world.IsFlag(name) {
			command.Env = append(command.Env, variable)
		}
	}
	for name, value := range flags {
		command.Env = append(command.Env, name+"="+value)
	}
	command.Env = append(command.Env, inOwnProcess+"=1")
	return command, nil
}

// Example is one cluster, `east`, with the documents.
func Example(t *testing.T, documents ...string) *source.Example {
	t.Helper()
	return Clusters(t, map[string]string{"east": strings.Join(documents, "\n---\n")})
}

// Clusters is an example of several clusters, in the order of their names.
func Clusters(t *testing.T, clusters map[string]string) *source.Example {
	t.Helper()
	example, err := parse(clusters)
	if err != nil {
		t.Fatal(err)
	}
	return example
}

func parse(clusters map[string]string) (*source.Example, error) {
	example := &source.Example{Name: "test", Target: source.Target{Ossm: "3.4", Openshift: "4.20"}}
	for _, name := range []string{"east", "west"} {
		text, given := clusters[name]
		if !given {
			continue
		}
		objects, err := source.Parse([]byte(text), name+".yaml")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		example.Clusters = append(example.Clusters, &source.Cluster{Name: name, Objects: objects})
	}
	return example, nil
}

// Build makes the world of an example's first cluster.
func Build(t *testing.T, example *source.Example) (*world.World, *render.Rendering, []judge.Finding) {
	t.Helper()
	rendering, err := render.Cluster(example.Clusters[0])
	if err != nil {
		t.Fatal(err)
	}
	w, findings, err := world.Build(example, example.Clusters[0], rendering, Stored(t))
	if err != nil {
		t.Fatal(err)
	}
	return w, rendering, findings
}

// Stored is the API server's part for custom resources, nil where the definitions are not at hand (CRDS_DIR).
func Stored(t *testing.T) world.Stored {
	t.Helper()
	folder := os.Getenv("CRDS_DIR")
	if folder == "" {
		return nil
	}
	definitions.once.Do(func() { definitions.crds, definitions.err = admit.NewCRDs(folder, root+"imports/sources.json") })
	if definitions.err != nil {
		t.Fatal(definitions.err)
	}
	return definitions.crds.Stored
}

// definitions are read once: it takes longer than all the rest.
var definitions struct {
	once sync.Once
	crds *admit.CRDs
	err  error
}

// Examples are the outputs of all examples of the project. Without them the test is skipped.
func Examples(t *testing.T) []*source.Example {
	t.Helper()
	if _, err := os.Stat(root + "out/examples"); err != nil {
		t.Skip("the examples have no output: `npm run examples`")
	}
	targets, err := source.ReadTargets(root + "examples/targets.json")
	if err != nil {
		t.Fatal(err)
	}
	examples, err := source.Load(root+"out/examples", targets)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range examples {
		if err := world.Complete(e, root+"out/examples", root+"examples"); err != nil {
			t.Fatal(err)
		}
	}
	return examples
}

// EachCluster runs a test again for every cluster of every example, in a process with the flags of its control planes: there,
// do is called.
func EachCluster(t *testing.T, do func(t *testing.T, example *source.Example, cluster *source.Cluster)) {
	t.Helper()
	const variable = "WORLDTEST_EXAMPLE"
	for _, example := range Examples(t) {
		clusters := example.Clusters
		if len(clusters) > 6 {
			clusters = []*source.Cluster{clusters[0], clusters[len(clusters)-1]} // they are alike
		}
		for _, cluster := range clusters {
			id := example.Name + " " + cluster.Name
			if wanted := os.Getenv(variable); wanted != "" {
				if wanted == id {
					do(t, example, cluster)
				}
				continue
			}
			t.Run(id, func(t *testing.T) {
				command, err := CommandIn(example, cluster)
				if err != nil {
					t.Fatal(err)
				}
				top, _, _ := strings.Cut(t.Name(), "/")
				command.Args = append(command.Args, "-test.run=^"+top+"$", "-test.v="+fmt.Sprint(testing.Verbose()))
				command.Env = append(command.Env, variable+"="+id)
				out, err := command.CombinedOutput()
				if err != nil {
					t.Errorf("%v\n%s", err, out)
				} else {
					t.Logf("%s", out)
				}
			})
		}
	}
}

// Codes are `code object` of findings that are worse than an Info, in their order.
func Codes(findings []judge.Finding) []string {
	codes := []string{}
	for _, f := range findings {
		if f.Level != judge.Info {
			codes = append(codes, f.Code+" "+f.Object)
		}
	}
	return codes
}

// Same fails the test where two lists differ.
func Same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s: got\n  %s\nwant\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// Deployment is a workload of one container, with the labels of its pods and further fields of their spec, both as flow mappings
// without braces.
func Deployment(namespace, name, labels, spec string) string {
	if labels != "" {
		labels = ", " + labels
	}
	if spec != "" {
		spec = ", " + spec
	}
	return fmt.Sprintf(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: %[2]s, namespace: %[1]s}
spec:
  selector: {matchLabels: {app: %[2]s}}
  template:
    metadata: {labels: {app: %[2]s%[3]s}}
    spec: {containers: [{name: app, image: "registry.example.com/app:1", ports: [{containerPort: 8080, name: http}]}]%[4]s}
`, namespace, name, labels, spec)
}

// Namespace is a namespace with labels, as a flow mapping without braces.
func Namespace(name, labels string) string {
	return fmt.Sprintf("apiVersion: v1\nkind: Namespace\nmetadata: {name: %s, labels: {%s}}\n", name, labels)
}

// Service is a Service for the pods of a Deployment of that name.
func Service(namespace, name, ports string) string {
	return fmt.Sprintf("apiVersion: v1\nkind: Service\nmetadata: {name: %[2]s, namespace: %[1]s}\nspec: {selector: {app: %[2]s}, ports: [%[3]s]}\n",
		namespace, name, ports)
}
