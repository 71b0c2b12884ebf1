package source

import (
	"os"
	"path/filepath"
	"testing"
)

func TestReadFacts(t *testing.T) {
	root := t.TempDir()
	folder := filepath.Join(root, "mesh", "facts")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("east.json", `{"cluster": "east", "apiServer": {"url": "https://api.east.example.com:6443"}, "addresses": {"istio-system/gw": "203.0.113.7"}}`)
	put("other.json", `{"cluster": "west"}`)
	put("list.json", `[1]`)
	e := &Example{Name: "mesh", Clusters: []*Cluster{{Name: "east"}, {Name: "west"}}}
	if err := e.ReadFacts(root); err != nil {
		t.Fatal(err)
	}
	if f := e.Clusters[0].Facts; f == nil || f.APIServer.URL != "https://api.east.example.com:6443" || f.Addresses["istio-system/gw"] != "203.0.113.7" {
		t.Errorf("facts of east: %+v", e.Clusters[0].Facts)
	}
	if e.Clusters[1].Facts != nil || e.Clone().Clusters[0].Facts == nil {
		t.Error("facts are where they are not, or are lost by copying")
	}
	put("again.json", `{"cluster": "east", "apiServer": {"url": "https://other.example.com"}}`)
	e.Clusters[0].Facts = nil
	if err := e.ReadFacts(root); err == nil {
		t.Error("two files of facts of one cluster are taken")
	}
}
