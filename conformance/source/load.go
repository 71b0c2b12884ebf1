package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// marker is the file that MeshApp leaves in each output folder.
const marker = ".cdk8s-ossm-files"

// ReadTargets reads what each example is for (examples/targets.json).
func ReadTargets(file string) (map[string]Target, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var targets map[string]Target
	if err := json.Unmarshal(data, &targets); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return targets, nil
}

// Load reads the output of all examples below root. An example without a target, or a target without output, is an error:
// nothing may go unjudged because it was forgotten.
func Load(root string, targets map[string]Target) ([]*Example, error) {
	entries, err := os.ReadDir(root)
	if err != nil {
		return nil, fmt.Errorf("no output of the examples: run `npm run examples` first: %w", err)
	}
	var examples []*Example
	seen := map[string]bool{}
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		name := entry.Name()
		target, known := targets[name]
		if !known {
			return nil, fmt.Errorf("example %s is not in examples/targets.json: state its release there", name)
		}
		seen[name] = true
		loaded, err := loadExample(root, name, target)
		if err != nil {
			return nil, err
		}
		examples = append(examples, loaded...)
	}
	for name := range targets {
		if !seen[name] {
			return nil, fmt.Errorf("example %s of examples/targets.json has no output below %s: run `npm run examples`", name, root)
		}
	}
	return examples, nil
}

func loadExample(root, name string, target Target) ([]*Example, error) {
	programs, err := programsOf(root, name)
	if err != nil {
		return nil, err
	}
	var examples []*Example
	if target.Programs == "together" {
		examples = append(examples, &Example{Name: name, Target: target})
	}
	for _, program := range programs {
		if target.Programs != "together" {
			examples = append(examples, &Example{Name: program, Target: target})
		}
		if err := examples[len(examples)-1].add(root, program); err != nil {
			return nil, err
		}
	}
	return examples, nil
}

// programsOf are the folders with output: the example's, or those below it.
func programsOf(root, name string) ([]string, error) {
	if _, err := os.Stat(filepath.Join(root, name, marker)); err == nil {
		return []string{name}, nil
	}
	found, err := filepath.Glob(filepath.Join(root, name, "*", marker))
	if err != nil || len(found) == 0 {
		return nil, errors.Join(err, fmt.Errorf("example %s has no output: no %s in it or one level below", name, marker))
	}
	sort.Strings(found)
	var programs []string
	for _, f := range found {
		programs = append(programs, name+"/"+filepath.Base(filepath.Dir(f)))
	}
	return programs, nil
}

// add reads the clusters of one program. Where a cluster is known already, the objects join it.
func (e *Example) add(root, program string) error {
	base := filepath.Join(root, e.Name)
	return filepath.WalkDir(filepath.Join(root, program), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".k8s.yaml") {
			return err
		}
		file, err := filepath.Rel(base, path)
		if err != nil {
			return err
		}
		objects, err := ReadFile(path, filepath.ToSlash(file))
		if err != nil {
			return err
		}
		return e.cluster(filepath.Base(filepath.Dir(path))).join(objects)
	})
}

func (e *Example) cluster(name string) *Cluster {
	for _, c := range e.Clusters {
		if c.Name == name {
			return c
		}
	}
	c := &Cluster{Name: name}
	e.Clusters = append(e.Clusters, c)
	return c
}

// join adds objects. The same object from two programs is fine when both say the same.
func (c *Cluster) join(objects []*Object) error {
	for _, o := range objects {
		known := c.Find(o.Group(), o.GetKind(), o.GetNamespace(), o.GetName())
		if known == nil {
			c.Objects = append(c.Objects, o)
		} else if !reflect.DeepEqual(known.Object, o.Object) {
			return fmt.Errorf("%s is in %s and, different, in %s", o.Ref(), known.File, o.File)
		}
	}
	return nil
}

// ReadFile reads the documents of a file strictly: a key given twice is an error, as is a document that is no object.
func ReadFile(path, name string) ([]*Object, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(data, name)
}

// Parse reads documents strictly.
func Parse(data []byte, name string) ([]*Object, error) {
	reader := utilyaml.NewYAMLReader(newReader(data))
	var objects []*Object
	for document := 1; ; document++ {
		text, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return objects, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if len(bytes.TrimSpace(text)) == 0 || string(bytes.TrimSpace(text)) == "---" {
			continue
		}
		js, err := yaml.YAMLToJSONStrict(text)
		if err != nil {
			return nil, fmt.Errorf("%s, document %d: %w", name, document, err)
		}
		if string(js) == "null" {
			continue
		}
		u := &unstructured.Unstructured{}
		if err := u.UnmarshalJSON(js); err != nil {
			return nil, fmt.Errorf("%s, document %d: %w", name, document, err)
		}
		objects = append(objects, &Object{Unstructured: u, File: name, Document: document})
	}
}
