package world_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
)

func clusterOf(t *testing.T, name, text string) *source.Cluster {
	t.Helper()
	objects, err := source.Parse([]byte(text), name+"/01.k8s.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return &source.Cluster{Name: name, Objects: objects}
}

const readerToken = `
apiVersion: v1
kind: Secret
metadata: {name: token, namespace: istio-system, annotations: {kubernetes.io/service-account.name: reader}}
type: kubernetes.io/service-account-token
`

const plane = `
apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: default}
spec: {namespace: istio-system, version: v1.30.3, updateStrategy: {type: InPlace}, values: {global: {multiCluster: {clusterName: NAME}}}}
---` + readerToken

// script applies the Secret of a cluster to another, as the library's does.
const script = `set -eu
kubectl=''
while [ $# -gt 0 ]; do case $1 in --kubectl) kubectl=$2; shift 2 ;; *) shift ;; esac; done
found=$("$kubectl" --context west --namespace istio-system get secret token --ignore-not-found --output go-template=x)
token=$(printf '%s\n' "$found" | sed -n 1p)
ca=$(printf '%s\n' "$found" | sed -n 2p)
server=$("$kubectl" --context west get infrastructure cluster --output jsonpath=x)
"$kubectl" --context east apply --server-side --filename=- <<END
apiVersion: v1
kind: Secret
metadata: {name: istio-remote-secret-west, namespace: istio-system, labels: {istio/multiCluster: "true"}}
stringData:
  west: |
    apiVersion: v1
    kind: Config
    clusters: [{name: west, cluster: {certificate-authority-data: "$ca", server: "$server"}}]
    users: [{name: west, user: {token: "$token"}}]
    contexts: [{name: west, context: {cluster: west, user: west}}]
    current-context: west
END
`

func TestComplete(t *testing.T) {
	output := t.TempDir()
	for file, text := range map[string]string{"east/remote-secrets.sh": script} {
		path := filepath.Join(output, "mesh", file)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	e := &source.Example{Name: "mesh", Target: source.Target{Ossm: "3.4", Openshift: "4.20"}, Clusters: []*source.Cluster{
		clusterOf(t, "east", strings.ReplaceAll(plane, "NAME", "east")), clusterOf(t, "west", strings.ReplaceAll(plane, "NAME", "west"))}}
	if err := world.Complete(e, output, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	secret := e.Clusters[0].Find("", "Secret", "istio-system", "istio-remote-secret-west")
	if secret == nil || secret.File != "east/remote-secrets.sh" {
		t.Fatalf("the script's Secret is not in the cluster: %v", secret)
	}
	if len(e.Clusters[1].Objects) != 2 {
		t.Error("something is applied to the other cluster")
	}
	l := world.Lay(e, nil)
	known := l.Serving("east")[0].Remotes
	if len(known) != 1 || known[0].ID != "west" || known[0].Cluster != "west" {
		t.Fatalf("the istiod of east knows %v", known)
	}
	if !strings.Contains(string(known[0].Kubeconfig), "token.west.istio-system.reader") {
		t.Error("the token is not that of the ServiceAccount in west")
	}
	if owner, account, is := world.TokenOwner("token.west.istio-system.reader"); !is || owner != "west" || account != "istio-system/reader" {
		t.Error(owner, account, is)
	}
	if len(l.Serving("west")[0].Remotes) != 0 || l.Single() {
		t.Error("the istiod of west knows somebody, or nothing hangs together")
	}
}

// A script that fails, or that applies what the manifests have, is an error.
func TestCompleteRefuses(t *testing.T) {
	for name, c := range map[string]struct{ text, more, want string }{
		"a failure":          {"echo no >&2; exit 3", "", "no"},
		"an unknown context": {strings.ReplaceAll(script, "--context west", "--context north"), "", "there is no context north"},
		"what is there already": {script, `
---
apiVersion: v1
kind: Secret
metadata: {name: istio-remote-secret-west, namespace: istio-system}
`, "which is in the manifests"},
	} {
		t.Run(name, func(t *testing.T) {
			output := t.TempDir()
			path := filepath.Join(output, "mesh", "east", "remote-secrets.sh")
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(c.text), 0o644); err != nil {
				t.Fatal(err)
			}
			e := &source.Example{Name: "mesh", Clusters: []*source.Cluster{clusterOf(t, "east", readerToken+c.more), clusterOf(t, "west", readerToken)}}
			if err := world.Complete(e, output, t.TempDir()); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
