package admit

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// CRDs are the custom resource definitions of all releases, read as they are asked for.
type CRDs struct {
	root    string
	sources *sources

	mutex   sync.Mutex
	folders map[string]*folder
	kinds   map[kindIn]*kind
}

// kindIn is a kind in the folder of a release.
type kindIn struct {
	folder string
	schema.GroupKind
}

// kind is what a release knows of a kind. Errors are kept as well: a CRD that cannot be used is not tried again.
type kind struct {
	// versions that are asked for; nil for one that is not served.
	versions map[string]*definition
	lookup   func(version string) (*definition, error)
	missing  bool
	err      error
}

// NewCRDs takes the folder of all CRDs (CRDS_DIR) and the table that says which of its folders belongs to which release
// (imports/sources.json).
func NewCRDs(crdsDir, sourcesFile string) (*CRDs, error) {
	if info, err := os.Stat(crdsDir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("no folder of CRDs at %q: set CRDS_DIR to it", crdsDir)
	}
	s, err := readSources(sourcesFile)
	if err != nil {
		return nil, fmt.Errorf("table of CRD sources: %w", err)
	}
	return &CRDs{root: crdsDir, sources: s, folders: map[string]*folder{}, kinds: map[kindIn]*kind{}}, nil
}

// definition is what the release of the target serves a kind with. Where there is none, the problem says why; an error is
// one of the harness: no such release, an unreadable file, a CRD that the API server itself would not take.
func (c *CRDs) definition(target source.Target, gvk schema.GroupVersionKind) (*definition, *problem, error) {
	if reason := c.sources.withoutCRD(gvk.GroupKind()); reason != "" {
		return nil, &problem{code: codeCRDNotRead, level: judge.Info, path: "kind", message: "not judged: " + reason}, nil
	}
	path, err := c.sources.folder(gvk.Group, target)
	if err != nil {
		return nil, nil, err
	}
	if path == "" {
		p := failure(codeNoCRD, "apiVersion", "no CRD known for group %s: imports/sources.json has no row for it", gvk.Group)
		return nil, &p, nil
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	k, err := c.kind(path, gvk.GroupKind())
	if err != nil {
		return nil, nil, err
	}
	if k.missing {
		p := failure(codeNoCRD, "kind", "%s has no kind %s", path, gvk.GroupKind())
		return nil, &p, nil
	}
	d, err := k.version(gvk.Version)
	if err != nil {
		return nil, nil, err
	}
	if d == nil {
		p := failure(codeNotServed, "apiVersion", "%s does not serve %s of %s", path, gvk.GroupVersion(), gvk.Kind)
		return nil, &p, nil
	}
	return d, nil, nil
}

// kind reads and checks a CRD once.
func (c *CRDs) kind(path string, gk schema.GroupKind) (*kind, error) {
	key := kindIn{path, gk}
	if known := c.kinds[key]; known != nil {
		return known, known.err
	}
	k, err := c.readKind(path, gk)
	if err != nil {
		k = &kind{err: fmt.Errorf("%s of %s: %w", gk, path, err)}
	}
	c.kinds[key] = k
	return k, k.err
}

func (c *CRDs) readKind(path string, gk schema.GroupKind) (*kind, error) {
	f := c.folders[path]
	if f == nil {
		var err error
		if f, err = readFolder(filepath.Join(c.root, filepath.FromSlash(path))); err != nil {
			return nil, err
		}
		c.folders[path] = f
	}
	crd, err := f.find(gk.Group, gk.Kind)
	if err != nil {
		return nil, err
	}
	if crd == nil {
		return &kind{missing: true}, nil
	}
	if err := checkCRD(crd); err != nil {
		return nil, err
	}
	return &kind{versions: map[string]*definition{}, lookup: func(version string) (*definition, error) {
		if !served(crd, version) {
			return nil, nil
		}
		return newDefinition(crd, version)
	}}, nil
}

func (k *kind) version(name string) (*definition, error) {
	if d, known := k.versions[name]; known {
		return d, nil
	}
	d, err := k.lookup(name)
	if err != nil {
		return nil, err
	}
	k.versions[name] = d
	return d, nil
}
