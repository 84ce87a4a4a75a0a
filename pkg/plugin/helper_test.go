package plugin

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// testToken is an invented token; no message may ever hold it.
const testToken = "vig_test_0123456789abcdefghijklmnop"

const refusalsPath = "/v1/audit/refused"

// received is what the fake backend saw of a request.
type received struct {
	method, path, rawQuery string
	header                 http.Header
	body                   []byte
}

// fakeVigie is an HTTP server in the backend's place.
type fakeVigie struct {
	*httptest.Server
	mu          sync.Mutex
	requests    []received
	connections int
}

// startVigie starts a fake backend; its handler is called with the body already read, and kept, so that the server notices a
// client that goes away.
func startVigie(t testing.TB, handler http.HandlerFunc) *fakeVigie {
	t.Helper()
	fake := unstartedVigie(handler)
	fake.Start()
	t.Cleanup(fake.Close)
	return fake
}

func unstartedVigie(handler http.HandlerFunc) *fakeVigie {
	fake := &fakeVigie{}
	fake.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		fake.mu.Lock()
		fake.requests = append(fake.requests, received{r.Method, r.URL.EscapedPath(), r.URL.RawQuery, r.Header.Clone(), body})
		fake.mu.Unlock()
		handler(w, r)
	}))
	fake.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			fake.mu.Lock()
			fake.connections++
			fake.mu.Unlock()
		}
	}
	return fake
}

func (f *fakeVigie) seen() []received {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]received(nil), f.requests...)
}

// recordedRefusals is what the audit got about calls that were refused for want of a role.
func (f *fakeVigie) recordedRefusals() []received {
	return slices.DeleteFunc(f.seen(), func(request received) bool { return request.path != refusalsPath })
}

// forwarded is what of the browser's calls got through.
func (f *fakeVigie) forwarded() []received {
	return slices.DeleteFunc(f.seen(), func(request received) bool { return request.path == refusalsPath })
}

func (f *fakeVigie) connectionCount() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.connections
}

// answers is a handler that always gives the same answer.
func answers(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

const (
	jsonType    = "application/json; charset=utf-8"
	problemType = "application/problem+json"
)

// newInstance makes a data source the way the SDK does. jsonData and secrets are those of the settings.
func newInstance(t testing.TB, jsonData map[string]any, secrets map[string]string) *Datasource {
	t.Helper()
	content, err := json.Marshal(jsonData)
	if err != nil {
		t.Fatal(err)
	}
	instance, err := NewFactory("1.2.3")(context.Background(),
		backend.DataSourceInstanceSettings{JSONData: content, DecryptedSecureJSONData: secrets})
	if err != nil {
		t.Fatal(err)
	}
	datasource := instance.(*Datasource)
	t.Cleanup(datasource.Dispose)
	return datasource
}

// instanceFor is a properly configured data source for an address.
func instanceFor(t testing.TB, address string) *Datasource {
	t.Helper()
	return newInstance(t, map[string]any{"backendUrl": address}, map[string]string{"token": testToken})
}

var viewer = backend.PluginContext{OrgID: 7, User: &backend.User{Login: "zoé@aubrac.example", Role: "Viewer"}}

// query is a stored query with the range of the fixtures.
func query(refID, content string) backend.DataQuery {
	return backend.DataQuery{
		RefID:         refID,
		JSON:          []byte(content),
		Interval:      15 * time.Second,
		MaxDataPoints: 500,
		TimeRange: backend.TimeRange{
			From: time.Date(2025, 3, 14, 0, 0, 0, 0, time.UTC),
			To:   time.Date(2025, 3, 15, 0, 0, 0, 0, time.UTC),
		},
	}
}

func queryRequest(queries ...backend.DataQuery) *backend.QueryDataRequest {
	return &backend.QueryDataRequest{PluginContext: viewer, Queries: queries}
}

// boardQueries are the queries of testdata/query-request.json as a dashboard stores them.
func boardQueries() []backend.DataQuery {
	return []backend.DataQuery{
		query("A", `{"refId":"A","dataset":"tickets.summary","timezone":"Europe/Paris","language":"en"}`),
		query("B", `{"refId":"B","dataset":"tickets.latest","timezone":"Europe/Paris","language":"en",
			"params":{"class":"open","limit":4,"client":["Maison Aubrac","Les Tilleuls"]}}`),
		query("C", `{"refId":"C","dataset":"tickets.lastest","params":{}}`),
	}
}

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// equalJSON compares two JSON documents by meaning.
func equalJSON(t *testing.T, got, want []byte) {
	t.Helper()
	var gotValue, wantValue any
	if err := json.Unmarshal(got, &gotValue); err != nil {
		t.Fatalf("not JSON: %v\n%s", err, got)
	}
	if err := json.Unmarshal(want, &wantValue); err != nil {
		t.Fatalf("the fixture is not JSON: %v", err)
	}
	if !reflect.DeepEqual(gotValue, wantValue) {
		pretty, _ := json.MarshalIndent(gotValue, "", "  ")
		t.Errorf("got\n%s\nwant\n%s", pretty, want)
	}
}

// contains checks that a message says each of the words, and never holds the token.
func contains(t *testing.T, message string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(message, word) {
			t.Errorf("%q does not say %q", message, word)
		}
	}
	if strings.Contains(message, testToken) {
		t.Errorf("the token is in %q", message)
	}
}

// closedAddress is an address where nothing listens.
func closedAddress(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	return server.URL
}
