package xds

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/source"
	"cdk8s-ossm/conformance/world"
)

// authority is the Secret in which istiod looks for the key that it signs with. Without it, it makes one of its own.
const authority = "cacerts"

// layouts are the keys of that Secret, in the two forms that istiod reads.
var layouts = [][]string{{"ca-cert.pem", "ca-key.pem", "cert-chain.pem", "root-cert.pem"}, {"tls.crt", "tls.key"}}

// rooted: where several istiods sign for one mesh, or trust other meshes by their roots, none may sign with a key of its own making.
func (j *judging) rooted(l *world.Layout, i *world.Istiod) {
	if i.Env()["ENABLE_CA_SERVER"] == "false" {
		return // another signs
	}
	others := slices.ContainsFunc(l.Istiods(), func(other *world.Istiod) bool {
		return other != i && i.At("global", "meshID") != "" && other.At("global", "meshID") == i.At("global", "meshID")
	})
	if !others && len(j.mesh.GetCaCertificates()) == 0 {
		return
	}
	objection := "it signs with a root of its own making: nothing makes the Secret " + i.Namespace + "/" + authority
	for _, c := range l.Example.Clusters {
		if c.Name != i.Host {
			continue
		}
		for _, o := range c.Objects {
			keys, makes := makesAuthority(o, i.Namespace)
			if !makes {
				continue
			}
			objection = ""
			if keys != nil && !slices.ContainsFunc(layouts, func(wanted []string) bool { return allIn(wanted, keys) }) {
				objection = fmt.Sprintf("%s has the keys %v, of which istiod makes nothing", o.Ref(), keys)
			}
		}
	}
	j.ask("root", i.Owner, objection)
}

// makesAuthority says whether an object makes the Secret that istiod signs with, and which keys that has; nil where it is not known.
func makesAuthority(o *source.Object, namespace string) (keys []string, makes bool) {
	if o.GetNamespace() != namespace {
		return nil, false
	}
	switch {
	case o.Is("", "Secret") && o.GetName() == authority:
		for _, field := range []string{"data", "stringData"} {
			data, _, _ := unstructured.NestedMap(o.Object, field)
			for key := range data {
				keys = append(keys, key)
			}
		}
		return keys, true
	case o.Is("cert-manager.io", "Certificate"):
		name, _, _ := unstructured.NestedString(o.Object, "spec", "secretName")
		is, _, _ := unstructured.NestedBool(o.Object, "spec", "isCA")
		if name == authority && !is {
			return []string{"a certificate that may not sign"}, true
		}
		return nil, name == authority
	case strings.HasSuffix(o.GetKind(), "ExternalSecret"):
		name, _, _ := unstructured.NestedString(o.Object, "spec", "target", "name")
		if name == "" {
			name = o.GetName()
		}
		if name != authority {
			return nil, false
		}
		data, templated, _ := unstructured.NestedMap(o.Object, "spec", "target", "template", "data")
		for key := range data {
			keys = append(keys, key)
		}
		entries, _, _ := unstructured.NestedSlice(o.Object, "spec", "data")
		for _, e := range entries {
			if entry, _ := e.(map[string]any); !templated {
				keys = append(keys, fmt.Sprint(entry["secretKey"]))
			}
		}
		return keys, true
	}
	return nil, false
}
