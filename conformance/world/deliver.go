package world

import (
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/source"
)

// deliveryScript is the file beside a cluster's manifests that copies tokens from cluster to cluster.
const deliveryScript = "remote-secrets.sh"

// Complete adds to an example what is not in its manifests: what was read from running clusters (files below programs), and what the
// scripts beside the manifests apply. output and programs are the folders of all examples.
func Complete(e *source.Example, output, programs string) error {
	if err := e.ReadFacts(programs); err != nil {
		return err
	}
	scripts, err := filepath.Glob(filepath.Join(output, filepath.FromSlash(e.Name), "*", deliveryScript))
	if err != nil || len(scripts) == 0 {
		return err
	}
	sort.Strings(scripts)
	folder, err := os.MkdirTemp("", "delivery")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := fakeKubectl(e, folder); err != nil {
		return err
	}
	for _, script := range scripts {
		if err := deliver(e, script, folder); err != nil {
			return fmt.Errorf("%s: %w", script, err)
		}
	}
	return nil
}

// kubectl is a kubectl that knows what a folder holds, and keeps there what it is to apply.
const kubectl = `#!/bin/sh
# Answers as kubectl would, for a script that copies tokens.
set -eu
root=$(dirname "$0")
context='' namespace='' what='' name=''
while [ $# -gt 0 ]; do
  case $1 in
    --context) context=$2; shift 2 ;;
    --namespace) namespace=$2; shift 2 ;;
    --output) shift 2 ;;
    get) what=$2 name=$3; shift 3 ;;
    apply) what=apply; shift ;;
    *) shift ;;
  esac
done
[ -d "$root/clusters/$context" ] || { echo "there is no context $context" >&2; exit 1; }
case $what in
  secret) [ ! -f "$root/clusters/$context/$namespace.$name" ] || cat "$root/clusters/$context/$namespace.$name" ;;
  infrastructure) cat "$root/clusters/$context/server" ;;
  apply) { echo '---'; cat; } >>"$root/clusters/$context/applied" ;;
  *) echo "unknown: $what" >&2; exit 1 ;;
esac
`

func fakeKubectl(e *source.Example, folder string) error {
	if err := os.WriteFile(filepath.Join(folder, "kubectl"), []byte(kubectl), 0o700); err != nil {
		return err
	}
	for _, c := range e.Clusters {
		own := filepath.Join(folder, "clusters", c.Name)
		if err := os.MkdirAll(own, 0o700); err != nil {
			return err
		}
		server := "https://api." + c.Name + ".example.com:6443"
		if c.Facts != nil && c.Facts.APIServer.URL != "" {
			server = c.Facts.APIServer.URL
		}
		files := map[string]string{"server": server}
		for _, o := range c.Of("", "Secret") {
			if data := tokenData(c.Name, o.Unstructured); data != nil {
				files[o.GetNamespace()+"."+o.GetName()] = data["token"] + "\n" + base64.StdEncoding.EncodeToString([]byte(data["ca.crt"])) + "\n"
			}
		}
		for name, text := range files {
			if err := os.WriteFile(filepath.Join(own, name), []byte(text), 0o600); err != nil {
				return err
			}
		}
	}
	return nil
}

// deliver runs a script, and adds what it applies to the clusters.
func deliver(e *source.Example, script, folder string) error {
	for _, c := range e.Clusters {
		_ = os.Remove(filepath.Join(folder, "clusters", c.Name, "applied"))
	}
	command := exec.Command("sh", script, "--kubectl", filepath.Join(folder, "kubectl"), "--wait", "0")
	command.Env = []string{"PATH=" + os.Getenv("PATH")}
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, strings.TrimSpace(string(out)))
	}
	for _, c := range e.Clusters {
		text, err := os.ReadFile(filepath.Join(folder, "clusters", c.Name, "applied"))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return err
		}
		objects, err := source.Parse(text, filepath.Base(filepath.Dir(script))+"/"+deliveryScript)
		if err != nil {
			return err
		}
		for _, o := range objects {
			if c.Find(o.Group(), o.GetKind(), o.GetNamespace(), o.GetName()) != nil {
				return fmt.Errorf("it applies %s to cluster %s, which is in the manifests", o.Ref(), c.Name)
			}
			if _, known, _ := unstructured.NestedMap(o.Object, "stringData"); !known {
				return fmt.Errorf("it applies %s to cluster %s, which has no data", o.Ref(), c.Name)
			}
		}
		c.Objects = append(c.Objects, objects...)
	}
	return nil
}
