package world

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"cdk8s-ossm/conformance/source"
)

// externalSecrets is the group of the External Secrets Operator.
const externalSecrets = "external-secrets.io"

// vault is the store behind all ExternalSecrets and PushSecrets of an example: it holds what was pushed, and for every other key
// something made up. What is made up depends on the key alone.
type vault struct {
	pushed map[string]string
	// trusted is told of each entry that nobody in the example pushed.
	trusted func(entry string)
}

func entry(key, property string) string { return key + "#" + property }

// newVault fills a vault with what the clusters push from the tokens of their ServiceAccounts.
func newVault(clusters []*source.Cluster) *vault {
	v := &vault{pushed: map[string]string{}}
	for _, c := range clusters {
		for _, o := range c.Of(externalSecrets, "PushSecret") {
			name, _, _ := unstructured.NestedString(o.Object, "spec", "selector", "secret", "name")
			secret := c.Find("", "Secret", o.GetNamespace(), name)
			if secret == nil {
				continue
			}
			filled := tokenData(c.Name, secret.Unstructured)
			entries, _, _ := unstructured.NestedSlice(o.Object, "spec", "data")
			for _, e := range entries {
				m, _ := e.(map[string]any)
				from, _, _ := unstructured.NestedString(m, "match", "secretKey")
				key, _, _ := unstructured.NestedString(m, "match", "remoteRef", "remoteKey")
				property, _, _ := unstructured.NestedString(m, "match", "remoteRef", "property")
				if value, has := filled[from]; has {
					v.pushed[entry(key, property)] = value
				}
			}
		}
	}
	return v
}

// tokenType is the type of Secrets that Kubernetes' token controller fills.
const tokenType = "kubernetes.io/service-account-token"

// tokenData is what the token controller puts into a Secret; nil for any other Secret. The token tells whose it is.
func tokenData(cluster string, o *unstructured.Unstructured) map[string]string {
	if kind, _, _ := unstructured.NestedString(o.Object, "type"); kind != tokenType {
		return nil
	}
	account := o.GetAnnotations()["kubernetes.io/service-account.name"]
	if account == "" {
		return nil
	}
	return map[string]string{"token": tokenOf(cluster, o.GetNamespace(), account), "ca.crt": authorityOf(cluster), "namespace": o.GetNamespace()}
}

// tokenOf is the token of a ServiceAccount.
func tokenOf(cluster, namespace, account string) string {
	return "token." + cluster + "." + namespace + "." + account
}

// authorityOf is the certificate that verifies the API server of a cluster.
func authorityOf(name string) string {
	certificate, _, err := selfSigned("authority of "+name, []string{"api." + name + ".example.com"})
	if err != nil {
		panic(err) // it depends on nothing but the name
	}
	return string(certificate)
}

// value is what the vault has. By its name it is a certificate, a key, or some other secret text.
func (v *vault) value(variable, key, property string) string {
	if value, has := v.pushed[entry(key, property)]; has {
		return value
	}
	word := strings.ToLower(variable + " " + property)
	certificate, private, err := selfSigned(entry(key, ""), nil)
	if err != nil {
		panic(err) // it depends on nothing but the key
	}
	switch {
	case strings.Contains(word, "key"):
		return string(private)
	case strings.Contains(word, "token"):
		return "token." + entry(key, property)
	case strings.Contains(word, "ca") || strings.Contains(word, "cert") || strings.Contains(word, "crt") || strings.Contains(word, "chain"):
		return string(certificate)
	}
	return "value." + entry(key, property)
}

// made is the Secret that the operator makes of an ExternalSecret, by its template.
func (v *vault) made(o *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	values := map[string]any{}
	entries, _, _ := unstructured.NestedSlice(o.Object, "spec", "data")
	for _, e := range entries {
		m, _ := e.(map[string]any)
		variable, _ := m["secretKey"].(string)
		key, _, _ := unstructured.NestedString(m, "remoteRef", "key")
		property, _, _ := unstructured.NestedString(m, "remoteRef", "property")
		if variable == "" || key == "" {
			return nil, fmt.Errorf("an entry of spec.data has no secretKey or no remoteRef.key")
		}
		if _, has := v.pushed[entry(key, property)]; !has && v.trusted != nil {
			v.trusted(entry(key, property))
		}
		values[variable] = v.value(variable, key, property)
	}
	name, _, _ := unstructured.NestedString(o.Object, "spec", "target", "name")
	if name == "" {
		name = o.GetName()
	}
	kind, _, _ := unstructured.NestedString(o.Object, "spec", "target", "template", "type")
	if kind == "" {
		kind = "Opaque"
	}
	metadata := map[string]any{"namespace": o.GetNamespace(), "name": name}
	for _, field := range []string{"labels", "annotations"} {
		if given, has, _ := unstructured.NestedMap(o.Object, "spec", "target", "template", "metadata", field); has {
			metadata[field] = given
		}
	}
	data := map[string]any{}
	templates, templated, err := unstructured.NestedStringMap(o.Object, "spec", "target", "template", "data")
	if err != nil {
		return nil, err
	}
	if !templated {
		for variable, value := range values {
			data[variable] = base64.StdEncoding.EncodeToString([]byte(value.(string)))
		}
	}
	for key, text := range templates {
		// The engine of version v2: a value that is not there is an error.
		parsed, err := template.New(key).Funcs(sprig.TxtFuncMap()).Option("missingkey=error").Parse(text)
		if err != nil {
			return nil, fmt.Errorf("template of %s: %w", key, err)
		}
		var out bytes.Buffer
		if err := parsed.Execute(&out, values); err != nil {
			return nil, fmt.Errorf("template of %s: %w", key, err)
		}
		data[key] = base64.StdEncoding.EncodeToString(out.Bytes())
	}
	return &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Secret", "type": kind, "data": data, "metadata": metadata}}, nil
}

// multiClusterLabel is how istiod finds the Secrets with the kubeconfigs of other clusters.
const multiClusterLabel = "istio/multiCluster"

// forIstiod says whether istiod itself is to read the Secret that an ExternalSecret makes.
func forIstiod(o *unstructured.Unstructured) bool {
	labels, _, _ := unstructured.NestedStringMap(o.Object, "spec", "target", "template", "metadata", "labels")
	name, _, _ := unstructured.NestedString(o.Object, "spec", "target", "name")
	if name == "" {
		name = o.GetName()
	}
	_, labelled := labels[multiClusterLabel]
	return labelled || name == configSecret
}

// configSecret is the Secret with the kubeconfig of the cluster that an istiod reads its configuration from, where it is not its
// own.
const (
	configSecret = "istio-kubeconfig"
	configKey    = "config"
)

func encode(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// AuthorityOwner is the cluster whose API server a certificate verifies, of those of an example; empty where it is of none.
func (l *Layout) AuthorityOwner(certificate []byte) string {
	for _, m := range l.members {
		if authorityOf(m.cluster.Name) == string(certificate) {
			return m.cluster.Name
		}
	}
	return ""
}

// TokenOwner is whose a token is: the cluster, and the `namespace/name` of the ServiceAccount. That is known of tokens which the
// example itself takes from where they are made.
func TokenOwner(token string) (cluster, account string, known bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 4 || parts[0] != "token" {
		return "", "", false
	}
	return parts[1], parts[2] + "/" + parts[3], true
}
