package xds

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/testing"

	"istio.io/istio/pkg/cluster"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/mesh/meshwatcher"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/kube/krt"
	"istio.io/istio/pkg/kube/multicluster"
	"istio.io/istio/pkg/security"
	"istio.io/istio/pkg/test"
	"istio.io/istio/security/pkg/server/ca/authenticate/kubeauth"

	"cdk8s-ossm/conformance/world"
)

// known is Istio's own controller of remote clusters, after it has read the Secrets.
type known struct {
	controller *multicluster.Controller
	// client is of the cluster with the configuration.
	client kube.Client
}

// patience is how long is waited for what happens within moments, or not at all.
const patience = 20 * time.Second

// learn lets Istio's controller read the Secrets of an istiod. Every kubeconfig in them must be one that it would use, and lead to a
// cluster that lets it in.
func (j *judging) learn(t test.Failer, l *world.Layout, i *world.Istiod) (*known, error) {
	host, _, err := l.World(i.Host)
	if err != nil {
		return nil, err
	}
	all, err := host.Kube()
	if err != nil {
		return nil, err
	}
	var secrets []runtime.Object
	for _, o := range all {
		if secret, is := o.(*corev1.Secret); is && secret.Namespace == i.Namespace {
			secrets = append(secrets, secret)
		}
	}
	var mutex sync.Mutex
	objections := map[string]string{}
	client := j.clusterClient(j.own(), secrets)
	controller := multicluster.NewController(multicluster.ControllerOptions{
		Client: client, ClusterID: cluster.ID(i.ID), SystemNamespace: i.Namespace, MeshConfig: meshwatcher.NewTestWatcher(j.mesh),
		Debugger: krt.GlobalDebugHandler,
		ClientBuilder: func(kubeconfig []byte, id cluster.ID, _ ...func(*rest.Config)) (kube.Client, error) {
			objection, p := j.usable(l, i, kubeconfig, id)
			mutex.Lock()
			objections[string(id)] = objection
			mutex.Unlock()
			if p == nil {
				return nil, fmt.Errorf("%s", objection)
			}
			return j.clusterClient(p, nil), nil
		},
	})
	if controller == nil {
		return nil, fmt.Errorf("istio gives no controller for remote clusters")
	}
	stop := test.NewStop(t)
	client.RunAndWait(stop)
	if err := controller.Run(stop); err != nil {
		return nil, err
	}
	if !within(patience, controller.HasSynced) {
		return nil, fmt.Errorf("the remote clusters were not read within %s", patience)
	}
	listed := controller.ListClusters()
	asked := map[string]bool{}
	for _, r := range i.Remotes {
		if asked[r.ID] {
			j.ask("remote-secret", r.Secret, fmt.Sprintf("the cluster %s is in another Secret too, and istiod takes one of the two", r.ID))
			continue
		}
		asked[r.ID] = true
		mutex.Lock()
		objection, tried := objections[r.ID]
		mutex.Unlock()
		if !tried {
			objection = "istiod passes over it"
		} else if objection == "" && !slices.Contains(listed, cluster.ID(r.ID)) {
			objection = fmt.Sprintf("istiod does not know the cluster %s", r.ID)
		}
		j.ask("remote-secret", r.Secret, objection)
	}
	for _, id := range listed {
		if !asked[string(id)] {
			j.ask("remote-secret", i.Owner, fmt.Sprintf("istiod knows a cluster %s that no Secret names", id))
		}
	}
	return &known{controller: controller, client: client}, nil
}

// usable says what is wrong with a kubeconfig, and gives the cluster that it leads to.
func (j *judging) usable(l *world.Layout, i *world.Istiod, kubeconfig []byte, id cluster.ID) (string, *peer) {
	config, err := kube.NewUntrustedRestConfig(kubeconfig)
	if err != nil {
		return "istiod refuses the kubeconfig: " + err.Error(), nil
	}
	if !strings.HasPrefix(config.Host, "https://") {
		return fmt.Sprintf("the server %s is not reached by TLS", config.Host), nil
	}
	if config.Insecure {
		return "it does not verify the API server", nil
	}
	if _, err := rest.TLSConfigFor(config); err != nil {
		return "no client can be made of the kubeconfig: " + err.Error(), nil
	}
	if len(config.CAData) == 0 {
		return "it has no certificate that verifies the API server", nil
	}
	if config.BearerToken == "" && config.AuthProvider == nil && config.ExecProvider == nil {
		return "it has no token", nil
	}
	at := slices.IndexFunc(j.peers, func(p *peer) bool { return p.id == id && !p.config })
	if at < 0 {
		return fmt.Sprintf("it is unknown which cluster the server %s belongs to", config.Host), nil
	}
	p := j.peers[at]
	name := p.facts.view.Cluster
	if owner := l.AuthorityOwner(config.CAData); owner != "" && owner != name {
		return fmt.Sprintf("the server is that of cluster %s, and the certificate verifies that of %s", name, owner), nil
	}
	if owner, account, ours := world.TokenOwner(config.BearerToken); ours {
		if owner != name {
			return fmt.Sprintf("the server is that of cluster %s, and the token is of cluster %s", name, owner), nil
		}
		if why := mayRead(p, account); why != "" {
			return why, nil
		}
	} else {
		j.trusted(fmt.Sprintf("The token by which %s reads cluster %s comes from outside the output", i.Owner, name))
	}
	if is := identityIn(l, name, i); is != "" && is != string(id) {
		return fmt.Sprintf("it is the key %q, and the cluster calls itself %q", id, is), p
	}
	return "", p
}

// identityIn is what the proxies of a cluster call it; empty where nothing says so.
func identityIn(l *world.Layout, name string, by *world.Istiod) string {
	for _, i := range l.Serving(name) {
		if i.Config == name {
			return i.ID
		}
	}
	w, _, err := l.World(name)
	if err != nil {
		return ""
	}
	for _, pod := range w.Pods {
		if pod.Revision != by.Revision {
			continue
		}
		if id := environmentOf(pod)["ISTIO_META_CLUSTER_ID"]; id != "" {
			return id
		}
	}
	return ""
}

func environmentOf(pod *world.Pod) map[string]string {
	env := map[string]string{}
	if c := containerOf(pod.Pod); c != nil {
		for _, e := range c.Env {
			env[e.Name] = e.Value
		}
	}
	return env
}

// trusted notes what had to be taken on trust. Several at once may say so.
func (j *judging) trusted(note string) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.report.Notes = append(j.report.Notes, note)
}

// mayRead says what a ServiceAccount may not read that istiod needs, by Kubernetes' own rules.
func mayRead(p *peer, account string) string {
	key := [2]any{p.facts.view.Whole(), account}
	if known, is := readings.Load(key); is {
		return known.(string)
	}
	answer := readable(p, account)
	readings.Store(key, answer)
	return answer
}

// readings are the answers of mayRead: in a mesh of many clusters it is asked of each by all others.
var readings sync.Map

func readable(p *peer, account string) string {
	objects, err := p.facts.view.Whole().Kube()
	if err != nil {
		return err.Error()
	}
	namespace, name, _ := strings.Cut(account, "/")
	allowed := authorizerOf(objects)
	for _, asked := range [][2]string{{"", "services"}, {"", "pods"}, {"", "nodes"}, {"", "namespaces"}, {"discovery.k8s.io", "endpointslices"}} {
		decision, _, _ := allowed.Authorize(context.Background(), authorizer.AttributesRecord{
			User: &user.DefaultInfo{Name: "system:serviceaccount:" + namespace + ":" + name, Groups: []string{"system:serviceaccounts", "system:serviceaccounts:" + namespace}},
			Verb: "list", APIGroup: asked[0], APIVersion: "v1", Resource: asked[1], ResourceRequest: true,
		})
		if decision != authorizer.DecisionAllow {
			return fmt.Sprintf("the ServiceAccount %s of cluster %s may not list %s", account, p.facts.view.Cluster, asked[1])
		}
	}
	return ""
}

// clusterClient is a client of a cluster that answers who a token belongs to. Only its own tokens are known to a cluster.
func (j *judging) clusterClient(p *peer, more []runtime.Object) kube.CLIClient {
	var objects []runtime.Object
	for _, ns := range p.facts.namespaces {
		objects = append(objects, ns.DeepCopy())
	}
	c := kube.NewFakeClient(append(objects, more...)...)
	name := p.facts.view.Cluster
	c.Kube().(*fake.Clientset).PrependReactor("create", "tokenreviews", func(action testing.Action) (bool, runtime.Object, error) {
		review := action.(testing.CreateAction).GetObject().(*authenticationv1.TokenReview).DeepCopy()
		parts := strings.Split(review.Spec.Token, "|")
		if len(parts) == 3 && parts[0] == name {
			review.Status = authenticationv1.TokenReviewStatus{
				Authenticated: true, Audiences: review.Spec.Audiences,
				User: authenticationv1.UserInfo{Username: "system:serviceaccount:" + parts[1] + ":" + parts[2], Groups: []string{"system:serviceaccounts"}},
			}
		} else {
			review.Status.Error = "the token is not of this cluster"
		}
		return true, review, nil
	})
	return c
}

// identify has Istio's authenticator look at the token of each proxy: it asks the cluster that the proxy claims to be in.
func (j *judging) identify() error {
	authenticator := kubeauth.NewKubeJWTAuthenticator(meshwatcher.NewTestWatcher(j.mesh), j.known.client.Kube(), j.own().id, nil, j.known.controller)
	for _, p := range j.peers {
		if !p.served {
			continue
		}
		j.facts = p.facts
		for _, pod := range j.proxiesOf(p) {
			env := environmentOf(pod)
			request, err := http.NewRequest(http.MethodPost, "https://istiod", nil)
			if err != nil {
				return err
			}
			request.Header.Set("Authorization", "Bearer "+strings.Join([]string{p.facts.view.Cluster, pod.Namespace, pod.Spec.ServiceAccountName}, "|"))
			request.Header.Set("clusterid", env["ISTIO_META_CLUSTER_ID"])
			objection := ""
			if _, err := authenticator.Authenticate(security.AuthContext{Request: request}); err != nil {
				objection = "istiod gives its proxy no certificate: " + err.Error()
			} else if env["ISTIO_META_CLUSTER_ID"] != string(p.id) {
				objection = fmt.Sprintf("its proxy claims to be in cluster %q, which istiod knows as %q", env["ISTIO_META_CLUSTER_ID"], p.id)
			}
			j.ask("accepted", ref(pod), objection)
			objection = ""
			if is := env["ISTIO_META_NETWORK"]; is != p.network && (is != "" || len(j.peers) > 1) {
				objection = fmt.Sprintf("its proxy is in the network %q, and the namespace of the control plane says %q", is, p.network)
			}
			if view := env[requestedNetworks]; objection == "" && view != "" && !slices.Contains(strings.Split(view, ","), p.network) {
				objection = fmt.Sprintf("its proxy asks for the networks %s, and is in %q", view, p.network)
			}
			if labelled := pod.Labels[networkLabel]; objection == "" && labelled != "" && labelled != p.network {
				objection = fmt.Sprintf("its label says that it is in the network %q, and the namespace of the control plane %q", labelled, p.network)
			}
			j.ask("network", ref(pod), objection)
		}
	}
	j.facts = j.own().facts
	return nil
}

// proxiesOf are one Pod of each workload with a proxy of this istiod.
func (j *judging) proxiesOf(p *peer) []*world.Pod {
	var found []*world.Pod
	done := map[string]bool{}
	for _, pod := range p.facts.pods {
		if pod.Revision == j.cp.Revision && containerOf(pod.Pod) != nil && !done[pod.Workload] {
			done[pod.Workload] = true
			found = append(found, pod)
		}
	}
	return found
}

// complete: an istiod must know every cluster of its mesh.
func (j *judging) complete(l *world.Layout, i *world.Istiod) {
	for _, c := range l.Example.Clusters {
		if c.Name == i.Config || !belongs(l, i, c.Name) {
			continue
		}
		objection := ""
		if !slices.ContainsFunc(i.Remotes, func(r *world.Remote) bool { return r.Cluster == c.Name }) {
			objection = fmt.Sprintf("it has no kubeconfig for cluster %s, which belongs to its mesh", c.Name)
		}
		j.ask("unknown-cluster", i.Owner, objection)
	}
	j.rooted(l, i)
	if i.Host != i.Config {
		objection := ""
		if told := i.At("global", "network"); told != j.own().network {
			objection = fmt.Sprintf("it has the network %q for cluster %s, whose namespace says %q", told, i.Config, j.own().network)
		}
		j.ask("network", i.Owner, objection)
	}
	for _, r := range i.Remotes {
		for _, other := range l.Serving(r.Cluster) {
			if other == i || other.Config != r.Cluster {
				continue
			}
			objection := ""
			if a, b := i.At("global", "meshID"), other.At("global", "meshID"); a != b {
				objection = fmt.Sprintf("it is of the mesh %q, and that of cluster %s, which it knows, of %q", a, r.Cluster, b)
			}
			j.ask("mesh-id", i.Owner, objection)
			objection = ""
			if theirs, err := domainOf(other); err != nil {
				objection = err.Error()
			} else if theirs != j.mesh.GetTrustDomain() && !slices.Contains(j.mesh.GetTrustDomainAliases(), theirs) {
				objection = fmt.Sprintf("its trust domain is %s, and that of cluster %s is %s, which is no alias here", j.mesh.GetTrustDomain(), r.Cluster, theirs)
			}
			j.ask("trust-domain", i.Owner, objection)
		}
	}
}

func domainOf(i *world.Istiod) (string, error) {
	text, err := i.MeshConfigYAML()
	if err != nil {
		return "", err
	}
	config, err := mesh.ApplyMeshConfigDefaults(text)
	return config.GetTrustDomain(), err
}

// belongs says whether a cluster is part of the mesh of an istiod: its proxies connect to it, or to one of the same mesh.
func belongs(l *world.Layout, i *world.Istiod, name string) bool {
	id := i.At("global", "meshID")
	for _, other := range l.Serving(name) {
		if other == i || id != "" && other.At("global", "meshID") == id {
			return true
		}
	}
	return false
}

func within(limit time.Duration, done func() bool) bool {
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if done() {
			return true
		}
	}
	return done()
}
