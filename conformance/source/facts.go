package source

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Facts are what somebody read from a running cluster and keeps beside the program, in a file of JSON: only the cluster can know
// it.
type Facts struct {
	Cluster   string `json:"cluster"`
	APIServer struct {
		URL string `json:"url"`
		CA  string `json:"ca"`
	} `json:"apiServer"`
	// Addresses are where Services can be reached, by `namespace/name`.
	Addresses map[string]string `json:"addresses"`
}

// ReadFacts gives each cluster of an example what its files of facts say. programs is the folder of the examples' programs. Files
// of other contents are passed over.
func (e *Example) ReadFacts(programs string) error {
	folder := filepath.Join(programs, filepath.FromSlash(e.Name))
	if _, err := os.Stat(folder); err != nil {
		return nil // the judge of renderings says that a program is missing
	}
	return filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "node_modules" {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".json") {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var facts Facts
		if json.Unmarshal(data, &facts) != nil || facts.Cluster == "" || facts.APIServer.URL == "" && len(facts.Addresses) == 0 {
			return nil
		}
		for _, c := range e.Clusters {
			if c.Name != facts.Cluster {
				continue
			}
			if c.Facts != nil {
				return fmt.Errorf("%s: there are facts of cluster %s already", path, c.Name)
			}
			c.Facts = &facts
		}
		return nil
	})
}
