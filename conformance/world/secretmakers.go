package world

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/source"
)

// maker is an object that has another party fill a Secret.
type maker struct {
	// hosts are the names that it asks for; nil where it does not say.
	hosts []string
}

// secretMakers are those of the example, by `namespace/name` of the Secret.
func (b *builder) secretMakers() (map[string]maker, error) {
	makers := map[string]maker{}
	for _, o := range b.store.of("cert-manager.io", "Certificate") {
		name, _, err := unstructured.NestedString(o.Object, "spec", "secretName")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
		}
		hosts, _, err := unstructured.NestedStringSlice(o.Object, "spec", "dnsNames")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
		}
		makers[o.GetNamespace()+"/"+name] = maker{hosts}
	}
	for _, o := range b.store.of("external-secrets.io", "ExternalSecret") {
		name, _, err := unstructured.NestedString(o.Object, "spec", "target", "name")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
		}
		if name == "" {
			name = o.GetName()
		}
		makers[o.GetNamespace()+"/"+name] = maker{}
	}
	for _, o := range b.store.of("bitnami.com", "SealedSecret") {
		makers[o.GetNamespace()+"/"+o.GetName()] = maker{}
	}
	for _, o := range b.store.of("", "Service") {
		if name := o.GetAnnotations()["service.beta.openshift.io/serving-cert-secret-name"]; name != "" {
			service := o.GetName() + "." + o.GetNamespace() + ".svc"
			makers[o.GetNamespace()+"/"+name] = maker{[]string{service, service + ".cluster.local"}}
		}
	}
	return makers, nil
}
