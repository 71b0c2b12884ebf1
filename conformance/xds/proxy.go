package xds

import (
	"fmt"
	"maps"
	"strings"

	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	corev1 "k8s.io/api/core/v1"

	"istio.io/istio/pilot/pkg/model"
	labelutil "istio.io/istio/pilot/pkg/serviceregistry/util/label"
	pilotxds "istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/bootstrap"
	"istio.io/istio/pkg/config/mesh"
	pkgmodel "istio.io/istio/pkg/model"
	"istio.io/istio/pkg/spiffe"

	"cdk8s-ossm/conformance/world"
)

// proxyContainer is the name of the container that the injector and the gateway controller give a proxy.
const proxyContainer = "istio-proxy"

// connect makes the proxy of a Pod known to the server, as it would introduce itself: its type from the arguments of its
// container, its metadata from the container's environment (by the code of the agent that runs in it), its identity from its
// ServiceAccount.
func connect(ds *pilotxds.FakeDiscoveryServer, pod *world.Pod) (*model.Proxy, error) {
	container := containerOf(pod.Pod)
	if container == nil {
		return nil, fmt.Errorf("pod %s/%s has no container %s", pod.Namespace, pod.Name, proxyContainer)
	}
	kind, err := typeOf(container)
	if err != nil {
		return nil, fmt.Errorf("pod %s/%s: %w", pod.Namespace, pod.Name, err)
	}
	node, err := bootstrap.GetNodeMetaData(bootstrap.MetadataOptions{
		Envs:        environment(pod.Pod, container),
		InstanceIPs: []string{pod.Status.PodIP},
		ProxyConfig: mesh.DefaultProxyConfig(),
	})
	if err != nil {
		return nil, fmt.Errorf("pod %s/%s: %w", pod.Namespace, pod.Name, err)
	}
	metadata := node.Metadata.NodeMetadata
	metadata.Labels = maps.Clone(pod.Labels)
	metadata.Annotations = maps.Clone(pod.Annotations)
	metadata.Namespace = pod.Namespace
	metadata.ServiceAccount = pod.Spec.ServiceAccountName
	metadata.NodeName = pod.Spec.NodeName
	trustDomain := ds.Env().Mesh().GetTrustDomain()
	return ds.SetupProxy(&model.Proxy{
		Type:            kind,
		ID:              pod.Name + "." + pod.Namespace,
		ConfigNamespace: pod.Namespace,
		IPAddresses:     []string{pod.Status.PodIP},
		Labels:          pod.Labels,
		Metadata:        &metadata,
		// Where nobody knows it, the server takes an empty one (pilot/pkg/xds/ads.go of istio.io/istio).
		Locality: &corev3.Locality{},
		VerifiedIdentity: &spiffe.Identity{
			TrustDomain: trustDomain, Namespace: pod.Namespace, ServiceAccount: pod.Spec.ServiceAccountName,
		},
	}), nil
}

// connect makes the proxy of a Pod known, in a mesh over several clusters with what the server adds when a proxy connects: where it
// runs, which is that of its node.
func (j *judging) connect(pod *world.Pod) (*model.Proxy, error) {
	proxy, err := connect(j.ds, pod)
	if err != nil || j.home == nil {
		return proxy, err
	}
	if node := j.facts.nodes[pod.Spec.NodeName]; node != nil {
		proxy.Locality = &corev3.Locality{Region: node.Labels[regionLabel], Zone: node.Labels[zoneLabel]}
		proxy.Labels = labelutil.AugmentLabels(pod.Labels, proxy.Metadata.ClusterID, node.Labels[regionLabel]+"/"+node.Labels[zoneLabel], pod.Spec.NodeName,
			proxy.Metadata.Network)
	}
	return proxy, nil
}

// containerOf is the proxy's container: an ordinary one, or an init container that stays (a native sidecar).
func containerOf(pod *corev1.Pod) *corev1.Container {
	for _, list := range [][]corev1.Container{pod.Spec.Containers, pod.Spec.InitContainers} {
		for i := range list {
			if list[i].Name == proxyContainer {
				return &list[i]
			}
		}
	}
	return nil
}

// typeOf reads the type from the arguments: `proxy router ...`.
func typeOf(c *corev1.Container) (pkgmodel.NodeType, error) {
	for i, arg := range c.Args {
		if arg == "proxy" && i+1 < len(c.Args) {
			switch kind := pkgmodel.NodeType(c.Args[i+1]); kind {
			case model.SidecarProxy, model.Router, model.Waypoint, model.Ztunnel:
				return kind, nil
			}
		}
	}
	return "", fmt.Errorf("container %s does not say which type of proxy it is: %v", c.Name, c.Args)
}

// environment is the container's environment as the process in it sees it.
func environment(pod *corev1.Pod, c *corev1.Container) []string {
	var list []string
	for _, e := range c.Env {
		value := e.Value
		if e.ValueFrom != nil {
			if e.ValueFrom.FieldRef == nil {
				continue // limits, which say nothing to istiod
			}
			value = field(pod, e.ValueFrom.FieldRef.FieldPath)
		}
		list = append(list, e.Name+"="+value)
	}
	return list
}

// field is the value that the downward API gives.
func field(pod *corev1.Pod, path string) string {
	switch path {
	case "metadata.name":
		return pod.Name
	case "metadata.namespace":
		return pod.Namespace
	case "metadata.uid":
		return string(pod.UID)
	case "spec.nodeName":
		return pod.Spec.NodeName
	case "spec.serviceAccountName":
		return pod.Spec.ServiceAccountName
	case "status.podIP":
		return pod.Status.PodIP
	case "status.hostIP":
		return pod.Status.HostIP
	}
	if key, is := strings.CutPrefix(path, "metadata.labels['"); is {
		return pod.Labels[strings.TrimSuffix(key, "']")]
	}
	if key, is := strings.CutPrefix(path, "metadata.annotations['"); is {
		return pod.Annotations[strings.TrimSuffix(key, "']")]
	}
	return ""
}
