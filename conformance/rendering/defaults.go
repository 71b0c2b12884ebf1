package rendering

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// defaultsFile names the file in messages.
const defaultsFile = "conformance/defaults.json"

// Default is a value that the library writes out although Istio would take the same without it.
type Default struct {
	Kind string `json:"kind"`
	// Path is below `spec.values`, as in `pilot.autoscaleEnabled`.
	Path   string `json:"path"`
	Reason string `json:"reason"`
	used   bool
}

// Defaults are all of them.
type Defaults struct {
	list []*Default
}

// ReadDefaults reads the file. Each entry must have a reason.
func ReadDefaults(file string) (*Defaults, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var list []*Default
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&list); err != nil {
		return nil, fmt.Errorf("%s: %w", defaultsFile, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: there is something after the list", defaultsFile)
	}
	seen := map[string]bool{}
	for _, d := range list {
		if seen[d.Kind+" "+d.Path] {
			return nil, fmt.Errorf("%s: %s %s is there twice", defaultsFile, d.Kind, d.Path)
		}
		seen[d.Kind+" "+d.Path] = true
		if d.Kind == "" || d.Path == "" || len(d.Reason) < 20 {
			return nil, fmt.Errorf("%s: %s %s needs a kind, a path and a reason in words", defaultsFile, d.Kind, d.Path)
		}
	}
	return &Defaults{list: list}, nil
}

func (d *Defaults) reason(kind, path string) string {
	for _, entry := range d.list {
		if entry.Kind == kind && entry.Path == path {
			entry.used = true
			return entry.Reason
		}
	}
	return ""
}

// Used are the entries that a value needed so far.
func (d *Defaults) Used() []string {
	return d.named(true)
}

// Names are all entries.
func (d *Defaults) Names() []string {
	return append(d.named(true), d.named(false)...)
}

func (d *Defaults) named(used bool) []string {
	var names []string
	for _, entry := range d.list {
		if entry.used == used {
			names = append(names, entry.Kind+" "+entry.Path)
		}
	}
	return names
}
