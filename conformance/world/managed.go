package world

import (
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	gateway "sigs.k8s.io/gateway-api/apis/v1"

	"istio.io/istio/pilot/pkg/config/kube/gatewaycommon"
	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pkg/cluster"
	"istio.io/istio/pkg/config/schema/gvr"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/kube/inject"
	"istio.io/istio/pkg/kube/kclient/clienttest"
	"istio.io/istio/pkg/revisions"
	"istio.io/istio/pkg/test"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

const gatewayAPI = "gateway.networking.k8s.io"

// deployGateways lets the gateway controllers of all control planes loose on the Gateways, and adds what they apply.
func (b *builder) deployGateways() error {
	if len(b.planes) == 0 || !features.EnableGatewayAPI {
		return nil
	}
	if !b.configured() {
		for _, g := range b.store.of(gatewayAPI, "Gateway") {
			b.find("unread", judge.Error, source.Ref(g), "the istiod that serves this cluster deploys the Gateways of another")
		}
		return nil
	}
	if features.EnableGatewayAPIGatewayClassController {
		if err := b.addGatewayClasses(); err != nil {
			return fmt.Errorf("gateway classes: %w", err)
		}
	}
	gateways := b.store.of(gatewayAPI, "Gateway")
	if len(gateways) == 0 {
		return nil
	}
	applied := map[string][]*unstructured.Unstructured{}
	owners := map[string][]string{}
	if features.EnableGatewayAPIDeploymentController {
		for _, p := range b.planes {
			if !p.config {
				continue
			}
			byGateway, err := b.reconcile(p, gateways)
			if err != nil {
				return fmt.Errorf("revision %s: %w", p.Revision, err)
			}
			for _, ref := range sortedKeys(byGateway) {
				owners[ref] = append(owners[ref], p.Revision)
				applied[ref] = byGateway[ref]
			}
		}
	}
	for _, g := range gateways {
		ref := source.Ref(g)
		switch {
		case len(owners[ref]) > 1:
			b.find("gateway-owned-twice", judge.Error, ref, fmt.Sprintf("the revisions %v both deploy it", owners[ref]))
		case len(owners[ref]) == 0:
			if err := b.explainUndeployed(g); err != nil {
				return err
			}
			continue
		}
		if err := b.apply(g, applied[ref], owners[ref][0]); err != nil {
			return err
		}
	}
	return nil
}

// reconcile gives what one control plane's controller applies for each Gateway that it takes for its own.
func (b *builder) reconcile(p *plane, gateways []*unstructured.Unstructured) (map[string][]*unstructured.Unstructured, error) {
	client, err := b.client(onlyKinds("ConfigMap", "DaemonSet", "Deployment", "Gateway", "GatewayClass", "HorizontalPodAutoscaler",
		"ListenerSet", "MutatingWebhookConfiguration", "Namespace", "PodDisruptionBudget", "Service", "ServiceAccount",
		"ValidatingWebhookConfiguration"))
	if err != nil {
		return nil, err
	}
	// The controller reads listener sets only in a cluster that has their kind.
	if len(b.store.of(gatewayAPI, "ListenerSet")) > 0 {
		if err := test.Wrap(func(t test.Failer) { clienttest.MakeCRD(t, client, gvr.ListenerSet) }); err != nil {
			return nil, err
		}
	}
	stop := make(chan struct{})
	defer close(stop)
	kube.SetObjectFilter(client, discoveryFilter(client, p.mesh, stop))
	patches, err := capture(client)
	if err != nil {
		return nil, err
	}
	env, err := b.environment(p)
	if err != nil {
		return nil, err
	}
	tags := revisions.NewTagWatcher(client, p.revision, p.Namespace)
	webhookConfig := func() inject.WebhookConfig {
		return inject.WebhookConfig{Templates: p.injection.Templates, Values: p.parsed, MeshConfig: p.mesh}
	}
	controller := gatewaycommon.NewDeploymentController(client, cluster.ID(p.clusterID), env, webhookConfig, func(func()) {},
		tags, p.revision, p.Namespace)
	client.RunAndWait(stop)
	byGateway := map[string][]*unstructured.Unstructured{}
	for _, g := range gateways {
		p.claims[source.Ref(g)] = tags.IsMine(metav1.ObjectMeta{
			Namespace: g.GetNamespace(), Name: g.GetName(), Labels: g.GetLabels(),
		}) && p.sees(g.GetNamespace())
		patches.taken = nil
		if err := controller.Reconcile(types.NamespacedName{Namespace: g.GetNamespace(), Name: g.GetName()}); err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(g), err)
		}
		if patches.err != nil {
			return nil, fmt.Errorf("%s: %w", source.Ref(g), patches.err)
		}
		for _, o := range patches.taken {
			if o.GetKind() != "Gateway" {
				byGateway[source.Ref(g)] = patches.taken
			}
		}
	}
	return byGateway, nil
}

// apply adds what a controller applied for a Gateway; to the Gateway itself it only adds annotations.
func (b *builder) apply(g *unstructured.Unstructured, objects []*unstructured.Unstructured, revision string) error {
	for _, o := range objects {
		if o.GetKind() == "Gateway" {
			annotations := g.GetAnnotations()
			if annotations == nil {
				annotations = map[string]string{}
			}
			for k, v := range o.GetAnnotations() {
				annotations[k] = v
			}
			g.SetAnnotations(annotations)
			continue
		}
		o.SetResourceVersion("")
		if _, err := b.add(o); err != nil {
			return err
		}
		b.deployedBy[source.Ref(o)] = revision
	}
	return nil
}

// explainUndeployed reports a Gateway that Istio was to deploy or to read and nobody did. The controller only logs why.
func (b *builder) explainUndeployed(g *unstructured.Unstructured) error {
	decoded := &gateway.Gateway{}
	if err := into(g, decoded); err != nil {
		return err
	}
	var controller gateway.GatewayController
	if class := b.store.get(gatewayAPI, "GatewayClass", "", string(decoded.Spec.GatewayClassName)); class != nil {
		name, _, _ := unstructured.NestedString(class.Object, "spec", "controllerName")
		controller = gateway.GatewayController(name)
	} else {
		controller = gatewaycommon.BuiltinGatewayClasses[decoded.Spec.GatewayClassName]
	}
	if controller == "" {
		b.find("gateway-without-class", judge.Error, source.Ref(g),
			fmt.Sprintf("there is no GatewayClass %q in the cluster", decoded.Spec.GatewayClassName))
		return nil
	}
	info, istios := gatewaycommon.ClassInfos[controller]
	if !istios || info.DisableRouteGeneration {
		return nil
	}
	if info.Templates == "" || !gatewaycommon.IsManaged(&decoded.Spec) {
		for _, p := range b.planes {
			if p.claims[source.Ref(g)] {
				return nil
			}
		}
		b.find("unread", judge.Error, source.Ref(g), "no control plane of the cluster reads it: none has its revision and sees its namespace")
		return nil
	}
	b.find("gateway-not-deployed", judge.Error, source.Ref(g),
		"no control plane of the cluster deploys it: none has its revision and sees its namespace, or its template fails")
	return nil
}
