package differential

import (
	"encoding/json"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/mutate"
	"cdk8s-ossm/conformance/source"
)

// groups are those whose objects are judged: the webhook's, the operator's and Gateway API.
var groups = []string{
	"networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io", "sailoperator.io", "gateway.networking.k8s.io",
}

// seed is an object to start from.
type seed struct {
	// from says where it stands: `bookinfo`, `networking-v1-Gateway.yaml`.
	from   string
	target source.Target
	object *unstructured.Unstructured
}

// Corpus is what mutants are made of.
type Corpus struct {
	seeds map[string][]seed
	// values are those that the fields of a name have anywhere, good or bad.
	values map[string][]any
	seen   map[string]bool
}

// NewCorpus is an empty corpus.
func NewCorpus() *Corpus {
	return &Corpus{seeds: map[string][]seed{}, values: map[string][]any{}, seen: map[string]bool{}}
}

// Start adds an object to start from. Objects of other groups, and such as are there under another name, are passed over.
func (c *Corpus) Start(from string, target source.Target, u *unstructured.Unstructured) {
	gvk := u.GroupVersionKind()
	if !slices.Contains(groups, gvk.Group) {
		return
	}
	if c.isNew("seed", []any{gvk.String(), u.Object["spec"]}) {
		kind := gvk.GroupKind().String()
		c.seeds[kind] = append(c.seeds[kind], seed{from, target, u})
	}
	c.Learn(u.Object)
	if gvk.Kind == "Istio" {
		c.Start(from, target, revisionOf(u))
	}
}

// revisionOf is what the operator makes of an Istio: nobody writes one by hand.
func revisionOf(istio *unstructured.Unstructured) *unstructured.Unstructured {
	u := istio.DeepCopy()
	u.SetKind("IstioRevision")
	spec, _, _ := unstructured.NestedMap(istio.Object, "spec")
	values, _, _ := unstructured.NestedMap(spec, "values")
	if values == nil {
		values = map[string]any{}
	}
	global, _ := values["global"].(map[string]any)
	if global == nil {
		global = map[string]any{}
	}
	global["istioNamespace"] = spec["namespace"]
	values["global"] = global
	if istio.GetName() != "default" {
		values["revision"] = istio.GetName()
	}
	u.Object["spec"] = map[string]any{"version": spec["version"], "namespace": spec["namespace"], "values": values}
	return u
}

// enough is how many objects of a kind there are to start from before mutants join them.
const enough = 40

// breed makes a mutant that all judges take one to start from, where its kind has few.
func (c *Corpus) breed(m Mutant) {
	u := &unstructured.Unstructured{}
	if !m.Answer.Judged() || m.Answer.Refused() || u.UnmarshalJSON(m.Object) != nil {
		return
	}
	if kind := u.GroupVersionKind().GroupKind().String(); len(c.seeds[kind]) < enough {
		c.Start(m.From, source.Target{Ossm: m.Release, Openshift: m.Openshift}, u)
	}
}

// Learn takes the values of an object's fields, for use in fields of the same name.
func (c *Corpus) Learn(object map[string]any) {
	for _, at := range mutate.Places(object) {
		key, is := at[len(at)-1].(string)
		if value := at.In(object); is && c.isNew(key, value) {
			c.values[key] = append(c.values[key], value)
		}
	}
}

func (c *Corpus) isNew(what string, value any) bool {
	text, err := json.Marshal(value)
	key := what + " " + string(text)
	if err != nil || c.seen[key] {
		return false
	}
	c.seen[key] = true
	return true
}
