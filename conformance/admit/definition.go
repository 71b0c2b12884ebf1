package admit

import (
	"context"
	"fmt"

	"k8s.io/apiextensions-apiserver/pkg/apihelpers"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	crdvalidation "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apiextensions-apiserver/pkg/crdserverscheme"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresource"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/registry/rest"
)

// definition is what the API server serves one version of a CRD with.
type definition struct {
	gvk        schema.GroupVersionKind
	structural *structuralschema.Structural
	strategy   rest.RESTCreateStrategy
	// withoutRules knows no CEL rules. What the two refuse differently is what the rules refuse.
	withoutRules rest.RESTCreateStrategy
}

// checkCRD says whether the API server would take the CRD itself.
func checkCRD(crd *apiextensionsv1.CustomResourceDefinition) error {
	defaulted := crd.DeepCopy()
	apiextensionsv1.SetObjectDefaults_CustomResourceDefinition(defaulted)
	internal := &apiextensions.CustomResourceDefinition{}
	if err := apiextensionsv1.Convert_v1_CustomResourceDefinition_To_apiextensions_CustomResourceDefinition(defaulted, internal, nil); err != nil {
		return fmt.Errorf("CRD %s: %w", crd.Name, err)
	}
	if errs := crdvalidation.ValidateCustomResourceDefinition(context.Background(), internal); len(errs) > 0 {
		return fmt.Errorf("the API server would refuse CRD %s: %w", crd.Name, errs.ToAggregate())
	}
	return nil
}

// served says whether the CRD serves the version.
func served(crd *apiextensionsv1.CustomResourceDefinition, version string) bool {
	for _, v := range crd.Spec.Versions {
		if v.Name == version {
			return v.Served
		}
	}
	return false
}

// newDefinition builds what the handler of custom resources builds for a version (pkg/apiserver/customresource_handler.go of
// k8s.io/apiextensions-apiserver).
func newDefinition(crd *apiextensionsv1.CustomResourceDefinition, version string) (*definition, error) {
	gvk := schema.GroupVersionKind{Group: crd.Spec.Group, Version: version, Kind: crd.Spec.Names.Kind}
	published, err := apihelpers.GetSchemaForVersion(crd, version)
	if err != nil {
		return nil, fmt.Errorf("schema of %s: %w", gvk, err)
	}
	if published == nil {
		return nil, fmt.Errorf("%s has no schema", gvk)
	}
	internal := &apiextensions.CustomResourceValidation{}
	if err := apiextensionsv1.Convert_v1_CustomResourceValidation_To_apiextensions_CustomResourceValidation(published, internal, nil); err != nil {
		return nil, fmt.Errorf("schema of %s: %w", gvk, err)
	}
	structural, err := structuralschema.NewStructural(internal.OpenAPIV3Schema)
	if err != nil {
		return nil, fmt.Errorf("schema of %s is not structural: %w", gvk, err)
	}
	structural = structural.DeepCopy()
	if err := defaulting.PruneDefaults(structural); err != nil {
		return nil, fmt.Errorf("defaults of %s: %w", gvk, err)
	}
	validator, _, err := validation.NewSchemaValidator(internal.OpenAPIV3Schema)
	if err != nil {
		return nil, fmt.Errorf("schema of %s: %w", gvk, err)
	}
	status, scale, err := subresources(crd, version)
	if err != nil {
		return nil, fmt.Errorf("subresources of %s: %w", gvk, err)
	}
	strategy := func(s *structuralschema.Structural) rest.RESTCreateStrategy {
		return customresource.NewStrategy(crdserverscheme.NewUnstructuredObjectTyper(),
			crd.Spec.Scope == apiextensionsv1.NamespaceScoped, gvk, validator, nil, s, status, scale, nil)
	}
	return &definition{gvk: gvk, structural: structural, strategy: strategy(structural), withoutRules: strategy(stripRules(structural))}, nil
}

// stripRules is the schema without its CEL rules.
func stripRules(structural *structuralschema.Structural) *structuralschema.Structural {
	stripped := structural.DeepCopy()
	visitor := structuralschema.Visitor{
		Structural: func(s *structuralschema.Structural) bool {
			s.ValidationExtensions.XValidations = nil
			return true
		},
		NestedValueValidation: func(v *structuralschema.NestedValueValidation) bool {
			v.ValidationExtensions.XValidations = nil
			return true
		},
	}
	visitor.Visit(stripped)
	return stripped
}

func subresources(crd *apiextensionsv1.CustomResourceDefinition, version string) (
	*apiextensions.CustomResourceSubresourceStatus, *apiextensions.CustomResourceSubresourceScale, error) {
	published, err := apihelpers.GetSubresourcesForVersion(crd, version)
	if err != nil || published == nil {
		return nil, nil, err
	}
	internal := &apiextensions.CustomResourceSubresources{}
	if err := apiextensionsv1.Convert_v1_CustomResourceSubresources_To_apiextensions_CustomResourceSubresources(published, internal, nil); err != nil {
		return nil, nil, err
	}
	return internal.Status, internal.Scale, nil
}
