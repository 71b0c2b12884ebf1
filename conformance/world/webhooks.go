package world

import (
	"fmt"
	"sort"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// webhook is one entry of a MutatingWebhookConfiguration that is called for new pods.
type webhook struct {
	// name is `configuration/webhook`.
	name               string
	namespaces, object labels.Selector
	path               string
	plane              *plane
}

// webhooks are those of the cluster, in the order in which the API server calls them.
func (b *builder) webhooks() ([]*webhook, error) {
	objects := b.store.of("admissionregistration.k8s.io", "MutatingWebhookConfiguration")
	sort.SliceStable(objects, func(i, j int) bool { return objects[i].GetName() < objects[j].GetName() })
	var all []*webhook
	for _, o := range objects {
		configuration := &admissionv1.MutatingWebhookConfiguration{}
		if err := into(o, configuration); err != nil {
			return nil, err
		}
		for i := range configuration.Webhooks {
			entry := &configuration.Webhooks[i]
			if !callsForPods(entry) {
				continue
			}
			w, err := b.webhook(configuration.Name, entry)
			if err != nil {
				return nil, fmt.Errorf("webhook %s/%s: %w", configuration.Name, entry.Name, err)
			}
			if w != nil {
				all = append(all, w)
			}
		}
	}
	return all, nil
}

func (b *builder) webhook(configuration string, entry *admissionv1.MutatingWebhook) (*webhook, error) {
	if len(entry.MatchConditions) > 0 {
		return nil, fmt.Errorf("it has match conditions, which the simulator does not evaluate")
	}
	w := &webhook{name: configuration + "/" + entry.Name}
	var err error
	if w.namespaces, err = selector(entry.NamespaceSelector); err != nil {
		return nil, err
	}
	if w.object, err = selector(entry.ObjectSelector); err != nil {
		return nil, err
	}
	service := entry.ClientConfig.Service
	if service == nil {
		return nil, fmt.Errorf("it calls an address outside the cluster, whose injector is unknown here")
	}
	w.path = "/inject"
	if service.Path != nil && *service.Path != "" {
		w.path = *service.Path
	}
	for _, p := range b.planes {
		if p.serves(service.Namespace, service.Name) {
			w.plane = p
		}
	}
	if w.plane == nil && b.leadsNowhere(service.Namespace, service.Name) {
		return nil, nil
	}
	if w.plane == nil {
		return nil, fmt.Errorf("it calls Service %s/%s, which no control plane of the cluster has", service.Namespace, service.Name)
	}
	return w, nil
}

// leadsNowhere says whether a Service is that of a control plane elsewhere which cannot be reached. That is reported once, where
// control planes are read.
func (b *builder) leadsNowhere(namespace, name string) bool {
	for _, cp := range b.rendering.ControlPlanes {
		if cp.Remote && cp.Namespace == namespace && cp.Service() == name && b.member.served[cp.Revision] == nil {
			return true
		}
	}
	return false
}

// serves says whether the control plane installed that Service.
func (p *plane) serves(namespace, name string) bool {
	for _, o := range p.local.Objects {
		if o.GetKind() == "Service" && o.GetNamespace() == namespace && o.GetName() == name {
			return true
		}
	}
	return false
}

// selector reads a webhook's selector. An absent one selects everything.
func selector(s *metav1.LabelSelector) (labels.Selector, error) {
	if s == nil {
		return labels.Everything(), nil
	}
	return metav1.LabelSelectorAsSelector(s)
}

func callsForPods(entry *admissionv1.MutatingWebhook) bool {
	for _, rule := range entry.Rules {
		if has(rule.APIGroups, "") && has(rule.Resources, "pods") && has(rule.Operations, admissionv1.Create) {
			return true
		}
	}
	return false
}

func has[T ~string](list []T, wanted T) bool {
	for _, item := range list {
		if item == wanted || item == "*" {
			return true
		}
	}
	return false
}

// matching are the webhooks that the API server calls for a pod.
func matching(all []*webhook, namespace, pod map[string]string) []*webhook {
	var found []*webhook
	for _, w := range all {
		if w.namespaces.Matches(labels.Set(namespace)) && w.object.Matches(labels.Set(pod)) {
			found = append(found, w)
		}
	}
	return found
}

func namesOf(all []*webhook) []string {
	var names []string
	for _, w := range all {
		names = append(names, w.name)
	}
	return names
}
