package plugin

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// What a role refuses is reported to the audit, with the person as Grafana names them and nothing of what the browser sent.
func TestRefusalsAreRecorded(t *testing.T) {
	vigie := startVigie(t, answers(202, jsonType, `{"noted":true}`))
	datasource := instanceFor(t, vigie.URL)
	forged := map[string][]string{"X-Vigie-User": {"somebody"}, "X-Vigie-Role": {"Admin"}}
	got := callResourceWithBody(t, datasource, memberAs("Viewer"), "PATCH", "/sites/WyJCQVNIIiwiMDAxIl0", forged, `{"city":"Lyon"}`)
	if got.Status != 403 {
		t.Errorf("status %d", got.Status)
	}
	refusals := vigie.recordedRefusals()
	if len(refusals) != 1 || len(vigie.forwarded()) != 0 {
		t.Fatalf("sent %+v", vigie.seen())
	}
	equalJSON(t, refusals[0].body, []byte(`{"method":"PATCH","resource":"sites"}`))
	header := refusals[0].header
	if refusals[0].method != "POST" || header.Get("X-Vigie-User") != "zo%C3%A9" || header.Get("X-Vigie-Role") != "Viewer" {
		t.Errorf("sent %+v", refusals[0])
	}

	for name, call := range map[string][2]string{"no such resource": {"GET", "tokens"}, "no such method": {"DELETE", "sites"}} {
		callResourceAs(t, datasource, memberAs("Viewer"), call[0], call[1], call[1], nil)
		if len(vigie.seen()) != 1 {
			t.Errorf("%s: sent %+v", name, vigie.seen())
		}
	}
}

// The refusal stands, whatever becomes of its record, and leaving at once does not prevent it.
func TestRefusalsStand(t *testing.T) {
	for name, address := range map[string]string{
		"the backend fails":      startVigie(t, answers(500, problemType, `{"title":"Internal","code":"internal","detail":"Failed."}`)).URL,
		"the backend is too old": startVigie(t, answers(404, problemType, `{"title":"Not found","code":"not_found","detail":"None."}`)).URL,
		"there is no backend":    closedAddress(t),
	} {
		got := callResourceAs(t, instanceFor(t, address), memberAs("Viewer"), "POST", "sync", "sync", nil)
		if code, _ := problemOf(t, got); got.Status != 403 || code != "role_missing" {
			t.Errorf("%s: status %d: %s", name, got.Status, got.Body)
		}
	}
	unusable := newInstance(t, map[string]any{}, nil)
	if got := callResourceAs(t, unusable, memberAs("Viewer"), "POST", "sync", "sync", nil); got.Status != 403 {
		t.Errorf("unusable: status %d", got.Status)
	}

	vigie := startVigie(t, answers(202, jsonType, `{"noted":true}`))
	gone, leave := context.WithCancel(context.Background())
	leave()
	err := instanceFor(t, vigie.URL).CallResource(gone,
		&backend.CallResourceRequest{PluginContext: memberAs("Viewer"), Method: "POST", Path: "sync", URL: "sync"},
		backend.CallResourceResponseSenderFunc(func(*backend.CallResourceResponse) error { return nil }))
	if err != nil || len(vigie.recordedRefusals()) != 1 {
		t.Errorf("sent %+v, %v", vigie.seen(), err)
	}
}

// A backend that hangs does not hold the refused person up for long.
func TestRefusalsDoNotWait(t *testing.T) {
	released := make(chan struct{})
	hanging := startVigie(t, func(_ http.ResponseWriter, _ *http.Request) { <-released })
	t.Cleanup(func() { close(released) })
	started := time.Now()
	got := callResourceAs(t, instanceFor(t, hanging.URL), memberAs("Viewer"), "POST", "sync", "sync", nil)
	if got.Status != 403 || time.Since(started) > 10*time.Second {
		t.Errorf("status %d after %s", got.Status, time.Since(started))
	}
}
