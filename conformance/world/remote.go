package world

import (
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"

	"istio.io/istio/pkg/config/constants"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/render"
	"cdk8s-ossm/conformance/source"
)

// addSecrets makes the Secrets that istiod reads, of the ExternalSecrets of the example, and fills those of ServiceAccounts.
func (b *builder) addSecrets() error {
	for _, ref := range sortedKeys(b.member.broken) {
		b.find("external-secret", judge.Error, ref, b.member.broken[ref])
	}
	for _, o := range b.member.secrets {
		if b.store.get("", "Secret", o.GetNamespace(), o.GetName()) != nil {
			continue
		}
		if _, err := b.add(o.DeepCopy()); err != nil {
			return err
		}
	}
	return nil
}

// fillTokens does the work of the token controller, once everything that is installed is there: it fills the Secrets of
// ServiceAccounts that exist, and deletes the others.
func (b *builder) fillTokens() error {
	for _, o := range b.store.of("", "Secret") {
		data := tokenData(b.cluster.Name, o)
		if data == nil {
			continue
		}
		account := o.GetAnnotations()["kubernetes.io/service-account.name"]
		if b.store.get("", "ServiceAccount", o.GetNamespace(), account) == nil {
			b.find("no-account", judge.Error, source.Ref(o), fmt.Sprintf("there is no ServiceAccount %s/%s, so Kubernetes deletes it", o.GetNamespace(), account))
			continue
		}
		encoded := map[string]any{}
		for key, value := range data {
			encoded[key] = encode(value)
		}
		if err := unstructured.SetNestedMap(o.Object, encoded, "data"); err != nil {
			return err
		}
	}
	return nil
}

// remotePlane is the control plane of another cluster that serves this one in the place of a remote one. It is nil, and reported,
// where none can.
func (b *builder) remotePlane(cp *render.ControlPlane) (*plane, error) {
	i := b.member.served[cp.Revision]
	if i == nil {
		b.find("no-control-plane", judge.Error, cp.Owner, "its webhook and its proxies reach no istiod: "+b.member.unserved[cp.Revision])
		return nil, nil
	}
	p, err := readPlane(i.ControlPlane)
	if err != nil {
		return nil, err
	}
	p.local, p.host, p.config = cp, i.Host, i.Config == b.cluster.Name
	if why := b.unpatched(i, cp); why != "" {
		b.find("webhook-unpatched", judge.Error, cp.Owner, fmt.Sprintf("the istiod of cluster %s writes no certificate into its webhook, which therefore fails: %s", i.Host, why))
	}
	for _, id := range controllers(b.cluster, cp.Namespace) {
		if id != "*" && !slices.ContainsFunc(b.layout.istiods, func(i *Istiod) bool { return i.ID == id && b.knows(i) }) {
			b.find("controlling-cluster", judge.Error, source.Ref(b.store.namespace(cp.Namespace)),
				fmt.Sprintf("it lets the istiod of cluster %s write certificates here, and there is none that knows this cluster", id))
		}
	}
	return p, nil
}

// knows says whether an istiod reads this cluster.
func (b *builder) knows(i *Istiod) bool {
	return i.Config == b.cluster.Name || slices.ContainsFunc(i.Remotes, func(r *Remote) bool { return r.Cluster == b.cluster.Name })
}

// unpatched says why an istiod would not write its certificate into the webhooks of this cluster (pilot/pkg/serviceregistry/kube/
// controller/multicluster.go and pkg/webhooks/webhookpatch.go); empty where it would.
func (b *builder) unpatched(i *Istiod, cp *render.ControlPlane) string {
	switch {
	case i.Revision != cp.Revision:
		return fmt.Sprintf("it is the revision %s, and the webhook belongs to %s", i.Revision, cp.Revision)
	case i.Namespace != cp.Namespace:
		return fmt.Sprintf("it runs in namespace %s, and looks for that in this cluster, where the control plane is in %s", i.Namespace, cp.Namespace)
	case i.Config == b.cluster.Name:
		return ""
	case !b.knows(i):
		return "it has no kubeconfig for this cluster"
	case i.Env()["EXTERNAL_ISTIOD"] != "true":
		return "it has not EXTERNAL_ISTIOD=true"
	}
	if named := controllers(b.cluster, cp.Namespace); !slices.Contains(named, i.ID) && !slices.Contains(named, "*") {
		return fmt.Sprintf("the annotation of namespace %s names %v, and it is %s", cp.Namespace, named, i.ID)
	}
	return ""
}

// servedElsewhere says whether another cluster has workloads for a Service: in a mesh, a Service without Pods of its own still
// gives the name.
func (l *Layout) servedElsewhere(own *member, service *unstructured.Unstructured) bool {
	selector, _, _ := unstructured.NestedStringMap(service.Object, "spec", "selector")
	if len(selector) == 0 {
		return false
	}
	for _, m := range l.members {
		if m == own || m.cluster.Find("", "Service", service.GetNamespace(), service.GetName()) == nil {
			continue
		}
		for _, o := range m.cluster.Objects {
			gvk := o.GroupVersionKind()
			if !templated(gvk.Group, gvk.Kind) || o.GetNamespace() != service.GetNamespace() {
				continue
			}
			made, _, _ := unstructured.NestedStringMap(o.Object, "spec", "template", "metadata", "labels")
			if labels.SelectorFromSet(selector).Matches(labels.Set(made)) {
				return true
			}
		}
	}
	return false
}

// addGiven writes the addresses that a Gateway of an unreachable network is given by hand into its status, as istiod does.
func givenAddresses(g *unstructured.Unstructured) []any {
	if class, _, _ := unstructured.NestedString(g.Object, "spec", "gatewayClassName"); class != constants.RemoteGatewayClassName {
		return nil
	}
	var addresses []any
	listed, _, _ := unstructured.NestedSlice(g.Object, "spec", "addresses")
	for _, a := range listed {
		address, _ := a.(map[string]any)
		kind, _ := address["type"].(string)
		if kind == "" {
			kind = "IPAddress"
		}
		addresses = append(addresses, map[string]any{"type": kind, "value": address["value"]})
	}
	return addresses
}
