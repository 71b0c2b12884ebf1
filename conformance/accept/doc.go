// Package accept is the list of what is let pass, kept short on purpose (conformance/accepted.json):
//
//	{
//	  "accepted": [{"judge": "analyzers", "code": "IST0102", "example": "bookinfo", "object": "Namespace edge", "reason": "..."}],
//	  "waiting":  [{"judge": "policy", "reason": "..."}]
//	}
//
// `accepted` lets a message pass, by judge, code and reason; example and object narrow it down and may be left out. At most five;
// never a finding of level Error, whichever judge it comes from: what kubectl, the API server, istiod or an analyzer refuses cannot
// be what an example shows. One that matches nothing is an error, so that none outlives its cause.
//
// `waiting` names the judges that have nothing to judge yet. A judge that judged nothing is an error unless it is named here, and
// one named here that did judge something is an error, too.
package accept
