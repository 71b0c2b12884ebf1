package admit

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// problem is one thing to say about an object, before it is known whose object it is.
type problem struct {
	code    string
	level   judge.Level
	path    string
	message string
}

// verdict is the answer about one object.
type verdict struct {
	// judged is false where nothing was there to judge the object by; the problems say what is missing.
	judged   bool
	problems []problem
	// stored is nil where the object could not even be decoded.
	stored *unstructured.Unstructured
}

func failure(code, path, format string, args ...any) problem {
	return problem{code: code, level: judge.Error, path: path, message: fmt.Sprintf(format, args...)}
}

// findings puts problems under the name of their judge, cluster and object. What is said twice is reported once: metadata
// is validated both by the strategy of a kind and by what all kinds share.
func findings(name, cluster string, object *unstructured.Unstructured, problems []problem) []judge.Finding {
	var found []judge.Finding
	seen := map[problem]bool{}
	for _, p := range problems {
		if seen[p] {
			continue
		}
		seen[p] = true
		found = append(found, judge.Finding{
			Judge: name, Code: p.code, Level: p.level, Cluster: cluster, Object: source.Ref(object), Path: p.path, Message: p.message,
		})
	}
	return found
}

// Refused is the error of asking for the stored form of an object that the API server would not store.
type Refused struct {
	// Object as source.Ref names it.
	Object string
	// Findings say why, without cluster.
	Findings []judge.Finding
}

func (r *Refused) Error() string {
	var why []string
	for _, f := range r.Findings {
		why = append(why, strings.TrimPrefix(f.Path+": ", ": ")+f.Message)
	}
	return fmt.Sprintf("the API server refuses %s: %s", r.Object, strings.Join(why, "; "))
}

// accepted is what is stored, and a *Refused error where nothing is.
func (v verdict) accepted(name string, object *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	var why []problem
	for _, p := range v.problems {
		if !tolerated[p.code] {
			why = append(why, p)
		}
	}
	if len(why) == 0 {
		return v.stored, nil
	}
	return nil, &Refused{Object: source.Ref(object), Findings: findings(name, "", object, why)}
}
