// Package results writes what the judges judged and caught (conformance/RESULTS.md), and compares it with what was recorded before.
//
// The file holds counts, no times, so that the same sources give the same file. Mutants that no judge caught are listed with the
// reason that a person gave (conformance/survivors.json):
//
//	[{"example": "bookinfo", "kind": "service-deleted", "object": "Service bookinfo/ratings", "path": "", "reason": "..."}]
//
// `path` is empty for a fault in the whole object; `cluster` may be given where an example has several.
package results
