package world

import (
	"context"
	"sort"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	gateway "sigs.k8s.io/gateway-api/apis/v1"

	"istio.io/istio/pilot/pkg/config/kube/gatewaycommon"
)

// addGatewayClasses adds the classes that istiod creates. The class of OpenShift's own ingress is none of them.
func (b *builder) addGatewayClasses() error {
	client, err := b.client(onlyKinds("GatewayClass"))
	if err != nil {
		return err
	}
	stop := make(chan struct{})
	defer close(stop)
	controller := gatewaycommon.NewClassController(client)
	client.RunAndWait(stop)
	if err := controller.Reconcile(types.NamespacedName{}); err != nil {
		return err
	}
	list, err := client.GatewayAPI().GatewayV1().GatewayClasses().List(context.Background(), metav1.ListOptions{})
	if err != nil {
		return err
	}
	sort.Slice(list.Items, func(i, j int) bool { return list.Items[i].Name < list.Items[j].Name })
	for i := range list.Items {
		class := &list.Items[i]
		if b.store.get(gatewayAPI, "GatewayClass", "", class.Name) != nil {
			continue
		}
		class.TypeMeta = metav1.TypeMeta{APIVersion: gateway.GroupVersion.String(), Kind: "GatewayClass"}
		class.Status = *gatewaycommon.GetClassStatus(nil, 1)
		for i := range class.Status.Conditions {
			class.Status.Conditions[i].LastTransitionTime = born
		}
		object, err := toUnstructured(class)
		if err != nil {
			return err
		}
		unstructured.RemoveNestedField(object.Object, "metadata", "managedFields")
		unstructured.RemoveNestedField(object.Object, "metadata", "resourceVersion")
		if _, err := b.add(object); err != nil {
			return err
		}
	}
	return nil
}
