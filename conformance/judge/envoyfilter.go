package judge

import "strings"

// everyEnvoyFilter is how the warning begins that Istio gives of each EnvoyFilter (pkg/config/validation/envoyfilter): it says
// nothing of the object.
const everyEnvoyFilter = "EnvoyFilter exposes internal implementation details"

// IsOfEveryEnvoyFilter says whether a message is that warning.
func IsOfEveryEnvoyFilter(message string) bool {
	return strings.Contains(message, everyEnvoyFilter)
}
