package xds

import (
	"fmt"

	"k8s.io/apimachinery/pkg/runtime"

	pilotxds "istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/cluster"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/mesh/meshwatcher"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/test"

	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/world"
)

// clusterID is the name that istiod has for its cluster where nothing says otherwise.
const clusterID = "Kubernetes"

// ambientKinds are those of Istio's own kinds that the ambient index reads from the cluster rather than from the config store.
var ambientKinds = map[string]bool{"AuthorizationPolicy": true, "PeerAuthentication": true, "ServiceEntry": true, "WorkloadEntry": true}

// serve starts a discovery server for a control plane over what it sees.
func serve(t test.Failer, view *world.World, cp *render.ControlPlane) (*pilotxds.FakeDiscoveryServer, error) {
	objects, err := kubeObjects(view)
	if err != nil {
		return nil, err
	}
	configs, err := view.IstioConfigs()
	if err != nil {
		return nil, err
	}
	text, err := cp.MeshConfigYAML()
	if err != nil {
		return nil, err
	}
	config, err := mesh.ApplyMeshConfigDefaults(text)
	if err != nil {
		return nil, fmt.Errorf("mesh configuration of %s: %w", cp.Revision, err)
	}
	text, err = cp.MeshNetworksYAML()
	if err != nil {
		return nil, err
	}
	networks, err := mesh.ParseMeshNetworks(text)
	if err != nil {
		return nil, fmt.Errorf("mesh networks of %s: %w", cp.Revision, err)
	}
	id := clusterOf(cp)
	return pilotxds.NewFakeDiscoveryServer(t, pilotxds.FakeOptions{
		DefaultClusterName:         id,
		KubernetesObjectsByCluster: map[cluster.ID][]runtime.Object{id: objects},
		Configs:                    configs,
		MeshConfig:                 config,
		NetworksWatcher:            meshwatcher.NewFixedNetworksWatcher(networks),
		KubeClientModifier:         func(c kube.Client) { answerAccess(c, objects); serveGatewayAPI(t, c) },
	}), nil
}

func clusterOf(cp *render.ControlPlane) cluster.ID {
	if id := cp.Env()["CLUSTER_ID"]; id != "" {
		return cluster.ID(id)
	}
	return clusterID
}

// kubeObjects are what the server reads from the cluster itself. The rest of Istio's kinds reach it as configuration.
func kubeObjects(view *world.World) ([]runtime.Object, error) {
	all, err := view.Kube()
	if err != nil {
		return nil, err
	}
	var kept []runtime.Object
	for _, o := range all {
		gvk := o.GetObjectKind().GroupVersionKind()
		if isIstio(gvk.Group) && !ambientKinds[gvk.Kind] {
			continue
		}
		kept = append(kept, o)
	}
	return kept, nil
}

func isIstio(group string) bool {
	switch group {
	case "networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io":
		return true
	}
	return false
}
