package world

import (
	"encoding/base64"
	"fmt"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/judge"
	"cdk8s-ossm/conformance/source"
)

// addCertificates makes the Secrets that others fill. Where the example names the one who does (a Certificate of cert-manager, an
// ExternalSecret, a serving certificate of OpenShift), the Secret holds what that one would put into it. Where nothing in the
// example says who makes it, it rests on the user's word: it is made, listed in Assumed, and reported.
func (b *builder) addCertificates() error {
	uses, err := b.secretUses()
	if err != nil {
		return err
	}
	merged := map[string]*secretUse{}
	users := map[string][]string{}
	for _, u := range uses {
		id := u.namespace + "/" + u.name
		users[id] = append(users[id], u.by)
		known, seen := merged[id]
		if !seen {
			merged[id] = u
			continue
		}
		known.hosts = append(known.hosts, u.hosts...)
		known.key, known.authority = known.key || u.key, known.authority || u.authority
	}
	makers, err := b.secretMakers()
	if err != nil {
		return err
	}
	for _, id := range sortedKeys(merged) {
		u := merged[id]
		if b.store.get("", "Secret", u.namespace, u.name) != nil {
			continue
		}
		hosts := unique(u.hosts)
		maker, declared := makers[id]
		if declared && maker.hosts != nil {
			hosts = maker.hosts
		}
		secret, err := secret(u, hosts, declared)
		if err != nil {
			return fmt.Errorf("Secret %s: %w", id, err)
		}
		if _, err := b.add(secret); err != nil {
			return err
		}
		if !declared {
			by := unique(users[id])
			b.assumed = append(b.assumed, Reference{Object: source.Ref(secret), By: by})
			b.find("assumed-secret", judge.Warning, source.Ref(secret),
				"nothing in the example makes it, and it is needed by "+strings.Join(by, ", "))
		}
	}
	sort.SliceStable(b.assumed, func(i, j int) bool { return b.assumed[i].Object < b.assumed[j].Object })
	return nil
}

func secret(u *secretUse, hosts []string, everything bool) (*unstructured.Unstructured, error) {
	certificate, key, err := selfSigned(u.namespace+"/"+u.name, hosts)
	if err != nil {
		return nil, err
	}
	data := map[string]any{}
	kind := "Opaque"
	if u.key || everything {
		kind = "kubernetes.io/tls"
		data["tls.crt"] = base64.StdEncoding.EncodeToString(certificate)
		data["tls.key"] = base64.StdEncoding.EncodeToString(key)
	}
	if u.authority || everything {
		data["ca.crt"] = base64.StdEncoding.EncodeToString(certificate)
	}
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Secret", "type": kind, "data": data,
		"metadata": map[string]any{"namespace": u.namespace, "name": u.name},
	}}, nil
}
