package agreement

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"cdk8s-ossm/conformance/verdicts"
)

// Set is a folder of manifests, with what the library says about each object in it.
type Set struct {
	// Group is what the set is one of: `examples`, `manifests`.
	Group string `json:"group"`
	Name  string `json:"name"`
	// Folder holds the manifests.
	Folder string `json:"folder"`
	// Release and Openshift are what the library judged for.
	Release   string   `json:"release"`
	Openshift string   `json:"openshift"`
	Objects   []Object `json:"objects"`
}

// Object is what the library says about one object, or, with Index 0, about a file as a whole.
type Object struct {
	// File is the path below the set's folder, Index the place among the objects of the file, from 1. The items of a list are objects.
	File  string `json:"file"`
	Index int    `json:"index"`
	// Judged is false for kinds that the library does not know.
	Judged bool `json:"judged"`
	// Errors are the reasons to refuse it.
	Errors []verdicts.Problem `json:"errors"`
}

// ReadOurs reads the verdicts of the library strictly.
func ReadOurs(file string) ([]Set, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var ours struct {
		Sets []Set `json:"sets"`
	}
	if err := strictly(data, &ours); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for _, s := range ours.Sets {
		if s.Group == "" || s.Name == "" || s.Folder == "" || s.Release == "" || s.Openshift == "" {
			return nil, fmt.Errorf("%s: set %q needs group, name, folder, release and openshift", file, s.Name)
		}
	}
	return ours.Sets, nil
}

func strictly(data []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("there is something after the end")
	}
	return nil
}
