package admit

import (
	"fmt"
	"strings"

	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// Stored is the custom resource as the API server of the target would store it: pruned, with defaults, without status. An
// object that would not be stored is a *Refused error. What the API server adds by itself at random (UID, time) is not added.
func (c *CRDs) Stored(target source.Target, u *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	v, err := c.admit(target, u)
	if err != nil {
		return nil, err
	}
	return v.accepted(schemaName, u)
}

// admit takes a custom resource through its creation.
func (c *CRDs) admit(target source.Target, u *unstructured.Unstructured) (verdict, error) {
	d, without, err := c.definition(target, u.GroupVersionKind())
	if err != nil {
		return verdict{}, fmt.Errorf("%s: %w", source.Ref(u), err)
	}
	if without != nil {
		return verdict{problems: []problem{*without}}, nil
	}
	v, err := d.create(u.DeepCopy())
	if err != nil {
		return verdict{}, fmt.Errorf("%s: %w", source.Ref(u), err)
	}
	return v, nil
}

// create changes the object into what is stored.
func (d *definition) create(u *unstructured.Unstructured) (verdict, error) {
	_, hasStatus := u.Object["status"]
	problems, decoded := d.decode(u)
	if !decoded {
		return verdict{judged: true, problems: problems}, nil
	}
	if hasStatus {
		problems = append(problems, failure(codeStatusSet, "status", "a status is not for whoever creates the object"))
	}
	defaulting.Default(u.Object, d.structural)

	copied := u.DeepCopy()
	said, err := create(d.strategy, d.gvk, u, codeSchema)
	if err != nil {
		return verdict{}, err
	}
	withoutRules, err := create(d.withoutRules, d.gvk, copied, codeSchema)
	if err != nil {
		return verdict{}, err
	}
	return verdict{judged: true, problems: append(problems, markRules(said, withoutRules)...), stored: u}, nil
}

// rulesNotAsked is how the API server says that it has not come to the CEL rules.
const rulesNotAsked = "some validation rules were not checked because the object was invalid"

// markRules gives those refusals a code of their own that are not there without CEL rules.
func markRules(with, without []problem) []problem {
	known := map[problem]int{}
	for _, p := range without {
		known[p]++
	}
	marked := make([]problem, len(with))
	for i, p := range with {
		marked[i] = p
		switch {
		case known[p] > 0:
			known[p]--
		case strings.Contains(p.message, rulesNotAsked):
			marked[i].code, marked[i].level = codeCELNotRun, judge.Info
		default:
			marked[i].code = codeCEL
		}
	}
	return marked
}

// decode does what the API server does to a request before anything is validated: metadata becomes that of all objects,
// fields that the schema does not know are dropped and reported, as are nulls that may not be null. It answers false where
// that fails, and nothing more can be said about the object.
func (d *definition) decode(u *unstructured.Unstructured) ([]problem, bool) {
	apiVersion, kind := u.GetAPIVersion(), u.GetKind()
	metadata, hasMetadata, unknown, err := objectmeta.GetObjectMetaWithOptions(u.Object, objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	if err != nil {
		return []problem{failure(codeDecode, "metadata", "%v", err)}, false
	}
	unknown = append(unknown, pruning.PruneWithOptions(u.Object, d.structural, true,
		structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})...)
	defaulting.PruneNonNullableNullsWithoutDefaults(u.Object, d.structural)
	refused, embedded := objectmeta.CoerceWithOptions(nil, u.Object, d.structural, false, objectmeta.CoerceOptions{ReturnUnknownFieldPaths: true})
	if refused != nil {
		return []problem{failure(codeDecode, refused.Field, "%s", refused.ErrorBody())}, false
	}
	u.SetAPIVersion(apiVersion)
	u.SetKind(kind)
	if hasMetadata {
		if err := objectmeta.SetObjectMeta(u.Object, metadata); err != nil {
			return []problem{failure(codeDecode, "metadata", "%v", err)}, false
		}
	}
	var problems []problem
	for _, path := range append(unknown, embedded...) {
		problems = append(problems, failure(codeUnknownField, path, "unknown field: the API server drops it"))
	}
	return problems, true
}
