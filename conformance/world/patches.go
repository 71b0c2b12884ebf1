package world

import (
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	dynamicfake "k8s.io/client-go/dynamic/fake"
	clienttesting "k8s.io/client-go/testing"

	"istio.io/istio/pkg/kube"
)

// patches are what a controller applies, caught at the fake client.
type patches struct {
	taken []*unstructured.Unstructured
	err   error
}

func capture(client kube.Client) (*patches, error) {
	dynamic, ok := client.Dynamic().(*dynamicfake.FakeDynamicClient)
	if !ok {
		return nil, fmt.Errorf("the fake client has a %T", client.Dynamic())
	}
	caught := &patches{}
	dynamic.PrependReactor("patch", "*", func(action clienttesting.Action) (bool, runtime.Object, error) {
		patch, ok := action.(clienttesting.PatchAction)
		if !ok {
			return false, nil, nil
		}
		object := &unstructured.Unstructured{}
		if err := object.UnmarshalJSON(patch.GetPatch()); err != nil {
			caught.err = err
			return true, nil, err
		}
		if object.GetName() == "" {
			object.SetName(patch.GetName())
			object.SetNamespace(patch.GetNamespace())
		}
		caught.taken = append(caught.taken, object)
		return true, object, nil
	})
	return caught, nil
}
