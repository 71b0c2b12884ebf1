package world

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	gateway "sigs.k8s.io/gateway-api/apis/v1"

	"istio.io/api/annotation"
	"istio.io/istio/pilot/pkg/config/kube/gatewaycommon"

	"cdk8s-ossm/conformance/source"
)

// addressTypeOverride is how a Gateway asks for one kind of address (pilot/pkg/config/kube/gateway).
const addressTypeOverride = "networking.istio.io/address-type"

// addGatewayAddresses writes the addresses of Gateways into their status, as istiod does once a pod is ready: a waypoint without
// an address does not exist for ztunnel. Conditions are not written, nothing reads them.
func (b *builder) addGatewayAddresses() error {
	for _, g := range b.store.of(gatewayAPI, "Gateway") {
		decoded := &gateway.Gateway{}
		if err := into(g, decoded); err != nil {
			return err
		}
		class := b.store.get(gatewayAPI, "GatewayClass", "", string(decoded.Spec.GatewayClassName))
		if class == nil {
			continue
		}
		controller, _, _ := unstructured.NestedString(class.Object, "spec", "controllerName")
		info, istios := gatewaycommon.ClassInfos[gateway.GatewayController(controller)]
		if !istios {
			continue
		}
		addresses, err := b.gatewayAddresses(decoded, info)
		if err != nil {
			return err
		}
		addresses = append(addresses, givenAddresses(g)...)
		if len(addresses) == 0 {
			continue
		}
		if err := unstructured.SetNestedSlice(g.Object, addresses, "status", "addresses"); err != nil {
			return fmt.Errorf("%s: %w", source.Ref(g), err)
		}
	}
	return nil
}

func (b *builder) gatewayAddresses(g *gateway.Gateway, info gatewaycommon.ClassInfo) ([]any, error) {
	var internal, names, external []any
	for _, o := range b.gatewayServices(g, info) {
		service := &corev1.Service{}
		if err := into(o, service); err != nil {
			return nil, err
		}
		if !b.served(service) {
			continue
		}
		for _, ingress := range service.Status.LoadBalancer.Ingress {
			if ingress.IP != "" {
				external = append(external, address(gateway.IPAddressType, ingress.IP))
			} else {
				external = append(external, address(gateway.HostnameAddressType, ingress.Hostname))
			}
		}
		if service.Spec.ClusterIP != "" && service.Spec.ClusterIP != corev1.ClusterIPNone {
			internal = append(internal, address(gateway.IPAddressType, service.Spec.ClusterIP))
		}
		names = append(names, address(gateway.HostnameAddressType, service.Name+"."+service.Namespace+".svc.cluster.local"))
	}
	if len(external) > 0 {
		return external, nil
	}
	wanted := info.AddressType
	if override := g.Annotations[addressTypeOverride]; override != "" {
		wanted = gateway.AddressType(override)
	}
	switch wanted {
	case gateway.HostnameAddressType:
		return names, nil
	case gateway.IPAddressType:
		return internal, nil
	}
	return append(internal, names...), nil
}

// gatewayServices are the Service that Istio made for a Gateway, or those whose names the Gateway gives as its addresses.
func (b *builder) gatewayServices(g *gateway.Gateway, info gatewaycommon.ClassInfo) []*unstructured.Unstructured {
	var services []*unstructured.Unstructured
	add := func(namespace, name string) {
		if o := b.store.get("", "Service", namespace, name); o != nil {
			services = append(services, o)
		}
	}
	if gatewaycommon.IsManaged(&g.Spec) {
		name := gatewaycommon.GetDefaultName(g.Name, &g.Spec, info.DisableNameSuffix)
		if override := g.Annotations[annotation.GatewayNameOverride.Name]; override != "" {
			name = override
		}
		add(g.Namespace, name)
		return services
	}
	for _, a := range g.Spec.Addresses {
		if a.Type != nil && *a.Type != gateway.HostnameAddressType {
			continue
		}
		parts := strings.Split(a.Value, ".")
		switch {
		case len(parts) == 1:
			add(g.Namespace, parts[0])
		case len(parts) > 2 && parts[2] == "svc":
			add(parts[1], parts[0])
		}
	}
	return services
}

// served says whether a Service has an endpoint.
func (b *builder) served(service *corev1.Service) bool {
	return len(b.slices(service)) > 0
}

func address(kind gateway.AddressType, value string) any {
	return map[string]any{"type": string(kind), "value": value}
}
