package plugin

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// forged is what a browser, or Grafana on its behalf, may put around a call: none of it may reach the backend.
var forged = map[string][]string{
	"Authorization":   {"Bearer forged"},
	"X-Vigie-User":    {"forged"},
	"X-Vigie-Role":    {"Admin-forged"},
	"X-Vigie-Org":     {"forged"},
	"x-vigie-role":    {"Admin-forged"},
	"Cookie":          {"grafana_session=forged"},
	"X-Id-Token":      {"forged"},
	"X-Grafana-User":  {"forged"},
	"X-Forwarded-For": {"forged"},
	"Accept":          {"text/forged"},
	"User-Agent":      {"forged"},
	"Accept-Language": {"forged"},
	"Host":            {"forged.example"},
	"Traceparent":     {"00-f0f9edf0f9edf0f9edf0f9edf0f9ed00-f0f9edf0f9edf0f9-01"},
	"Tracestate":      {"forged=forged"},
	"Baggage":         {"forged=forged"},
}

// checkHeaders compares all headers of a request with the wanted ones.
func checkHeaders(t *testing.T, got http.Header, want map[string]string) {
	t.Helper()
	for name, value := range want {
		if values := got.Values(name); len(values) != 1 || values[0] != value {
			t.Errorf("%s: %q, want %q", name, values, value)
		}
	}
	// These two are made by net/http.
	allowed := append(slices.Collect(maps.Keys(want)), "Accept-Encoding", "Content-Length")
	for name, values := range got {
		if !slices.Contains(allowed, name) || strings.Contains(strings.Join(values, ""), "forged") {
			t.Errorf("unexpected header %s: %q", name, values)
		}
	}
}

func TestHeadersOfQueries(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, `{"results":{}}`))
	req := queryRequest(query("A", `{"dataset":"clients","user":"forged","headers":{"X-Vigie-Role":"forged"},
		"X-Vigie-User":"forged","from":1,"refId":"forged","orgId":"forged"}`))
	req.Headers = map[string]string{}
	for name, values := range forged {
		req.Headers[name] = values[0]
		req.Headers["http_"+name] = values[0]
	}
	if _, err := instanceFor(t, vigie.URL).QueryData(context.Background(), req); err != nil {
		t.Fatal(err)
	}
	got := vigie.seen()[0]
	checkHeaders(t, got.header, map[string]string{
		"Accept":        "application/json",
		"Authorization": "Bearer " + testToken,
		"Content-Type":  "application/json",
		"User-Agent":    "vigie-datasource/1.2.3",
		"X-Vigie-User":  "zo%C3%A9@aubrac.example",
		"X-Vigie-Role":  "Viewer",
		"X-Vigie-Org":   "7",
	})
	if strings.Contains(string(got.body), "forged") {
		t.Errorf("body: %s", got.body)
	}
}

func TestHeadersOfResources(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, `{}`))
	callResource(t, instanceFor(t, vigie.URL), "GET", "datasets", "datasets", forged)
	checkHeaders(t, vigie.seen()[0].header, map[string]string{
		"Accept":        "application/json",
		"Authorization": "Bearer " + testToken,
		"User-Agent":    "vigie-datasource/1.2.3",
		"X-Vigie-User":  "zo%C3%A9@aubrac.example",
		"X-Vigie-Role":  "Viewer",
		"X-Vigie-Org":   "7",
	})
}

// An alert rule has an organisation but no user.
func TestHeadersOfAlerts(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, `{"results":{}}`))
	req := &backend.QueryDataRequest{
		PluginContext: backend.PluginContext{OrgID: 1},
		Headers:       map[string]string{"FromAlert": "true"},
		Queries:       []backend.DataQuery{query("A", `{"dataset":"clients"}`)},
	}
	if _, err := instanceFor(t, vigie.URL).QueryData(context.Background(), req); err != nil {
		t.Fatal(err)
	}
	checkHeaders(t, vigie.seen()[0].header, map[string]string{
		"Accept":        "application/json",
		"Authorization": "Bearer " + testToken,
		"Content-Type":  "application/json",
		"User-Agent":    "vigie-datasource/1.2.3",
		"X-Vigie-Org":   "1",
	})
}

// A login that tries to end its header is encoded like any other.
func TestHeadersOfOddLogins(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, `{"results":{}}`))
	req := queryRequest(query("A", `{"dataset":"clients"}`))
	req.PluginContext.User = &backend.User{Login: "a\r\nX-Vigie-Role: Admin", Role: "Éditeur%"}
	if _, err := instanceFor(t, vigie.URL).QueryData(context.Background(), req); err != nil {
		t.Fatal(err)
	}
	header := vigie.seen()[0].header
	if got := header.Get("X-Vigie-User"); got != "a%0D%0AX-Vigie-Role:%20Admin" {
		t.Errorf("user %q", got)
	}
	if got := header.Values("X-Vigie-Role"); len(got) != 1 || got[0] != "%C3%89diteur%25" {
		t.Errorf("role %q", got)
	}
}
