package world

import (
	"fmt"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	kubeversion "k8s.io/apimachinery/pkg/version"
	fakediscovery "k8s.io/client-go/discovery/fake"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pilot/pkg/config/memory"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/mesh/meshwatcher"
	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/gvk"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/kube/inject"
	"istio.io/istio/pkg/kube/kclient"
	"istio.io/istio/pkg/kube/kubetypes"
	"istio.io/istio/pkg/kube/namespace"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/render"
)

// plane is a control plane with what its istiod reads.
type plane struct {
	*render.ControlPlane
	mesh *meshconfig.MeshConfig
	// injection are the templates and defaults of its injector, values their values.
	injection inject.Config
	values    string
	parsed    inject.ValuesConfig
	// revision and clusterID are as the istiod is told by its environment.
	revision, clusterID string
	// host is the cluster that it runs in, where that is another; local is what stands for it here.
	host  string
	local *render.ControlPlane
	// config is whether it reads its configuration here.
	config bool
	// sees are the namespaces that its discovery selectors leave.
	sees func(namespace string) bool
	// claims are the Gateways of the Gateway API that it takes for its own, by source.Ref. For them alone Istio resolves tags.
	claims map[string]bool

	handler *injector
}

func (b *builder) readControlPlanes() error {
	for _, cp := range b.rendering.ControlPlanes {
		if !cp.Remote && b.looksElsewhere(cp) {
			continue
		}
		p, err := readPlane(cp)
		if cp.Remote {
			p, err = b.remotePlane(cp)
		}
		if err != nil {
			return fmt.Errorf("revision %s: %w", cp.Revision, err)
		}
		if p == nil {
			continue
		}
		if err := b.discover(p); err != nil {
			return fmt.Errorf("revision %s: %w", cp.Revision, err)
		}
		b.planes = append(b.planes, p)
	}
	return nil
}

// looksElsewhere says whether a control plane that runs here reads another cluster: nothing here is its concern then.
func (b *builder) looksElsewhere(cp *render.ControlPlane) bool {
	for _, i := range b.layout.istiods {
		if i.Host == b.cluster.Name && i.Revision == cp.Revision {
			return i.Config != b.cluster.Name
		}
	}
	return false
}

func readPlane(cp *render.ControlPlane) (*plane, error) {
	p := &plane{ControlPlane: cp, local: cp, config: true, revision: cp.Revision, clusterID: "Kubernetes", claims: map[string]bool{}}
	if cp.Remote {
		return p, nil
	}
	text, err := cp.MeshConfigYAML()
	if err != nil {
		return nil, err
	}
	if p.mesh, err = mesh.ApplyMeshConfigDefaults(text); err != nil {
		return nil, fmt.Errorf("mesh config: %w", err)
	}
	templates, values, err := cp.InjectorConfig()
	if err != nil {
		return nil, err
	}
	if p.injection, err = inject.UnmarshalConfig([]byte(templates)); err != nil {
		return nil, fmt.Errorf("injector config: %w", err)
	}
	p.values = values
	if p.parsed, err = inject.NewValuesConfig(values); err != nil {
		return nil, fmt.Errorf("values of the injector: %w", err)
	}
	env := cp.Env()
	if rev := env["REVISION"]; rev != "" {
		p.revision = rev
	}
	if id := env["CLUSTER_ID"]; id != "" {
		p.clusterID = id
	}
	return p, nil
}

// discover asks Istio's own filter which namespaces the control plane sees.
func (b *builder) discover(p *plane) error {
	client, err := b.client(onlyKinds("Namespace"))
	if err != nil {
		return err
	}
	stop := make(chan struct{})
	defer close(stop)
	filter := discoveryFilter(client, p.mesh, stop)
	seen := map[string]bool{}
	for _, ns := range b.store.of("", "Namespace") {
		seen[ns.GetName()] = filter.Filter(ns.GetName())
	}
	p.sees = func(namespace string) bool { return namespace == "" || seen[namespace] }
	return nil
}

func discoveryFilter(client kube.Client, mc *meshconfig.MeshConfig, stop <-chan struct{}) kubetypes.DynamicObjectFilter {
	return namespace.NewDiscoveryNamespacesFilter(kclient.New[*corev1.Namespace](client), meshwatcher.NewTestWatcher(mc), stop)
}

// environment is the part of istiod's state that its injector and its gateway controller read.
func (b *builder) environment(p *plane) (*model.Environment, error) {
	env := model.NewEnvironment()
	env.Watcher = meshwatcher.NewTestWatcher(p.mesh)
	proxyConfigs := memory.Make(collections.Pilot)
	objects := b.store.objects
	if !p.config {
		objects = nil // istiod reads configuration in one cluster
		for _, i := range b.layout.istiods {
			if c := b.layout.member(i.Config); i.Host == p.host && i.Revision == p.Revision && c != nil {
				for _, o := range c.cluster.Of("networking.istio.io", "ProxyConfig") {
					objects = append(objects, o.Unstructured)
				}
			}
		}
	}
	all, err := configs(view(objects, p))
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if c.GroupVersionKind != gvk.ProxyConfig {
			continue
		}
		if _, err := proxyConfigs.Create(c); err != nil {
			return nil, fmt.Errorf("ProxyConfig %s/%s: %w", c.Namespace, c.Name, err)
		}
	}
	push := env.PushContext()
	push.ProxyConfigs = model.GetProxyConfigs(proxyConfigs, p.mesh)
	push.InitDone.Store(true)
	return env, nil
}

// client is a fake of Istio's that holds the objects which are wanted, in a cluster of the example's Kubernetes version.
func (b *builder) client(wanted func(*unstructured.Unstructured) bool) (kube.CLIClient, error) {
	var objects []*unstructured.Unstructured
	for _, o := range b.store.objects {
		if wanted(o) {
			objects = append(objects, o)
		}
	}
	decoded, err := typed(objects)
	if err != nil {
		return nil, err
	}
	client := kube.NewFakeClient(decoded...)
	minor, err := kubernetesMinor(b.example.Target.Openshift)
	if err != nil {
		return nil, err
	}
	discovery, ok := client.Kube().Discovery().(*fakediscovery.FakeDiscovery)
	if !ok {
		return nil, fmt.Errorf("the fake client has a %T", client.Kube().Discovery())
	}
	discovery.FakedServerVersion = &kubeversion.Info{Major: "1", Minor: strconv.Itoa(minor)}
	return client, nil
}

func onlyKinds(kinds ...string) func(*unstructured.Unstructured) bool {
	wanted := map[string]bool{}
	for _, k := range kinds {
		wanted[k] = true
	}
	return func(o *unstructured.Unstructured) bool { return wanted[o.GetKind()] }
}
