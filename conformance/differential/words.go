package differential

import "strings"

// words are texts of one shape, at the edges of what is one.
type words struct {
	// is says whether a text is of this shape; a text in such a field is changed into another of the list more often than not.
	is    func(text string) bool
	texts []string
}

var (
	durations = words{isDuration, []string{"0s", "1s", "1ms", "0.5ms", "1.5s", "100ms", "-1s", "1h30m", "1h0m0s", "24h", "1d", "10", "s", "1us", "999999h", "1.5", "5 s", "9223372036s"}}
	hosts     = words{isHost, []string{
		"*", "*.com", "*.example.com", "example.com", "reviews", "reviews.default.svc.cluster.local", "reviews.default", "a*.example.com", "*.*.com", "ex ample.com",
		"EXAMPLE.com", "-a.com", "a-.com", "a..b", ".a.com", "a.com.", "a_b.com", "_tcp.a.com", "192.0.2.1", "2001:db8::1", "[2001:db8::1]", "xn--bcher-kva.example", "bücher.example",
		"ns/*", "*/*", "./*", "~/*", "./a.com", "/a.com", "ns/", "ns/a.com/b", "~/a.com", "NS/a.com", "a.com:80", "https://a.com", strings.Repeat("a", 63) + ".com",
		strings.Repeat("a", 64) + ".com", strings.Repeat("a.", 127) + "com", "1.2.3", "123", "*a.com", "*.", "**", "mesh",
	}}
	addresses = words{isAddress, []string{
		"192.0.2.1", "192.0.2.0/24", "192.0.2.1/24", "192.0.2.0/33", "0.0.0.0/0", "0.0.0.0", "256.0.0.1", "192.0.2", "2001:db8::1", "2001:db8::/32", "2001:db8::/129", "::1", "fe80::1%eth0",
		"::ffff:192.0.2.1", "192.0.02.1", "unix:///var/run/s", "unix://@abstract", "unix://relative", "unix://", "127.0.0.1", "localhost", "@abstract",
	}}
	addressesInWebs = words{isURL, []string{
		"https://example.com", "http://example.com/jwks", "https://example.com:99999/", "ftp://example.com", "example.com/x", "oci://example.com/image:tag", "oci://", "file:///a.wasm",
		"://x", "https://", "http://[::1", "/a/b", "inmemory://x",
	}}
	paths = words{func(text string) bool { return strings.HasPrefix(text, "/") }, []string{
		"/", "/a", "/a/", "/a/*", "*/a", "/{*}", "/{**}", "/a/{*}/b", "/{**}/a", "/{**}/{*}", "/{*}a", "a", "//", "/a?b=c", "/a#b", "/a b", "/%2f", "/a/../b", "/a/./b", "/{a}", "/**", "/a{*", "/ü",
	}}
	expressions = words{func(text string) bool { return strings.ContainsAny(text, `^$+()[]\|`) }, []string{
		".*", "^a.*$", "(", "a(?=b)", `(a)\1`, `\d+`, "[a-", "[[:alpha:]]", `\p{Greek}`, "(?i)a", "a{1,1001}", "a{2,1}", "*", "(?P<n>a)", "(?<n>a)", `\C`, `\Q*\E`, "x{1000}", "a**",
		strings.Repeat("a", 1100),
	}}
	others = words{func(string) bool { return true }, []string{
		"", " ", "a", "A", "a b", "a/b", "a.b/c", "a_b", "-a", "a-", "a.", "x-header", ":authority", ":method", "X-Header", "header\nline", "héader", "0", "1", "-1", "true", "null", "50%", "0.5",
		"80", "65536", "http", "HTTP", "http-web", "TCP", "GRPC", "TLS", "Mongo", "FOO", "default", "istio-system", "kubernetes://secret", "kubernetes-gateway://ns/secret", "a\tb", "=", "a=b",
		"cluster.local/ns/default/sa/web", "spiffe://cluster.local/ns/a/sa/b", "*", "*a", "a*", "*a*", "a*b", "request.headers[x]", "request.headers", "source.ip", "source.namespace",
		"destination.port", "request.auth.claims[a][b]", "request.auth.claims[]", "foo.bar", "connection.sni", "experimental.envoy.filters.a[b]", "region/zone/*", "region/zone/sub/x", "region//sub",
		"*/zone", "NONE", "ALL", "0xff", "1e3", "v1", "subset", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL", "PASSTHROUGH", "TLSV1_2", "TLSV1_3", "ECDHE-RSA-AES128-GCM-SHA256", "Bearer ", "%START_TIME%", "%FOO(",
		"v1.30.3", "v1.24-latest", "v9.9.9", "ambient", "{{ .x }}", "$(x)", strings.Repeat("a", 63), strings.Repeat("a", 64), strings.Repeat("a", 254), strings.Repeat("a", 4097),
	}}
	allWords = []words{durations, addresses, addressesInWebs, paths, expressions, hosts, others}
)

// numbers are whole and other numbers at the edges of what fields take; none that JavaScript would read as another.
var numbers = []any{
	int64(0), int64(1), int64(-1), int64(2), int64(3), int64(80), int64(99), int64(100), int64(101), int64(199), int64(200), int64(404), int64(599), int64(600), int64(999), int64(1024), int64(8080), int64(15012),
	int64(65535), int64(65536), int64(1 << 31), int64(1<<31 - 1), int64(-1 << 31), int64(1 << 32), int64(1 << 53), 0.5, 1.5, 99.99, 100.5, -0.1, 1e20, 1e-7,
}

func isDuration(text string) bool {
	return text != "" && strings.Trim(text, "0123456789.") != text && strings.Trim(text, "0123456789.hmsun") == ""
}

func isHost(text string) bool {
	return strings.Contains(text, ".") && !strings.ContainsAny(text, " :%") && !strings.HasPrefix(text, "/")
}

func isAddress(text string) bool {
	return text != "" && strings.Trim(text, "0123456789abcdef.:/") == "" && strings.ContainsAny(text, ".:") || strings.HasPrefix(text, "unix://")
}

func isURL(text string) bool {
	return strings.Contains(text, "://")
}
