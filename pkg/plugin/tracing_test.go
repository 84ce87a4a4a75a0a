package plugin

import (
	"context"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/tracing"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

const (
	grafanaTrace = "4bf92f3577b34da6a3ce929d0e0e4736"
	grafanaSpan  = "00f067aa0ba902b7"
)

// useTracing sets up what the SDK does in datasource.Manage: W3C propagation, with a provider that records where Grafana has a
// collector and one that records nothing elsewhere.
func useTracing(t *testing.T, provider trace.TracerProvider) {
	t.Helper()
	oldPropagator := otel.GetTextMapPropagator()
	t.Cleanup(func() {
		tracing.InitDefaultTracer(noop.NewTracerProvider().Tracer(""))
		otel.SetTextMapPropagator(oldPropagator)
	})
	tracing.InitDefaultTracer(provider.Tracer("test"))
	otel.SetTextMapPropagator(propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{}))
}

// inGrafanaTrace is the context of a call as the SDK's gRPC server hands it on.
func inGrafanaTrace(t *testing.T, flags trace.TraceFlags) context.Context {
	t.Helper()
	traceID, err := trace.TraceIDFromHex(grafanaTrace)
	if err != nil {
		t.Fatal(err)
	}
	spanID, err := trace.SpanIDFromHex(grafanaSpan)
	if err != nil {
		t.Fatal(err)
	}
	return trace.ContextWithRemoteSpanContext(context.Background(),
		trace.NewSpanContext(trace.SpanContextConfig{TraceID: traceID, SpanID: spanID, TraceFlags: flags, Remote: true}))
}

// traceparents sends a query and a resource call in a context and gives the headers the backend got.
func traceparents(t *testing.T, ctx context.Context) []string {
	t.Helper()
	vigie := startVigie(t, answers(200, jsonType, `{"results":{}}`))
	instance := instanceFor(t, vigie.URL)
	if _, err := instance.QueryData(ctx, queryRequest(query("A", `{"dataset":"clients"}`))); err != nil {
		t.Fatal(err)
	}
	sender := backend.CallResourceResponseSenderFunc(func(*backend.CallResourceResponse) error { return nil })
	call := &backend.CallResourceRequest{PluginContext: viewer, Method: "GET", Path: "datasets", URL: "datasets"}
	if err := instance.CallResource(ctx, call, sender); err != nil {
		t.Fatal(err)
	}
	var headers []string
	for _, request := range vigie.seen() {
		headers = append(headers, strings.Join(request.header.Values("Traceparent"), "; "))
	}
	if len(headers) != 2 {
		t.Fatalf("%d requests, want a query and a resource call", len(headers))
	}
	return headers
}

func TestTraceGoesToTheBackendWhereThePluginRecords(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	useTracing(t, sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans)))
	headers := traceparents(t, inGrafanaTrace(t, trace.FlagsSampled))
	recorded := spans.Ended()
	if len(recorded) != len(headers) {
		t.Fatalf("%d spans, want %d", len(recorded), len(headers))
	}
	for i, header := range headers {
		want := "00-" + grafanaTrace + "-" + recorded[i].SpanContext().SpanID().String() + "-01"
		if header != want {
			t.Errorf("traceparent %q, want %q", header, want)
		}
		if parent := recorded[i].Parent().SpanID().String(); parent != grafanaSpan {
			t.Errorf("the span belongs to %s, want %s", parent, grafanaSpan)
		}
		for _, attribute := range recorded[i].Attributes() {
			if strings.Contains(attribute.Value.Emit(), testToken) {
				t.Errorf("the token is in the span's %s", attribute.Key)
			}
		}
	}
}

func TestTraceGoesToTheBackendWhereThePluginRecordsNothing(t *testing.T) {
	useTracing(t, noop.NewTracerProvider())
	for flags, end := range map[trace.TraceFlags]string{trace.FlagsSampled: "-01", 0: "-00"} {
		for _, header := range traceparents(t, inGrafanaTrace(t, flags)) {
			if want := "00-" + grafanaTrace + "-" + grafanaSpan + end; header != want {
				t.Errorf("traceparent %q, want %q", header, want)
			}
		}
	}
}

func TestNoTraceWithoutGrafanas(t *testing.T) {
	useTracing(t, noop.NewTracerProvider())
	for _, header := range traceparents(t, context.Background()) {
		if header != "" {
			t.Errorf("traceparent %q, want none", header)
		}
	}
}
