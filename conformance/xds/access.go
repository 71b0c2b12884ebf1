package xds

import (
	"context"

	authorizationv1 "k8s.io/api/authorization/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/testing"
	"k8s.io/kubernetes/pkg/registry/rbac/validation"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac"

	"istio.io/istio/pkg/kube"
)

// answerAccess answers the question who may read which Secret, which istiod asks the API server before it hands out a
// certificate, as Kubernetes does: by the roles and bindings in the cluster.
func answerAccess(client kube.Client, objects []runtime.Object) {
	allowed := authorizerOf(objects)
	client.Kube().(*fake.Clientset).PrependReactor("create", "subjectaccessreviews", func(action testing.Action) (bool, runtime.Object, error) {
		review := action.(testing.CreateAction).GetObject().(*authorizationv1.SubjectAccessReview).DeepCopy()
		asked := review.Spec.ResourceAttributes
		if asked == nil {
			return false, nil, nil
		}
		decision, reason, err := allowed.Authorize(context.Background(), authorizer.AttributesRecord{
			User: &user.DefaultInfo{Name: review.Spec.User, Groups: review.Spec.Groups}, Verb: asked.Verb, Namespace: asked.Namespace,
			APIGroup: asked.Group, APIVersion: "v1", Resource: asked.Resource, Name: asked.Name, ResourceRequest: true,
		})
		review.Status = authorizationv1.SubjectAccessReviewStatus{Allowed: decision == authorizer.DecisionAllow, Reason: reason}
		return true, review, err
	})
}

func authorizerOf(objects []runtime.Object) authorizer.Authorizer {
	var roles []*rbacv1.Role
	var bindings []*rbacv1.RoleBinding
	var clusterRoles []*rbacv1.ClusterRole
	var clusterBindings []*rbacv1.ClusterRoleBinding
	for _, o := range objects {
		switch typed := o.(type) {
		case *rbacv1.Role:
			roles = append(roles, typed)
		case *rbacv1.RoleBinding:
			bindings = append(bindings, typed)
		case *rbacv1.ClusterRole:
			clusterRoles = append(clusterRoles, typed)
		case *rbacv1.ClusterRoleBinding:
			clusterBindings = append(clusterBindings, typed)
		}
	}
	_, static := validation.NewTestRuleResolver(roles, bindings, clusterRoles, clusterBindings)
	return rbac.New(static, static, static, static)
}
