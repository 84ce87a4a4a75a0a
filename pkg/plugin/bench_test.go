package plugin

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

const (
	benchQueries = 8   // panels of the ticket board
	benchRows    = 200 // rows of each table: more than a board shows, about what the ticket list holds
)

// BenchmarkQueryData measures what the Go part adds to a query. Every round does the same request twice over loopback, to a
// backend that answers at once: plainly (send, read to the end) and through QueryData (which also makes data frames of it).
// It reports the 95th percentile of both and their difference, in milliseconds.
//
//	go test ./pkg/plugin -run '^$' -bench QueryData -benchtime 500x
func BenchmarkQueryData(b *testing.B) {
	body, answer := benchAnswer(b), answers(200, jsonType, "")
	vigie := startVigie(b, func(w http.ResponseWriter, r *http.Request) {
		answer(w, r)
		_, _ = w.Write(body)
	})
	datasource := instanceFor(b, vigie.URL)
	request := queryRequest()
	for i := range benchQueries {
		request.Queries = append(request.Queries, query(fmt.Sprintf("Q%d", i), `{"dataset":"tickets.list","params":{"class":"open"}}`))
	}
	throughPlugin := func() {
		response, err := datasource.QueryData(context.Background(), request)
		if err != nil || response.Responses["Q0"].Error != nil {
			b.Fatal(err, response.Responses["Q0"].Error)
		}
	}
	throughPlugin()
	sent := vigie.seen()[0].body
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	plainly := func() {
		res, err := client.Post(vigie.URL+"/v1/query", "application/json", bytes.NewReader(sent))
		if err != nil {
			b.Fatal(err)
		}
		content, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || len(content) != len(body) {
			b.Fatal(err, len(content))
		}
	}
	plainly()

	var plain, plugin []time.Duration
	for b.Loop() {
		plain = append(plain, timed(plainly))
		plugin = append(plugin, timed(throughPlugin))
	}
	plainP95, pluginP95 := percentile95(plain), percentile95(plugin)
	b.ReportMetric(plainP95, "plain-p95-ms")
	b.ReportMetric(pluginP95, "plugin-p95-ms")
	b.ReportMetric(pluginP95-plainP95, "added-p95-ms")
	b.ReportMetric(float64(len(body))/1024, "answer-KiB")
}

func timed(work func()) time.Duration {
	start := time.Now()
	work()
	return time.Since(start)
}

// percentile95 is the nearest-rank 95th percentile, in milliseconds.
func percentile95(durations []time.Duration) float64 {
	slices.Sort(durations)
	rank := (95*len(durations) + 99) / 100
	return float64(durations[rank-1]) / float64(time.Millisecond)
}

// benchAnswer is an answer of benchQueries tables of benchRows tickets each.
func benchAnswer(b *testing.B) []byte {
	b.Helper()
	response := backend.NewQueryDataResponse()
	for i := range benchQueries {
		refID := fmt.Sprintf("Q%d", i)
		var ids, titles, clients []*string
		var created []*time.Time
		var ages []*float64
		for row := range benchRows {
			ids = append(ids, new(fmt.Sprint(10_000+row)))
			titles = append(titles, new(fmt.Sprintf("Imprimante à l’arrêt, poste %d", row)))
			clients = append(clients, new(fmt.Sprintf("Client %d", row%20)))
			created = append(created, new(time.UnixMilli(1741944000000-int64(row)*60_000).UTC()))
			ages = append(ages, new(float64(row*60)))
		}
		frame := data.NewFrame("tickets.list",
			data.NewField("id", nil, ids), data.NewField("title", nil, titles), data.NewField("client", nil, clients),
			data.NewField("created", nil, created), data.NewField("age_s", nil, ages))
		frame.RefID = refID
		response.Responses[refID] = backend.DataResponse{Status: backend.StatusOK, Frames: data.Frames{frame}}
	}
	content, err := response.MarshalJSON()
	if err != nil {
		b.Fatal(err)
	}
	return content
}
