package agreement

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/source"
)

// manifest is a file as Kubernetes' own reader sees it: objects, or the reason why there are none.
type manifest struct {
	file    string
	objects []*unstructured.Unstructured
	err     error
}

// endings are those of the files that hold manifests.
var endings = []string{".yaml", ".yml", ".json"}

func readFolder(folder string) ([]manifest, error) {
	var manifests []manifest
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains(endings, filepath.Ext(path)) {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		m := manifest{file: filepath.ToSlash(name)}
		var documents []*source.Object
		documents, m.err = source.ReadFile(path, m.file)
		for _, d := range documents {
			if m.err == nil {
				m.objects, m.err = appendItems(m.objects, d.Object)
			}
		}
		manifests = append(manifests, m)
		return nil
	})
	return manifests, err
}

// appendItems takes lists apart, as kubectl does: the items of a list of one kind need not say which.
func appendItems(objects []*unstructured.Unstructured, object any) ([]*unstructured.Unstructured, error) {
	fields, is := object.(map[string]any)
	if !is {
		return objects, fmt.Errorf("an item of a list is no object")
	}
	u := &unstructured.Unstructured{Object: fields}
	items, is := fields["items"].([]any)
	if !is || !strings.HasSuffix(u.GetKind(), "List") {
		return append(objects, u), nil
	}
	var err error
	for _, item := range items {
		if fields, is := item.(map[string]any); is && u.GetKind() != "List" && fields["kind"] == nil && fields["apiVersion"] == nil {
			fields["apiVersion"], fields["kind"] = u.GetAPIVersion(), strings.TrimSuffix(u.GetKind(), "List")
		}
		if objects, err = appendItems(objects, item); err != nil {
			return objects, err
		}
	}
	return objects, nil
}
