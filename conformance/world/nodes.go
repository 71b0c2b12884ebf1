package world

import (
	"fmt"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// addNodes adds two nodes, in two zones of a region that is the cluster's: as few as show locality.
func (b *builder) addNodes() error {
	minor, err := kubernetesMinor(b.example.Target.Openshift)
	if err != nil {
		return err
	}
	for i, zone := range []string{"a", "b"} {
		node := &corev1.Node{
			TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "Node"},
			ObjectMeta: metav1.ObjectMeta{
				Name: "node-" + zone,
				Labels: map[string]string{
					corev1.LabelTopologyRegion: b.cluster.Name,
					corev1.LabelTopologyZone:   b.cluster.Name + "-" + zone,
					corev1.LabelHostname:       "node-" + zone,
					corev1.LabelOSStable:       "linux",
				},
			},
			Status: corev1.NodeStatus{
				Addresses: []corev1.NodeAddress{
					{Type: corev1.NodeInternalIP, Address: b.addresses.node(i)},
					{Type: corev1.NodeHostName, Address: "node-" + zone},
				},
				Conditions: []corev1.NodeCondition{{Type: corev1.NodeReady, Status: corev1.ConditionTrue}},
				// Istio decides by the kubelet's version whether a sidecar can be a native one.
				NodeInfo: corev1.NodeSystemInfo{KubeletVersion: fmt.Sprintf("v1.%d.0", minor)},
			},
		}
		object, err := toUnstructured(node)
		if err != nil {
			return err
		}
		if _, err := b.add(object); err != nil {
			return err
		}
		b.nodes = append(b.nodes, node)
	}
	return nil
}

// kubernetesMinor is the Kubernetes that an OpenShift has: 4.20 has 1.33 (https://access.redhat.com/solutions/4870701).
func kubernetesMinor(openshift string) (int, error) {
	minor, err := strconv.Atoi(strings.TrimPrefix(openshift, "4."))
	if err != nil || !strings.HasPrefix(openshift, "4.") {
		return 0, fmt.Errorf("the version of OpenShift is %q, and not like 4.20", openshift)
	}
	return minor + 13, nil
}
