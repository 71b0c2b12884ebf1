package differential

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/source"
)

//go:embed seeds.yaml
var seeds []byte

// newestOpenShift has all kinds of Gateway API.
const newestOpenShift = "4.23"

// newest is what objects are for that do not say.
var newest = source.Target{Ossm: "3.4", Openshift: "4.20"}

// Load fills a corpus with what the examples emit and, where there is a folder of cases (CASES_DIR), with the objects of Istio's own
// tests: the valid ones to start from, the others for their values.
func Load(output, targetsFile, cases string) (*Corpus, error) {
	targets, err := source.ReadTargets(targetsFile)
	if err != nil {
		return nil, err
	}
	examples, err := source.Load(output, targets)
	if err != nil {
		return nil, err
	}
	corpus := NewCorpus()
	more, err := source.Parse(seeds, "seeds.yaml")
	if err != nil {
		return nil, err
	}
	for _, o := range more {
		corpus.Start("seeds.yaml", source.Target{Ossm: newest.Ossm, Openshift: newestOpenShift}, o.Unstructured)
	}
	for _, e := range examples {
		for _, cluster := range e.Clusters {
			for _, o := range cluster.Objects {
				corpus.Start(e.Name, e.Target, o.Unstructured)
			}
		}
	}
	if cases == "" {
		return corpus, nil
	}
	return corpus, corpus.addCases(filepath.Join(cases, "istio-admission"))
}

func (c *Corpus) addCases(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "dataset", "*.yaml"))
	if err != nil {
		return err
	}
	for _, file := range files {
		objects, err := source.ReadFile(file, filepath.Base(file))
		if err != nil {
			return err
		}
		for _, o := range objects {
			c.Start(filepath.Base(file), newest, o.Unstructured)
		}
	}
	data, err := os.ReadFile(filepath.Join(folder, "webhook-cases.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var rows []struct {
		ID       string          `json:"id"`
		Manifest json.RawMessage `json:"manifest"`
		Valid    bool            `json:"valid"`
	}
	if err := json.Unmarshal(data, &rows); err != nil {
		return err
	}
	for _, row := range rows {
		if err := c.addCase(row.ID, row.Manifest, row.Valid); err != nil {
			return err
		}
	}
	return nil
}

func (c *Corpus) addCase(id string, manifest []byte, valid bool) error {
	u := &unstructured.Unstructured{}
	if err := u.UnmarshalJSON(manifest); err != nil {
		return fmt.Errorf("%s: %w", id, err)
	}
	if valid {
		c.Start(id, newest, u)
	} else {
		c.Learn(u.Object)
	}
	return nil
}
