package plugin

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

func callResource(
	t *testing.T, datasource *Datasource, method, path, url string, headers map[string][]string,
) *backend.CallResourceResponse {
	t.Helper()
	return callResourceAs(t, datasource, viewer, method, path, url, headers)
}

func callResourceAs(
	t *testing.T, datasource *Datasource, caller backend.PluginContext, method, path, url string, headers map[string][]string,
) *backend.CallResourceResponse {
	t.Helper()
	return sendResource(t, datasource, &backend.CallResourceRequest{
		PluginContext: caller, Method: method, Path: path, URL: url, Headers: headers, Body: []byte("dropped"),
	})
}

func callResourceWithBody(
	t *testing.T, datasource *Datasource, caller backend.PluginContext, method, path string, headers map[string][]string, body string,
) *backend.CallResourceResponse {
	t.Helper()
	return sendResource(t, datasource, &backend.CallResourceRequest{
		PluginContext: caller, Method: method, Path: path, URL: path, Headers: headers, Body: []byte(body),
	})
}

func sendResource(t *testing.T, datasource *Datasource, req *backend.CallResourceRequest) *backend.CallResourceResponse {
	t.Helper()
	var got *backend.CallResourceResponse
	sender := backend.CallResourceResponseSenderFunc(func(response *backend.CallResourceResponse) error {
		if got != nil {
			t.Error("more than one response")
		}
		got = response
		return nil
	})
	if err := datasource.CallResource(context.Background(), req, sender); err != nil {
		t.Fatal(err)
	}
	if got == nil {
		t.Fatal("no response")
	}
	return got
}

// memberAs is a member of the organisation 7 with a role.
func memberAs(role string) backend.PluginContext {
	return backend.PluginContext{OrgID: 7, User: &backend.User{Login: "zoé", Role: role}}
}

// notAdmins is everybody who is no administrator of their organisation.
var notAdmins = map[string]backend.PluginContext{
	"viewer": memberAs("Viewer"), "editor": memberAs("Editor"), "another case": memberAs("admin"), "no role": memberAs(""),
	"nobody": {OrgID: 7},
}

// problemOf reads a problem document and checks that it is one.
func problemOf(t *testing.T, response *backend.CallResourceResponse) (code, detail string) {
	t.Helper()
	var problem struct {
		Status                    int
		Type, Title, Code, Detail string
	}
	if err := json.Unmarshal(response.Body, &problem); err != nil {
		t.Fatalf("%v: %s", err, response.Body)
	}
	if contentType := response.Headers["Content-Type"]; len(contentType) != 1 || contentType[0] != problemType {
		t.Errorf("content type %q", contentType)
	}
	if problem.Status != response.Status || problem.Type != "about:blank" || problem.Title == "" || problem.Detail == "" {
		t.Errorf("incomplete: %s", response.Body)
	}
	return problem.Code, problem.Detail
}

// The path, the query string made again, and of the answer status, content type and body: nothing else.
func TestCallResource(t *testing.T) {
	const body = `{"datasets":[]}`
	vigie := startVigie(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", jsonType)
		w.Header().Set("Set-Cookie", "a=b")
		w.Header().Set("X-Internal", "hidden")
		w.WriteHeader(203)
		_, _ = w.Write([]byte(body))
	})
	for name, test := range map[string]struct{ path, url, wantPath, wantQuery string }{
		"plain":          {"datasets", "datasets", "/v1/datasets", ""},
		"leading slash":  {"/datasets", "/datasets", "/v1/datasets", ""},
		"deeper":         {"datasets/tickets.latest", "datasets/tickets.latest", "/v1/datasets/tickets.latest", ""},
		"no URL":         {"datasets", "", "/v1/datasets", ""},
		"whole path":     {"datasets", "/api/datasources/uid/vigie/resources/datasets?a=1", "/v1/datasets", "a=1"},
		"query remade":   {"datasets", "datasets?b=x y&a=%C3%A9&a=%26", "/v1/datasets", "a=%C3%A9&a=%26&b=x+y"},
		"address inside": {"datasets", "datasets?to=http://x/..%2f", "/v1/datasets", "to=http%3A%2F%2Fx%2F..%2F"},
	} {
		t.Run(name, func(t *testing.T) {
			got := callResource(t, instanceFor(t, vigie.URL), "GET", test.path, test.url, nil)
			if got.Status != 203 || string(got.Body) != body || len(got.Headers) != 1 || got.Headers["Content-Type"][0] != jsonType {
				t.Errorf("got %+v", got)
			}
			requests := vigie.seen()
			last := requests[len(requests)-1]
			if last.method != "GET" || last.path != test.wantPath || last.rawQuery != test.wantQuery || len(last.body) != 0 {
				t.Errorf("sent %+v", last)
			}
		})
	}
}

// Whatever is no plain path of the table is refused before anything is sent.
func TestCallResourceRefuses(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, "{}"))
	datasource := instanceFor(t, vigie.URL)
	for name, test := range map[string]struct {
		path, url string
		status    int
	}{
		"empty":                   {"", "", 400},
		"only a slash":            {"/", "/", 400},
		"up":                      {"datasets/../tokens", "datasets/../tokens", 400},
		"up at the start":         {"../health/live", "../health/live", 400},
		"here":                    {"./datasets", "./datasets", 400},
		"empty segment":           {"datasets//x", "datasets//x", 400},
		"two leading slashes":     {"//datasets", "//datasets", 400},
		"trailing slash":          {"datasets/", "datasets/", 400},
		"backslash":               {`datasets\..\tokens`, `datasets%5C..%5Ctokens`, 400},
		"escaped slash":           {"datasets/../tokens", "datasets%2f..%2ftokens", 400},
		"escaped slash, decoded":  {"datasets/tokens", "datasets%2Ftokens", 400},
		"escaped twice":           {"datasets/%2e%2e/tokens", "datasets/%252e%252e/tokens", 400},
		"a scheme":                {"http://evil.example/datasets", "http://evil.example/datasets", 400},
		"a scheme, parsed away":   {"/datasets", "http://evil.example/datasets", 400},
		"a host, parsed away":     {"/datasets", "//evil.example/datasets", 400},
		"a login":                 {"datasets@evil.example", "datasets@evil.example", 400},
		"a port":                  {"datasets:80", "datasets:80", 400},
		"a path parameter":        {"datasets;a=b", "datasets;a=b", 400},
		"a question mark, hidden": {"datasets?a", "datasets%3Fa", 400},
		"a line break":            {"datasets\r\nX-Vigie-Role: Admin", "datasets", 400},
		"a letter with accent":    {"datasets/é", "datasets/é", 400},
		"broken query string":     {"datasets", "datasets?a=%zz", 400},
		"URL is broken":           {"datasets", "http://[::1", 400},
		"queries":                 {"query", "query", 404},
		"tokens":                  {"tokens", "tokens", 404},
		"another case":            {"Datasets", "Datasets", 404},
	} {
		t.Run(name, func(t *testing.T) {
			got := callResource(t, datasource, "GET", test.path, test.url, nil)
			if got.Status != test.status {
				t.Errorf("status %d: %s", got.Status, got.Body)
			}
			problemOf(t, got)
		})
	}
	if requests := vigie.seen(); len(requests) != 0 {
		t.Errorf("sent: %+v", requests)
	}
}

func TestCallResourceMethods(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, "{}"))
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "get", ""} {
		got := callResource(t, instanceFor(t, vigie.URL), method, "datasets", "datasets", nil)
		if got.Status != 405 || len(got.Headers["Allow"]) != 1 || got.Headers["Allow"][0] != "GET" {
			t.Errorf("%s: %d, %v", method, got.Status, got.Headers)
		}
	}
	if requests := vigie.seen(); len(requests) != 0 {
		t.Errorf("sent: %+v", requests)
	}
}

// A reading is for administrators of the organisation, whatever role the browser claims; its body does not get through.
func TestCallResourceSync(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, `{"leader":true}`))
	datasource := instanceFor(t, vigie.URL)
	forged := map[string][]string{"X-Vigie-Role": {"Admin"}}
	for name, caller := range notAdmins {
		got := callResourceAs(t, datasource, caller, "POST", "sync", "sync", forged)
		if code, _ := problemOf(t, got); got.Status != 403 || code != "role_missing" {
			t.Errorf("%s: status %d: %s", name, got.Status, got.Body)
		}
	}
	got := callResourceAs(t, datasource, memberAs("Admin"), "GET", "sync", "sync", nil)
	if got.Status != 405 || got.Headers["Allow"][0] != "POST" {
		t.Errorf("GET: %d, %v", got.Status, got.Headers)
	}
	if requests := vigie.forwarded(); len(requests) != 0 {
		t.Fatalf("sent: %+v", requests)
	}

	got = callResourceAs(t, datasource, memberAs("Admin"), "POST", "sync", "sync?full=true", nil)
	if got.Status != 200 || string(got.Body) != `{"leader":true}` {
		t.Errorf("status %d: %s", got.Status, got.Body)
	}
	sent := vigie.forwarded()[0]
	if sent.method != "POST" || sent.path != "/v1/sync" || sent.rawQuery != "" || string(sent.body) != "{}" {
		t.Errorf("sent %+v", sent)
	}
	if role := sent.header.Get("X-Vigie-Role"); role != "Admin" {
		t.Errorf("role %q", role)
	}
}

// Sites are read and written by administrators and editors; the body and the ETag get through, forged headers do not.
func TestCallResourceSites(t *testing.T) {
	vigie := startVigie(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", jsonType)
		w.Header().Set("ETag", `"new"`)
		_, _ = w.Write([]byte(`{"code":"001"}`))
	})
	datasource := instanceFor(t, vigie.URL)
	call := func(role, method, path string, headers map[string][]string, body string) *backend.CallResourceResponse {
		t.Helper()
		return callResourceWithBody(t, datasource, memberAs(role), method, path, headers, body)
	}
	forged := map[string][]string{"X-Vigie-Role": {"Admin"}, "If-Match": {`"old"`}}
	for _, role := range []string{"Viewer", "None", "", "admin"} {
		for _, method := range []string{"GET", "POST", "PATCH"} {
			got := call(role, method, "sites", forged, "{}")
			if code, _ := problemOf(t, got); got.Status != 403 || code != "role_missing" {
				t.Errorf("%s by %q: status %d: %s", method, role, got.Status, got.Body)
			}
		}
	}
	for name, test := range map[string]struct{ etag, body string }{
		"no JSON": {`"old"`, "city=Lyon"}, "weak ETag": {`W/"old"`, "{}"}, "two ETags": {`"a", "b"`, "{}"}, "a line break": {"\"a\"\r\nX: y", "{}"},
	} {
		got := call("Admin", "PATCH", "sites/WyJCQVNIIiwiMDAxIl0", map[string][]string{"If-Match": {test.etag}}, test.body)
		if code, _ := problemOf(t, got); got.Status != 400 || code != "resource_invalid" {
			t.Errorf("%s: status %d: %s", name, got.Status, got.Body)
		}
	}
	if got := call("Admin", "DELETE", "sites/WyJCQVNIIiwiMDAxIl0", nil, ""); got.Status != 405 {
		t.Errorf("DELETE: %d", got.Status)
	}
	if requests := vigie.forwarded(); len(requests) != 0 {
		t.Fatalf("sent: %+v", requests)
	}

	got := call("Editor", "PATCH", "sites/WyJCQVNIIiwiMDAxIl0", forged, `{"city":"Lyon"}`)
	if got.Status != 200 || string(got.Body) != `{"code":"001"}` || got.Headers["ETag"][0] != `"new"` {
		t.Errorf("got %d %v %s", got.Status, got.Headers, got.Body)
	}
	sent := vigie.forwarded()[0]
	if sent.method != "PATCH" || sent.path != "/v1/sites/WyJCQVNIIiwiMDAxIl0" || string(sent.body) != `{"city":"Lyon"}` {
		t.Errorf("sent %+v", sent)
	}
	if sent.header.Get("If-Match") != `"old"` || sent.header.Get("X-Vigie-Role") != "Editor" {
		t.Errorf("headers %v", sent.header)
	}
	call("Editor", "GET", "sites", nil, "")
	if sent := vigie.forwarded()[1]; sent.method != "GET" || len(sent.body) != 0 || sent.header.Get("If-Match") != "" {
		t.Errorf("sent %+v", sent)
	}
}

// An action done in Grafana is recorded for administrators only, as the person Grafana names.
func TestCallResourceAudit(t *testing.T) {
	vigie := startVigie(t, answers(201, jsonType, `{"id":4}`))
	datasource := instanceFor(t, vigie.URL)
	const body = `{"action":"account.create","target":{"login":"zoé"}}`
	forged := map[string][]string{"X-Vigie-Role": {"Admin"}, "X-Vigie-User": {"somebody"}}
	for name, caller := range notAdmins {
		got := callResourceWithBody(t, datasource, caller, "POST", "audit", forged, body)
		if code, _ := problemOf(t, got); got.Status != 403 || code != "role_missing" {
			t.Errorf("%s: status %d: %s", name, got.Status, got.Body)
		}
	}
	if got := callResourceWithBody(t, datasource, memberAs("Admin"), "POST", "audit", nil, "login=x"); got.Status != 400 {
		t.Errorf("no JSON: status %d", got.Status)
	}
	if got := callResourceAs(t, datasource, memberAs("Admin"), "GET", "audit", "audit", nil); got.Status != 405 {
		t.Errorf("the audit is not read through Grafana: status %d", got.Status)
	}
	if requests := vigie.forwarded(); len(requests) != 0 {
		t.Fatalf("sent: %+v", requests)
	}

	got := callResourceWithBody(t, datasource, memberAs("Admin"), "POST", "audit", forged, body)
	if got.Status != 201 || string(got.Body) != `{"id":4}` {
		t.Errorf("status %d: %s", got.Status, got.Body)
	}
	sent := vigie.forwarded()[0]
	if sent.method != "POST" || sent.path != "/v1/audit" || string(sent.body) != body {
		t.Errorf("sent %+v", sent)
	}
	if sent.header.Get("X-Vigie-Role") != "Admin" || sent.header.Get("X-Vigie-User") != "zo%C3%A9" || sent.header.Get("X-Vigie-Org") != "7" {
		t.Errorf("headers %v", sent.header)
	}
}

// A page says what it shows, no matter who looks at it; an answer without a body is passed on as it is.
func TestCallResourcePresence(t *testing.T) {
	vigie := startVigie(t, answers(204, "", ""))
	datasource := instanceFor(t, vigie.URL)
	const body = `{"page":"vigie-board"}`
	got := callResourceWithBody(t, datasource, memberAs("Viewer"), "POST", "presence", nil, body)
	if got.Status != 204 || len(got.Body) != 0 || len(got.Headers["Content-Type"]) != 0 {
		t.Errorf("got %d %v %s", got.Status, got.Headers, got.Body)
	}
	sent := vigie.forwarded()[0]
	if sent.method != "POST" || sent.path != "/v1/presence" || string(sent.body) != body || sent.header.Get("X-Vigie-User") != "zo%C3%A9" {
		t.Errorf("sent %+v", sent)
	}
}

// Screens are made and ended by administrators.
func TestCallResourceScreens(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, `{"screens":[]}`))
	datasource := instanceFor(t, vigie.URL)
	for name, caller := range notAdmins {
		for _, method := range []string{"GET", "POST", "PATCH", "DELETE"} {
			got := callResourceWithBody(t, datasource, caller, method, "screens", nil, "{}")
			if code, _ := problemOf(t, got); got.Status != 403 || code != "role_missing" {
				t.Errorf("%s by %s: status %d: %s", method, name, got.Status, got.Body)
			}
		}
	}
	if requests := vigie.forwarded(); len(requests) != 0 {
		t.Fatalf("sent: %+v", requests)
	}
	got := callResourceWithBody(t, datasource, memberAs("Admin"), "DELETE", "screens/0b7f", nil, "")
	if sent := vigie.forwarded()[0]; got.Status != 200 || sent.method != "DELETE" || sent.path != "/v1/screens/0b7f" {
		t.Errorf("got %d, sent %+v", got.Status, sent)
	}
}

// Reports name every company and who gets their mails.
func TestCallResourceReports(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, `{"reports":[]}`))
	datasource := instanceFor(t, vigie.URL)
	for name, caller := range notAdmins {
		for method, path := range map[string]string{"GET": "reports", "POST": "reports/send"} {
			got := callResourceWithBody(t, datasource, caller, method, path, nil, "{}")
			if code, _ := problemOf(t, got); got.Status != 403 || code != "role_missing" {
				t.Errorf("%s by %s: status %d: %s", method, name, got.Status, got.Body)
			}
		}
	}
	if requests := vigie.forwarded(); len(requests) != 0 {
		t.Fatalf("sent: %+v", requests)
	}
	body := `{"report":"monthly"}`
	callResourceWithBody(t, datasource, memberAs("Admin"), "POST", "reports/send", nil, body)
	got := callResourceAs(t, datasource, memberAs("Admin"), "GET", "reports/preview", "reports/preview?report=monthly&enterprise=H%C3%B4tel", nil)
	sent := vigie.forwarded()
	if sent[0].path != "/v1/reports/send" || string(sent[0].body) != body {
		t.Errorf("sent %+v", sent[0])
	}
	if got.Status != 200 || sent[1].path != "/v1/reports/preview" || sent[1].rawQuery != "enterprise=H%C3%B4tel&report=monthly" {
		t.Errorf("got %d %s, sent %+v", got.Status, got.Body, sent[1])
	}
}

// The status names connections, their failures and the token: panels show a Viewer how fresh the sources are without it.
func TestCallResourceStatus(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, `{"version":"1"}`))
	datasource := instanceFor(t, vigie.URL)
	for _, role := range []string{"Viewer", "None", "", "editor"} {
		got := callResourceAs(t, datasource, memberAs(role), "GET", "status", "status", nil)
		if code, _ := problemOf(t, got); got.Status != 403 || code != "role_missing" {
			t.Errorf("%q: status %d: %s", role, got.Status, got.Body)
		}
	}
	if requests := vigie.forwarded(); len(requests) != 0 {
		t.Fatalf("sent: %+v", requests)
	}
	for _, role := range []string{"Admin", "Editor"} {
		if got := callResourceAs(t, datasource, memberAs(role), "GET", "status", "status", nil); got.Status != 200 {
			t.Errorf("%s: status %d: %s", role, got.Status, got.Body)
		}
	}
}

// The examination names parts of the whole installation: it is for administrators.
func TestCallResourceDoctor(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, `{"checks":[]}`))
	datasource := instanceFor(t, vigie.URL)
	for name, caller := range notAdmins {
		got := callResourceAs(t, datasource, caller, "GET", "doctor", "doctor", nil)
		if code, _ := problemOf(t, got); got.Status != 403 || code != "role_missing" {
			t.Errorf("%s: status %d: %s", name, got.Status, got.Body)
		}
	}
	if requests := vigie.forwarded(); len(requests) != 0 {
		t.Fatalf("sent: %+v", requests)
	}
	got := callResourceAs(t, datasource, memberAs("Admin"), "GET", "doctor", "doctor", nil)
	if sent := vigie.forwarded()[0]; got.Status != 200 || sent.method != "GET" || sent.path != "/v1/doctor" || len(sent.body) != 0 {
		t.Errorf("status %d, sent %+v", got.Status, sent)
	}
}

// Scheduled work and what the nightly examination found name parts of the whole installation; nobody begins a job from a browser.
func TestCallResourceJobs(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, `{"jobs":[]}`))
	datasource := instanceFor(t, vigie.URL)
	for name, caller := range notAdmins {
		got := callResourceAs(t, datasource, caller, "GET", "jobs", "jobs", nil)
		if code, _ := problemOf(t, got); got.Status != 403 || code != "role_missing" {
			t.Errorf("%s: status %d: %s", name, got.Status, got.Body)
		}
	}
	if got := callResourceWithBody(t, datasource, memberAs("Admin"), "POST", "jobs/run", nil, `{"job":"purge"}`); got.Status < 400 {
		t.Errorf("POST: status %d: %s", got.Status, got.Body)
	}
	if requests := vigie.forwarded(); len(requests) != 0 {
		t.Fatalf("sent: %+v", requests)
	}
	got := callResourceAs(t, datasource, memberAs("Admin"), "GET", "jobs", "jobs", nil)
	if sent := vigie.forwarded()[0]; got.Status != 200 || sent.method != "GET" || sent.path != "/v1/jobs" {
		t.Errorf("status %d, sent %+v", got.Status, sent)
	}
}

// What is wrong with a form gets through field by field, cleaned like every text of the backend.
func TestCallResourceFieldProblems(t *testing.T) {
	const problem = `{"title":"Invalid request","code":"invalid_request","detail":"Correct ip.",` +
		`"errors":[{"field":"ip","message":"An\u0007 address.","text":{"fr":"Une adresse.","en":"An address."},"internal":"hidden"}]}`
	datasource := instanceFor(t, startVigie(t, answers(400, problemType, problem)).URL)
	got := callResourceAs(t, datasource, memberAs("Editor"), "GET", "sites", "sites", nil)
	var body struct {
		Errors []map[string]any
	}
	if err := json.Unmarshal(got.Body, &body); err != nil {
		t.Fatal(err)
	}
	if got.Status != 400 || len(body.Errors) != 1 || body.Errors[0]["field"] != "ip" || body.Errors[0]["message"] != "An  address." {
		t.Errorf("status %d: %s", got.Status, got.Body)
	}
	if strings.Contains(string(got.Body), "hidden") || !strings.Contains(string(got.Body), "Une adresse.") {
		t.Errorf("body %s", got.Body)
	}
}

func TestCallResourceFailures(t *testing.T) {
	for name, test := range map[string]struct {
		handler http.HandlerFunc
		status  int
		code    string
		words   string
	}{
		"404":         {answers(404, problemType, `{"title":"Not Found","code":"dataset_unknown","detail":"No such dataset.","internal":"hidden"}`), 404, "dataset_unknown", "No such dataset."},
		"403":         {answers(403, problemType, `{"title":"Forbidden","code":"scope_missing","detail":"Scope missing."}`), 403, "scope_missing", "Scope missing."},
		"403, a role": {answers(403, problemType, `{"title":"Forbidden","code":"role_missing","detail":"For Admin only."}`), 403, "role_missing", "For Admin only."},
		"401":         {answers(401, problemType, `{"title":"Unauthorized","code":"token_unknown","detail":"Unknown."}`), 502, "token_unknown", "refuses the token"},
		"500 as HTML": {answers(500, "text/html", "hidden"), 500, "failed", "status 500"},
		"200 as HTML": {answers(200, "text/html", "hidden"), 502, "not_vigie", "not a Vigie backend"},
	} {
		t.Run(name, func(t *testing.T) {
			got := callResource(t, instanceFor(t, startVigie(t, test.handler).URL), "GET", "datasets", "datasets", nil)
			code, detail := problemOf(t, got)
			if got.Status != test.status || code != test.code || strings.Contains(string(got.Body), "hidden") {
				t.Errorf("status %d: %s", got.Status, got.Body)
			}
			contains(t, detail, test.words)
		})
	}
	t.Run("unreachable", func(t *testing.T) {
		got := callResource(t, instanceFor(t, closedAddress(t)), "GET", "datasets", "datasets", nil)
		if code, _ := problemOf(t, got); got.Status != 502 || code != "unreachable" {
			t.Errorf("status %d: %s", got.Status, got.Body)
		}
	})
}

func TestCallResourceTooLarge(t *testing.T) {
	datasource := instanceFor(t, startVigie(t, answers(200, jsonType, `{"datasets":[{}]}`)).URL)
	var got *backend.CallResourceResponse
	err := datasource.CallResource(httpclient.WithResponseLimit(context.Background(), 10),
		&backend.CallResourceRequest{Method: "GET", Path: "datasets", URL: "datasets"},
		backend.CallResourceResponseSenderFunc(func(response *backend.CallResourceResponse) error {
			got = response
			return nil
		}))
	if err != nil || got.Status != 502 {
		t.Fatalf("%+v, %v", got, err)
	}
	if code, _ := problemOf(t, got); code != "too_large" {
		t.Errorf("code %s", code)
	}
}
