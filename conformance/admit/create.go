package admit

import (
	"context"
	"errors"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	genericapirequest "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/warning"
	apiservice "k8s.io/kubernetes/pkg/api/service"
	core "k8s.io/kubernetes/pkg/apis/core"

	"cdk8s-ossm/conformance/judge"
)

// generated stands for the random letters that the API server appends to a generateName.
const generated = "xxxxx"

// systemMetadata is what the API server fills in before a strategy sees an object. It stays out of what is stored here, since
// it would differ from run to run.
var systemMetadata = metav1.ObjectMeta{UID: "00000000-0000-0000-0000-000000000000", CreationTimestamp: metav1.Unix(0, 0)}

// create takes a decoded and defaulted object through the steps of a creation, those of rest.BeforeCreate of
// k8s.io/apiserver, and changes it into what is stored. refused is the code of what the strategy refuses.
func create(strategy rest.RESTCreateStrategy, gvk schema.GroupVersionKind, object runtime.Object, refused string) ([]problem, error) {
	accessor, err := meta.Accessor(object)
	if err != nil {
		return nil, fmt.Errorf("metadata of %s: %w", gvk.Kind, err)
	}
	var problems []problem
	namespace := accessor.GetNamespace()
	if !strategy.NamespaceScoped() && namespace != "" {
		problems = append(problems, failure(codeClusterScoped, "metadata.namespace", "%s is cluster-scoped", gvk.Kind))
		namespace = ""
	}
	if accessor.GetName() == "" && accessor.GetGenerateName() != "" {
		accessor.SetName(accessor.GetGenerateName() + generated)
	}
	accessor.SetUID(systemMetadata.UID)
	accessor.SetCreationTimestamp(systemMetadata.CreationTimestamp)

	warnings := &recorder{}
	ctx := genericapirequest.WithNamespace(context.Background(), namespace)
	ctx = genericapirequest.WithRequestInfo(ctx, &genericapirequest.RequestInfo{
		IsResourceRequest: true, Verb: "create", APIGroup: gvk.Group, APIVersion: gvk.Version, Namespace: namespace,
	})
	ctx = warning.WithWarningRecorder(ctx, warnings)
	allocate(object)
	causes, err := causesOf(rest.BeforeCreate(strategy, ctx, object))
	if err != nil {
		return nil, err
	}
	for _, cause := range causes {
		problems = append(problems, refusedFor(cause, gvk, refused))
	}
	problems = append(problems, warnings.problems...)

	accessor.SetUID("")
	accessor.SetCreationTimestamp(metav1.Time{})
	return problems, nil
}

// healthCheckPort stands for the port that the API server picks, of the range of node ports.
const healthCheckPort = 30000

// allocate does what the storage of Services does before their strategy sees them, where that insists: it picks the port by which a
// load balancer asks nodes for pods (k8s.io/kubernetes pkg/registry/core/service/storage/alloc.go).
func allocate(object runtime.Object) {
	service, is := object.(*core.Service)
	if is && apiservice.NeedsHealthCheck(service) && service.Spec.HealthCheckNodePort == 0 {
		service.Spec.HealthCheckNodePort = healthCheckPort
	}
}

// causesOf takes apart the error of a strategy. Another error than a refusal is one of this harness.
func causesOf(err error) ([]metav1.StatusCause, error) {
	if err == nil {
		return nil, nil
	}
	var status *apierrors.StatusError
	if !errors.As(err, &status) || !apierrors.IsInvalid(err) || len(status.ErrStatus.Details.Causes) == 0 {
		return nil, err
	}
	return status.ErrStatus.Details.Causes, nil
}

func refusedFor(cause metav1.StatusCause, gvk schema.GroupVersionKind, code string) problem {
	path := cause.Field
	if path == "<nil>" {
		path = ""
	}
	if path == "metadata.namespace" && cause.Type == metav1.CauseType(field.ErrorTypeRequired) {
		return failure(codeNoNamespace, path, "%s is namespaced", gvk.Kind)
	}
	return failure(code, path, "%s", cause.Message)
}

// recorder keeps the warnings of a strategy.
type recorder struct {
	problems []problem
}

// AddWarning takes a warning.
func (r *recorder) AddWarning(_, text string) {
	r.problems = append(r.problems, problem{code: codeWarning, level: judge.Warning, message: text})
}
