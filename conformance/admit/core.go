package admit

import (
	"fmt"
	"regexp"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/kubernetes/pkg/api/legacyscheme"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

const coreName = "core"

type coreJudge struct{}

// Core judges the kinds that Kubernetes itself serves. It counts the objects whose values were judged.
func Core() judge.Judge {
	return coreJudge{}
}

// Name is `core`.
func (coreJudge) Name() string {
	return coreName
}

// Judge judges every object of one of Kubernetes' own groups.
func (coreJudge) Judge(example *source.Example) (judge.Report, error) {
	minor, err := kubernetesOf(example.Target)
	if err != nil {
		return judge.Report{}, fmt.Errorf("example %s: %w", example.Name, err)
	}
	var report judge.Report
	for _, cluster := range example.Clusters {
		for _, object := range cluster.Objects {
			if !IsCore(object.Group()) {
				continue
			}
			v, err := admitCore(object.Unstructured)
			if err != nil {
				return judge.Report{}, fmt.Errorf("%s: %w", object.Ref(), err)
			}
			if v.judged {
				report.Judged++
				v.problems = append(v.problems, lifecycle(object.GroupVersionKind(), minor)...)
			}
			report.Findings = append(report.Findings, findings(coreName, cluster.Name, object.Unstructured, v.problems)...)
		}
	}
	report.Sort()
	return report, nil
}

// StoredCore is an object of a core kind as the API server would store it: with defaults, without status of its own making.
// An object that would not be stored is a *Refused error. What the API server adds by itself at random or from its own
// configuration (UID, time, the IP addresses and node ports of Services) is not added.
func StoredCore(u *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	v, err := admitCore(u)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source.Ref(u), err)
	}
	return v.accepted(coreName, u)
}

var decoder = json.NewSerializerWithOptions(json.DefaultMetaFactory, legacyscheme.Scheme, legacyscheme.Scheme, json.SerializerOptions{Strict: true})

// admitCore takes an object through its creation.
func admitCore(u *unstructured.Unstructured) (verdict, error) {
	gvk := u.GroupVersionKind()
	strategy, known := coreStrategies[gvk.GroupKind()]
	switch {
	case !isCoreKind(gvk):
		return verdict{problems: []problem{failure(codeNoKind, "kind", "Kubernetes has no %s in %s", gvk.Kind, gvk.GroupVersion())}}, nil
	case !known || !legacyscheme.Scheme.Recognizes(gvk):
		return verdict{problems: []problem{failure(codeNotJudged, "kind", "nothing here judges a %s of %s", gvk.Kind, gvk.GroupVersion())}}, nil
	}
	object, problems, err := decodeCore(u)
	if err != nil {
		return verdict{}, err
	}
	if object == nil {
		return verdict{judged: true, problems: problems}, nil
	}
	legacyscheme.Scheme.Default(object)
	internal, err := legacyscheme.Scheme.ConvertToVersion(object, schema.GroupVersion{Group: gvk.Group, Version: runtime.APIVersionInternal})
	if err != nil {
		return verdict{judged: true, problems: append(problems, failure(codeDecode, "", "%v", err))}, nil
	}
	said, err := create(strategy, gvk, internal, codeInvalid)
	if err != nil {
		return verdict{}, err
	}
	stored, err := encodeCore(internal, gvk)
	if err != nil {
		return verdict{}, err
	}
	return verdict{judged: true, problems: append(problems, said...), stored: stored}, nil
}

// strictError is how the decoder names a field: `unknown field "spec.foo"`.
var strictError = regexp.MustCompile(`^unknown field "(.*)"$`)

// decodeCore answers nil where a value has the wrong type, and nothing more can be said about the object.
func decodeCore(u *unstructured.Unstructured) (runtime.Object, []problem, error) {
	data, err := u.MarshalJSON()
	if err != nil {
		return nil, nil, err
	}
	var problems []problem
	if status, has := u.Object["status"]; has && !isEmpty(status) {
		problems = append(problems, failure(codeStatusSet, "status", "a status is not for whoever creates the object"))
	}
	object, _, err := decoder.Decode(data, nil, nil)
	if err == nil {
		return object, problems, nil
	}
	strict, is := runtime.AsStrictDecodingError(err)
	if !is {
		return nil, append(problems, failure(codeDecode, "", "%v", err)), nil
	}
	for _, e := range strict.Errors() {
		if field := strictError.FindStringSubmatch(e.Error()); field != nil {
			problems = append(problems, failure(codeUnknownField, field[1], "unknown field: the API server drops it"))
		} else {
			problems = append(problems, failure(codeDecode, "", "%v", e))
		}
	}
	return object, problems, nil
}

func encodeCore(internal runtime.Object, gvk schema.GroupVersionKind) (*unstructured.Unstructured, error) {
	object, err := legacyscheme.Scheme.ConvertToVersion(internal, gvk.GroupVersion())
	if err != nil {
		return nil, err
	}
	fields, err := runtime.DefaultUnstructuredConverter.ToUnstructured(object)
	if err != nil {
		return nil, err
	}
	u := &unstructured.Unstructured{Object: fields}
	u.SetGroupVersionKind(gvk)
	return u, nil
}

func isEmpty(value any) bool {
	fields, is := value.(map[string]any)
	return value == nil || is && len(fields) == 0
}
