package world

import (
	"fmt"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// checkSelections reports objects of the example that point at nothing, where what they point at is in the example's hands.
// Kubernetes accepts them all.
func (b *builder) checkSelections() error {
	ours := map[string]bool{}
	for _, o := range b.cluster.Objects {
		if gvk := o.GroupVersionKind(); templated(gvk.Group, gvk.Kind) {
			ours[o.GetNamespace()] = true
		}
	}
	for _, o := range b.cluster.Objects {
		// The store's copy has the defaults. What was refused is reported already.
		gvk := o.GroupVersionKind()
		object := b.store.get(gvk.Group, gvk.Kind, o.GetNamespace(), o.GetName())
		if object == nil {
			continue
		}
		var err error
		switch gvk.Kind {
		case "HorizontalPodAutoscaler":
			err = b.checkScaleTarget(object)
		case "PodDisruptionBudget":
			err = b.checkSelector(object, "selector")
		case "NetworkPolicy":
			err = b.checkSelector(object, "podSelector")
		case "RoleBinding":
			err = b.checkBinding(object)
		case "Service":
			// Where the example emits no workloads for a namespace, its Services are for those of another party.
			if has(b.unserved, source.Ref(object)) && ours[object.GetNamespace()] && !b.layout.servedElsewhere(b.member, object) {
				b.find("selects-nothing", judge.Error, source.Ref(object), "its selector matches no pod of its namespace")
			}
		}
		if err != nil {
			return fmt.Errorf("%s: %w", source.Ref(object), err)
		}
	}
	return nil
}

func (b *builder) checkScaleTarget(o *unstructured.Unstructured) error {
	kind, _, err := unstructured.NestedString(o.Object, "spec", "scaleTargetRef", "kind")
	if err != nil {
		return err
	}
	name, _, err := unstructured.NestedString(o.Object, "spec", "scaleTargetRef", "name")
	if err != nil {
		return err
	}
	for _, candidate := range b.store.objects {
		if candidate.GetKind() == kind && candidate.GetNamespace() == o.GetNamespace() && candidate.GetName() == name {
			return nil
		}
	}
	b.find("selects-nothing", judge.Error, source.Ref(o), fmt.Sprintf("there is no %s %s/%s to scale", kind, o.GetNamespace(), name))
	return nil
}

func (b *builder) checkSelector(o *unstructured.Unstructured, field string) error {
	raw, _, err := unstructured.NestedMap(o.Object, "spec", field)
	if err != nil {
		return err
	}
	parsed := &metav1.LabelSelector{}
	if err := into(&unstructured.Unstructured{Object: raw}, parsed); err != nil {
		return err
	}
	chosen, err := metav1.LabelSelectorAsSelector(parsed)
	if err != nil {
		return err
	}
	if chosen.Empty() {
		return nil
	}
	for _, pod := range b.pods {
		if pod.Namespace == o.GetNamespace() && chosen.Matches(labels.Set(pod.Labels)) {
			return nil
		}
	}
	b.find("selects-nothing", judge.Error, source.Ref(o), fmt.Sprintf("spec.%s matches no pod of its namespace", field))
	return nil
}

func (b *builder) checkBinding(o *unstructured.Unstructured) error {
	binding := &rbacv1.RoleBinding{}
	if err := into(o, binding); err != nil {
		return err
	}
	if binding.RoleRef.Kind == "Role" && b.store.get(rbacv1.GroupName, "Role", binding.Namespace, binding.RoleRef.Name) == nil {
		b.find("selects-nothing", judge.Error, source.Ref(o), fmt.Sprintf("there is no Role %s/%s", binding.Namespace, binding.RoleRef.Name))
	}
	for _, s := range binding.Subjects {
		if s.Kind == rbacv1.ServiceAccountKind && s.Name != "default" && b.store.get("", "ServiceAccount", s.Namespace, s.Name) == nil {
			b.find("selects-nothing", judge.Error, source.Ref(o), fmt.Sprintf("there is no ServiceAccount %s/%s", s.Namespace, s.Name))
		}
	}
	return nil
}
