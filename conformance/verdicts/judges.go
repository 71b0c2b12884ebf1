package verdicts

import (
	"encoding/json"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/admit"
	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/webhook"
)

// Judges are Istio's validation and the CRDs of all releases.
type Judges struct {
	handler *webhook.Handler
	crds    *admit.CRDs
}

// New takes the CRDs; without any (nil) the schema judges nothing.
func New(crds *admit.CRDs) (*Judges, error) {
	handler, err := webhook.NewHandler()
	if err != nil {
		return nil, err
	}
	return &Judges{handler: handler, crds: crds}, nil
}

// Answer judges an object. Whatever it is, there is an answer.
func (j *Judges) Answer(r Request) (answer Answer) {
	nothing := func(reason string) Answer {
		return Answer{ID: r.ID, Error: reason, Webhook: notAsked(), Schema: schemaNotAsked()}
	}
	defer func() {
		if p := recover(); p != nil { // the objects brought it about in somebody else's code
			answer = nothing(fmt.Sprintf("panic: %v", p))
		}
	}()
	u := &unstructured.Unstructured{}
	if err := u.UnmarshalJSON(r.Object); err != nil {
		var fields map[string]any
		if json.Unmarshal(r.Object, &fields) != nil || fields == nil {
			return nothing("not an object: " + err.Error())
		}
		answer = nothing("")
		answer.Schema = Schema{Judged: true, Problems: []Problem{{Code: "decode", Path: "kind", Message: err.Error()}}, Warnings: []Problem{}}
		return answer
	}
	answer = nothing("")
	group := u.GroupVersionKind().Group
	if webhook.Asked(group) {
		answer.Webhook = j.webhook(u)
	}
	if group == operatorGroup {
		answer.MeshConfig = meshConfig(u)
	}
	if j.crds != nil && !admit.IsCore(group) {
		schema, err := j.schema(source.Target{Ossm: r.Release, Openshift: r.Openshift}, u)
		if err != nil {
			return nothing(err.Error())
		}
		answer.Schema = schema
	}
	return answer
}

// webhook asks Istio's handler, all of whose kinds are namespaced. An answer that is none lets nothing through: the webhook's failure policy
// is `Fail`.
func (j *Judges) webhook(u *unstructured.Unstructured) Admission {
	object := u.DeepCopy()
	admit.Apply(object)
	verdict, err := j.handler.Review(object)
	if err != nil {
		return Admission{Judged: true, Message: err.Error(), Warnings: []string{}}
	}
	return Admission{Judged: true, Allowed: verdict.Allowed, Message: verdict.Message, Warnings: append([]string{}, verdict.Warnings...)}
}

func (j *Judges) schema(target source.Target, u *unstructured.Unstructured) (Schema, error) {
	judgement, err := j.crds.Judge(target, u)
	if err != nil {
		return Schema{}, err
	}
	schema := schemaNotAsked()
	schema.Judged = judgement.Judged
	for _, f := range judgement.Findings {
		p := Problem{Code: f.Code, Path: strings.TrimPrefix(f.Path, "."), Message: f.Message}
		switch {
		case f.Level == judge.Info: // says only that something else was not looked at
		case f.Level == judge.Error && !admit.Silent(f):
			schema.Problems = append(schema.Problems, p)
		default:
			schema.Warnings = append(schema.Warnings, p)
		}
	}
	return schema, nil
}

func notAsked() Admission {
	return Admission{Allowed: true, Warnings: []string{}}
}

func schemaNotAsked() Schema {
	return Schema{Problems: []Problem{}, Warnings: []Problem{}}
}
