package admit

// The codes of findings.
const (
	// codeUnknownField is a field that the API server drops.
	codeUnknownField = "unknown-field"
	// codeStatusSet is a status in an object that is created: it is dropped.
	codeStatusSet = "status-set"
	// codeClusterScoped is a namespace in an object of a cluster-scoped kind: it is dropped.
	codeClusterScoped = "namespace-on-cluster-scoped"
	// codeNoNamespace is an object of a namespaced kind that leaves its namespace to whoever applies it.
	codeNoNamespace = "namespace-missing"
	// codeDecode is a value of a type that cannot be decoded.
	codeDecode = "decode"
	// codeSchema is a custom resource that its schema refuses.
	codeSchema = "schema"
	// codeCEL is a custom resource that a CEL rule of its schema refuses.
	codeCEL = "cel"
	// codeCELNotRun says that CEL rules wait until other faults are mended.
	codeCELNotRun = "cel-not-run"
	// codeInvalid is an object of a core kind that the API server refuses.
	codeInvalid = "invalid"
	// codeNoCRD is a kind that the release does not have.
	codeNoCRD = "no-crd"
	// codeCRDNotRead is a kind that the project emits though its CRD is not among those that are read.
	codeCRDNotRead = "crd-not-read"
	// codeNotServed is a version that the release, or that version of Kubernetes, does not serve.
	codeNotServed = "version-not-served"
	// codeNoKind is a kind that a group of Kubernetes' own does not have.
	codeNoKind = "no-kind"
	// codeNotJudged is a kind of Kubernetes' own that nothing here judges.
	codeNotJudged = "core-kind-not-judged"
	// codeWarning is a warning of the API server.
	codeWarning = "warning"
)

// tolerated are the codes with which the API server stores the object all the same, without what they name.
var tolerated = map[string]bool{
	codeUnknownField: true, codeStatusSet: true, codeClusterScoped: true, codeCELNotRun: true, codeWarning: true,
}
