// Package mutate plants faults in what the examples emit, to see whether the judges find them.
//
// The kinds of faults are data: a JSON list (conformance/mutations.json) of entries with these keys.
//
//	kind       the name, in small letters with dashes; unique
//	what       one sentence: what is broken, and what would come of it
//	judge      the judge meant to catch it, one of Judges; those that cost less are tried before it
//	objects    the kinds of objects it applies to, as kubectl writes them: `Service`, `VirtualService.networking.istio.io`
//	where      optional: patterns and values; an object is taken when each pattern leads to its value at least once
//	besides    optional: a kind of object; an object is taken when its namespace holds one of that kind
//	paths      patterns of the fields to break, each place they lead to being a site of its own
//	operation  what is done there: {"op": name, and the parameters of that operation}
//
// A pattern is a path with wildcards:
//
//	spec.http[*].route[0].weight     all items of a list, or one
//	spec.selector.*                  all keys of a map
//	metadata.labels["istio.io/rev"]  a key that is not a plain word
//	spec.ports[name=http].port       the items with that text, number or truth in a field; the field may be a path
//
// The operations and their parameters:
//
//	delete                   the field, or the item of the list, goes
//	set (value)              the field gets the value
//	put (key, value)         the map gets the key with the value, whether it has the key or not
//	rename-key (append)      the key gets a longer name: a misspelt field
//	append-text (text)       a text gets longer: a name that nothing has, a value that is none
//	retype                   a text becomes a list, anything else a text
//	duplicate                the item of the list is there twice
//	move (to)                the object is in another namespace; without paths
//	delete-object            the object is gone; without paths
//
// Reading is strict: an unknown key, judge, operation or parameter, a missing one, a pattern that does not fit the operation
// are errors.
package mutate
