package admit

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"sort"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// folder holds the documents of the CRD files of one release. They are parsed when a kind is asked for, and only those that
// mention it: one file can be a megabyte.
type folder struct {
	documents []document
}

type document struct {
	file string
	text []byte
}

func readFolder(path string) (*folder, error) {
	files, err := filepath.Glob(filepath.Join(path, "*.yaml"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no CRD files in %s", path)
	}
	sort.Strings(files)
	f := &folder{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(data)))
		for {
			text, err := reader.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			f.documents = append(f.documents, document{file: file, text: text})
		}
	}
	return f, nil
}

// find is the CRD of a kind, and nil where the release has none.
func (f *folder) find(group, kind string) (*apiextensionsv1.CustomResourceDefinition, error) {
	mention := regexp.MustCompile(`(?m)^\s+kind:\s+["']?` + regexp.QuoteMeta(kind) + `["']?\s*$`)
	for _, d := range f.documents {
		if !mention.Match(d.text) {
			continue
		}
		crd := &apiextensionsv1.CustomResourceDefinition{}
		if err := yaml.Unmarshal(d.text, crd); err != nil {
			return nil, fmt.Errorf("%s: %w", d.file, err)
		}
		if crd.Kind == "CustomResourceDefinition" && crd.Spec.Group == group && crd.Spec.Names.Kind == kind {
			return crd, nil
		}
	}
	return nil, nil
}
