package plugin

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func TestCompareVersions(t *testing.T) {
	for _, test := range []struct {
		plugin, backend string
		older           older
	}{
		{"0.2.0", "0.2.0", ""},
		{"0.2.0", "0.2.7", ""},
		{"0.1.9", "0.2.0", olderPlugin},
		{"0.9.0", "0.10.0", olderPlugin},
		{"1.0.0", "0.9.0", olderBackend},
		{"0.3.0-rc.1", "0.3.0", ""},
		{"dev", "0.2.0", ""},
		{"0.2.0", "", ""},
		{"0.2.0", "latest", ""},
	} {
		if got := compareVersions(test.plugin, test.backend); got != test.older {
			t.Errorf("plugin %q, backend %q: %q, want %q", test.plugin, test.backend, got, test.older)
		}
	}
}

func TestHealthNamesTheOlderHalf(t *testing.T) {
	for version, words := range map[string]string{
		"1.3.0": "The plugin (1.2.3) is older than the backend (1.3.0): update the plugin.",
		"1.1.9": "The backend (1.1.9) is older than the plugin (1.2.3): update the backend.",
		"1.2.0": "",
	} {
		server := startVigie(t, routes(map[string]http.HandlerFunc{
			"/v1/datasets": twoDatasets,
			"/v1/status":   answers(200, jsonType, fmt.Sprintf(`{"version":%q}`, version)),
		}))
		status, message, details := checkHealth(t, instanceFor(t, server.URL))
		if status != backend.HealthStatusOk || !strings.HasSuffix(message, words) || details.Plugin != "1.2.3" {
			t.Errorf("%v %q %+v", status, message, details)
		}
		if (details.Older == "") != (words == "") || (words == "" && strings.Contains(message, "older")) {
			t.Errorf("%s: %q %+v", version, message, details)
		}
	}
}
