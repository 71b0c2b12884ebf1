package world

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"

	"cdk8s-ossm/conformance/source"
)

// secretUse is a Secret that a gateway or a client needs.
type secretUse struct {
	namespace, name string
	by              string
	hosts           []string
	// key and authority are what of `tls.crt`/`tls.key` and `ca.crt` is read from it.
	key, authority bool
}

// secretUses are the Secrets that the objects of the cluster name for TLS.
func (b *builder) secretUses() ([]*secretUse, error) {
	var uses []*secretUse
	for _, read := range []func() ([]*secretUse, error){b.istioGatewaySecrets, b.gatewayAPISecrets, b.destinationSecrets} {
		more, err := read()
		if err != nil {
			return nil, err
		}
		uses = append(uses, more...)
	}
	return uses, nil
}

func (b *builder) istioGatewaySecrets() ([]*secretUse, error) {
	var uses []*secretUse
	for _, o := range b.store.of("networking.istio.io", "Gateway") {
		servers, _, err := unstructured.NestedSlice(o.Object, "spec", "servers")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
		}
		for _, s := range servers {
			server, _ := s.(map[string]any)
			tls, _ := server["tls"].(map[string]any)
			mode, _ := tls["mode"].(string)
			var hosts []string
			for _, h := range list(server["hosts"]) {
				host, _ := h.(string)
				hosts = append(hosts, host[strings.Index(host, "/")+1:])
			}
			for _, ns := range b.gatewayNamespaces(o) {
				use := func(name any, key, authority bool) {
					if text, _ := name.(string); text != "" {
						uses = append(uses, &secretUse{ns, text, source.Ref(o), hosts, key, authority})
					}
				}
				mutual := strings.HasSuffix(mode, "MUTUAL") && mode != "ISTIO_MUTUAL" && tls["caCertCredentialName"] == nil
				use(tls["credentialName"], true, mutual)
				for _, n := range list(tls["credentialNames"]) {
					use(n, true, mutual)
				}
				for _, c := range list(tls["tlsCertificates"]) {
					certificate, _ := c.(map[string]any)
					use(certificate["credentialName"], true, mutual)
				}
				use(tls["caCertCredentialName"], false, true)
			}
		}
	}
	return uses, nil
}

// gatewayNamespaces are those of the pods that a Gateway selects: they read its Secrets. Without pods it is the Gateway's own.
func (b *builder) gatewayNamespaces(o *unstructured.Unstructured) []string {
	wanted, _, _ := unstructured.NestedStringMap(o.Object, "spec", "selector")
	var namespaces []string
	for _, pod := range b.pods {
		if labels.SelectorFromSet(wanted).Matches(labels.Set(pod.Labels)) && len(wanted) > 0 {
			namespaces = append(namespaces, pod.Namespace)
		}
	}
	if len(namespaces) == 0 {
		return []string{o.GetNamespace()}
	}
	return unique(namespaces)
}

func (b *builder) gatewayAPISecrets() ([]*secretUse, error) {
	var uses []*secretUse
	for _, kind := range []string{"Gateway", "ListenerSet"} {
		for _, o := range b.store.of(gatewayAPI, kind) {
			listeners, _, err := unstructured.NestedSlice(o.Object, "spec", "listeners")
			if err != nil {
				return nil, fmt.Errorf("%s: %w", source.Ref(o), err)
			}
			for _, l := range listeners {
				listener, _ := l.(map[string]any)
				host, _ := listener["hostname"].(string)
				tls, _ := listener["tls"].(map[string]any)
				for _, r := range list(tls["certificateRefs"]) {
					ref, _ := r.(map[string]any)
					if kind, _ := ref["kind"].(string); kind != "" && kind != "Secret" {
						continue
					}
					ns, _ := ref["namespace"].(string)
					if ns == "" {
						ns = o.GetNamespace()
					}
					name, _ := ref["name"].(string)
					uses = append(uses, &secretUse{ns, name, source.Ref(o), []string{host}, true, false})
				}
			}
		}
	}
	return uses, nil
}

// destinationSecrets are the client certificates of DestinationRules: every `credentialName` at any depth of the traffic policy.
func (b *builder) destinationSecrets() ([]*secretUse, error) {
	var uses []*secretUse
	for _, o := range b.store.of("networking.istio.io", "DestinationRule") {
		var walk func(value any)
		walk = func(value any) {
			switch v := value.(type) {
			case []any:
				for _, item := range v {
					walk(item)
				}
			case map[string]any:
				if tls, ok := v["tls"].(map[string]any); ok {
					if name, _ := tls["credentialName"].(string); name != "" {
						mutual := tls["mode"] == "MUTUAL"
						uses = append(uses, &secretUse{o.GetNamespace(), name, source.Ref(o), nil, mutual, true})
					}
				}
				for _, k := range sortedKeys(v) {
					walk(v[k])
				}
			}
		}
		walk(o.Object["spec"])
	}
	return uses, nil
}

func list(value any) []any {
	items, _ := value.([]any)
	return items
}
