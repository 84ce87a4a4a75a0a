package plugin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

func queryData(t *testing.T, ctx context.Context, datasource *Datasource, queries ...backend.DataQuery) backend.Responses {
	t.Helper()
	response, err := datasource.QueryData(ctx, queryRequest(queries...))
	if err != nil {
		t.Fatalf("QueryData must put errors into the responses, and returned %v", err)
	}
	return response.Responses
}

// One request for all queries; what Grafana gets (query-response.json) is what the backend
// answered (query-answer.json), one failed query among good ones included.
func TestQueryData(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, string(fixture(t, "query-answer.json"))))
	responses := queryData(t, context.Background(), instanceFor(t, vigie.URL+"/"), boardQueries()...)

	requests := vigie.seen()
	if len(requests) != 1 || requests[0].method != http.MethodPost || requests[0].path != "/v1/query" {
		t.Fatalf("requests: %+v", requests)
	}
	equalJSON(t, requests[0].body, fixture(t, "query-request.json"))

	content, err := (&backend.QueryDataResponse{Responses: responses}).MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	equalJSON(t, content, fixture(t, "query-response.json"))
	if responses["C"].ErrorSource != backend.ErrorSourceDownstream || responses["C"].Status != backend.StatusBadRequest {
		t.Errorf("C: %+v", responses["C"])
	}
	if name := responses["B"].Frames[0].Fields[4].Type().ItemTypeString(); name != "*time.Time" {
		t.Errorf("created is of type %s", name)
	}
}

// Queries that cannot be sent fail alone, and the others are sent without them.
func TestQueryDataPartialFailure(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, `{"results":{
		"A":{"status":200,"frames":[]},
		"E":{"status":500,"error":"The counters cannot be read.","frames":[]},
		"Z":{"status":200,"frames":[]}}}`))
	responses := queryData(t, context.Background(), instanceFor(t, vigie.URL),
		query("A", `{"dataset":"clients"}`),
		query("B", `{"dataset":`),
		query("C", `{"dataset":"clients","params":[1]}`),
		query("D", `{"dataset":""}`),
		query("E", `{"dataset":"counters.status"}`),
		query("F", `{"dataset":"alerts.latest"}`),
	)

	if got := string(vigie.seen()[0].body); strings.Contains(got, `"B"`) || !strings.Contains(got, `"F"`) {
		t.Errorf("sent: %s", got)
	}
	if len(responses) != 6 || responses["A"].Error != nil {
		t.Errorf("responses: %+v", responses)
	}
	for refID, want := range map[string]struct {
		status backend.Status
		source backend.ErrorSource
		words  string
	}{
		"B": {400, backend.ErrorSourcePlugin, "cannot be read"},
		"C": {400, backend.ErrorSourcePlugin, "cannot be read"},
		"D": {400, backend.ErrorSourceDownstream, "no dataset"},
		"E": {500, backend.ErrorSourceDownstream, "counters cannot be read"},
		"F": {502, backend.ErrorSourceDownstream, "holds nothing for this query"},
	} {
		got := responses[refID]
		if got.Error == nil || got.Status != want.status || got.ErrorSource != want.source {
			t.Errorf("%s: %+v", refID, got)
			continue
		}
		contains(t, got.Error.Error(), want.words)
	}
}

func TestQueryDataSendsNothingWithoutGoodQuery(t *testing.T) {
	vigie := startVigie(t, answers(500, jsonType, "{}"))
	queryData(t, context.Background(), instanceFor(t, vigie.URL), query("A", `{}`))
	if requests := vigie.seen(); len(requests) != 0 {
		t.Errorf("requests: %+v", requests)
	}
}

// A failed request fails every query that was in it, with the status and words of the failure.
func TestQueryDataFailures(t *testing.T) {
	problem := func(status int, detail string) http.HandlerFunc {
		quoted, _ := json.Marshal(detail)
		return answers(status, problemType, fmt.Sprintf(
			`{"type":"about:blank","title":"T","status":%d,"code":"c","detail":%s,"secret":"hidden"}`, status, quoted))
	}
	for name, test := range map[string]struct {
		handler http.HandlerFunc
		status  backend.Status
		source  backend.ErrorSource
		words   []string
	}{
		"401": {problem(401, "The token was revoked."), 401, backend.ErrorSourceDownstream,
			[]string{"refuses the token", "data source's settings", "was revoked"}},
		"401 of a proxy": {answers(401, "text/html", "hidden"), 401, backend.ErrorSourceDownstream, []string{"refuses the token"}},
		"403":            {problem(403, "Scope counters:read is missing."), 403, backend.ErrorSourceDownstream, []string{"counters:read"}},
		"429":            {problem(429, "300 a minute."), 429, backend.ErrorSourceDownstream, []string{"too many requests", "300 a minute"}},
		"400":            {problem(400, "queries[0].from must be a number."), 400, backend.ErrorSourceDownstream, []string{"queries[0].from"}},
		"413":            {problem(413, "The request is too large."), 413, backend.ErrorSourcePlugin, []string{"too large"}},
		"500":            {problem(500, "The store is locked."), 500, backend.ErrorSourceDownstream, []string{"store is locked"}},
		"503 as text":    {answers(503, "text/plain", "hidden"), 503, backend.ErrorSourceDownstream, []string{"status 503", "log"}},
		"500 as JSON":    {answers(500, jsonType, `{"detail":"hidden"}`), 500, backend.ErrorSourceDownstream, []string{"status 500"}},
		"problem cut":    {answers(500, problemType, `{"detail":"hidden`), 500, backend.ErrorSourceDownstream, []string{"status 500"}},
		"404 as HTML":    {answers(404, "text/html", "hidden"), 502, backend.ErrorSourceDownstream, []string{"not a Vigie backend", "404"}},
		"200 as HTML":    {answers(200, "text/html", "hidden"), 502, backend.ErrorSourceDownstream, []string{"not a Vigie backend"}},
		"other JSON":     {answers(200, jsonType, `{"hidden":1}`), 502, backend.ErrorSourceDownstream, []string{"cannot be used"}},
		"no results":     {answers(200, jsonType, `{}`), 502, backend.ErrorSourceDownstream, []string{"holds nothing"}},
		"JSON cut":       {answers(200, jsonType, `{"results":{"A":{"frames":[{"hidden`), 502, backend.ErrorSourceDownstream, []string{"cannot be used"}},
		"token repeated": {problem(400, "Bad "+testToken+"\u0007."), 400, backend.ErrorSourceDownstream, []string{"Bad [token] ."}},
		"redirect": {http.RedirectHandler("/elsewhere", 307).ServeHTTP, 502, backend.ErrorSourceDownstream,
			[]string{"not a Vigie backend", "redirects"}},
		"connection cut": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			w.Header().Set("Content-Type", jsonType)
			_, _ = io.WriteString(w, `{"results"`)
		}, 502, backend.ErrorSourceDownstream, []string{"cut before the answer was complete"}},
	} {
		t.Run(name, func(t *testing.T) {
			vigie := startVigie(t, test.handler)
			responses := queryData(t, context.Background(), instanceFor(t, vigie.URL),
				query("A", `{"dataset":"clients"}`), query("B", `{"dataset":"clients"}`))
			if requests := vigie.seen(); len(requests) != 1 {
				t.Errorf("%d requests, want 1: neither retry nor redirect", len(requests))
			}
			for _, refID := range []string{"A", "B"} {
				got := responses[refID]
				if got.Error == nil || got.Status != test.status || got.ErrorSource != test.source {
					t.Fatalf("%s: %+v", refID, got)
				}
				contains(t, got.Error.Error(), test.words...)
				if strings.Contains(got.Error.Error(), "hidden") {
					t.Errorf("the answer leaks into %q", got.Error)
				}
			}
		})
	}
}

func TestQueryDataTooLarge(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, string(fixture(t, "query-answer.json"))))
	ctx := httpclient.WithResponseLimit(context.Background(), 100)
	got := queryData(t, ctx, instanceFor(t, vigie.URL), boardQueries()...)["A"]
	if got.Error == nil || got.Status != 502 || got.ErrorSource != backend.ErrorSourceDownstream {
		t.Fatalf("%+v", got)
	}
	contains(t, got.Error.Error(), "too large", "narrow the query")
}

func TestQueryDataUnreachable(t *testing.T) {
	got := queryData(t, context.Background(), instanceFor(t, closedAddress(t)), boardQueries()...)["A"]
	if got.Error == nil || got.Status != 502 || got.ErrorSource != backend.ErrorSourceDownstream {
		t.Fatalf("%+v", got)
	}
	contains(t, got.Error.Error(), "refused", "start the backend")
	if strings.Contains(got.Error.Error(), "127.0.0.1") {
		t.Errorf("the backend's address is shown to a viewer: %q", got.Error)
	}
}

// A person who leaves a dashboard stops the work at the backend.
func TestQueryDataCancellation(t *testing.T) {
	arrived, gone := make(chan struct{}), make(chan struct{})
	datasource := instanceFor(t, startVigie(t, func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
		close(gone)
	}).URL)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-arrived
		cancel()
	}()
	got := queryData(t, ctx, datasource, boardQueries()...)["A"]
	<-gone
	if !errors.Is(got.Error, context.Canceled) || got.Status != 499 || got.ErrorSource != backend.ErrorSourceDownstream {
		t.Errorf("%+v", got)
	}
}

func TestQueryDataKeepsConnections(t *testing.T) {
	vigie := startVigie(t, answers(200, jsonType, `{"results":{"A":{"status":200,"frames":[]}}}`))
	datasource := instanceFor(t, vigie.URL)
	for range 20 {
		if got := queryData(t, context.Background(), datasource, query("A", `{"dataset":"clients"}`))["A"]; got.Error != nil {
			t.Fatal(got.Error)
		}
	}
	if count := vigie.connectionCount(); count != 1 {
		t.Errorf("%d connections for 20 requests", count)
	}
	datasource.Dispose()
	if got := queryData(t, context.Background(), datasource, query("A", `{"dataset":"clients"}`))["A"]; got.Error != nil {
		t.Fatal(got.Error)
	}
	if count := vigie.connectionCount(); count != 2 {
		t.Errorf("Dispose left the connection open: %d connections", count)
	}
}

// Concurrent calls of several users do not mix: each gets the answer to its own request.
func TestQueryDataConcurrently(t *testing.T) {
	vigie := startVigie(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", jsonType)
		_, _ = fmt.Fprintf(w, `{"results":{"A":{"status":400,"error":%q}}}`, r.Header.Get("X-Vigie-User"))
	})
	datasource := instanceFor(t, vigie.URL)
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			login := fmt.Sprintf("user%d", i)
			req := queryRequest(query("A", `{"dataset":"clients"}`))
			req.PluginContext.User = &backend.User{Login: login}
			response, err := datasource.QueryData(context.Background(), req)
			if err != nil || response.Responses["A"].Error == nil || response.Responses["A"].Error.Error() != login {
				t.Errorf("%s: %+v, %v", login, response, err)
			}
		})
	}
	group.Wait()
}
