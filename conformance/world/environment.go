package world

import (
	"fmt"
	"os"
	"sort"
	"strings"

	"istio.io/istio/pkg/env"

	"cdk8s-ossm/conformance/render"
)

// ownIdentity are variables that tell an istiod who it is. They differ between control planes of a cluster; the simulator passes
// them on itself, so they need not be in the process.
var ownIdentity = map[string]bool{
	"CA_TRUSTED_NODE_ACCOUNTS": true,
	"CLUSTER_ID":               true,
	// Where an istiod stands and whom it serves. The simulator does what they say.
	"EXTERNAL_ISTIOD":                true,
	"INJECTION_WEBHOOK_CONFIG_NAME":  true,
	"LOCAL_CLUSTER_SECRET_WATCHER":   true,
	"SHARED_MESH_CONFIG":             true,
	"VALIDATION_WEBHOOK_CONFIG_NAME": true,
	"KUBECONFIG":                     true,
	"POD_NAME":                       true,
	"POD_NAMESPACE":                  true,
	"REVISION":                       true,
	"SERVICE_ACCOUNT":                true,
}

// Flags are the variables of the rendered istiods that Istio's code in this process knows. Istio reads them when the process
// starts, so a process can simulate only clusters whose control planes agree about them; those that do not are an error.
func Flags(rendering *render.Rendering) (map[string]string, error) {
	var planes []*render.ControlPlane
	for _, cp := range rendering.ControlPlanes {
		if !cp.Remote {
			planes = append(planes, cp)
		}
	}
	return flagsOf(planes)
}

func flagsOf(planes []*render.ControlPlane) (map[string]string, error) {
	known := map[string]bool{}
	for _, v := range env.VarDescriptions() {
		known[v.Name] = !ownIdentity[v.Name]
	}
	flags := map[string]string{}
	for i, cp := range planes {
		own := map[string]string{}
		for name, value := range cp.Env() {
			if known[name] {
				own[name] = value
			}
		}
		if i > 0 {
			if different := differences(flags, own); len(different) > 0 {
				return nil, fmt.Errorf("the control planes %s and %s cannot be simulated together, they differ in %s",
					planes[0].Revision, cp.Revision, strings.Join(different, ", "))
			}
		}
		flags = own
	}
	return flags, nil
}

// CheckEnvironment refuses to simulate with other flags than the istiods that serve a cluster have: the answers would be about
// another mesh.
func (l *Layout) CheckEnvironment(cluster string) error {
	if len(l.Serving(cluster)) == 0 {
		return nil
	}
	flags, err := l.Flags(cluster)
	if err == nil {
		err = checkEnvironment(flags)
	}
	if err != nil {
		return fmt.Errorf("%s, cluster %s: %w", l.Example.Name, cluster, err)
	}
	return nil
}

func checkEnvironment(flags map[string]string) error {
	var wrong []string
	for _, v := range env.VarDescriptions() {
		if ownIdentity[v.Name] {
			continue
		}
		want, rendered := flags[v.Name]
		if !rendered {
			want = v.DefaultValue
		}
		have, set := os.LookupEnv(v.Name)
		if !set {
			have = v.DefaultValue
		}
		if want != have {
			wrong = append(wrong, fmt.Sprintf("%s is %q and must be %q", v.Name, have, want))
		}
	}
	if len(wrong) > 0 {
		sort.Strings(wrong)
		return fmt.Errorf("the process has not the environment of istiod: %s", strings.Join(wrong, "; "))
	}
	return nil
}

// differences are the names whose values differ, sorted.
func differences(a, b map[string]string) []string {
	different := map[string]bool{}
	for name, value := range a {
		if other, found := b[name]; !found || other != value {
			different[name] = true
		}
	}
	for name := range b {
		if _, found := a[name]; !found {
			different[name] = true
		}
	}
	var names []string
	for name := range different {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// IsFlag says whether Istio's code in this process reads the variable as something that control planes of a cluster share.
func IsFlag(name string) bool {
	for _, v := range env.VarDescriptions() {
		if v.Name == name {
			return !ownIdentity[name]
		}
	}
	return false
}
