package plugin

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/agitel/vigie/pkg/vigie"
)

// A query's own language decides, then the organisation's, which stands in the settings.
func TestLanguageOfErrors(t *testing.T) {
	for name, test := range map[string]struct{ settings, query, want string }{
		"the reader's":                  {`"en-US"`, `"fr"`, "n’a pas de jeu de données"},
		"the reader's, again":           {`"fr-FR"`, `"en"`, "has no dataset"},
		"the organisation's":            {`"fr-FR"`, `""`, "n’a pas de jeu de données"},
		"nobody's":                      {`""`, `""`, "has no dataset"},
		"one that Vigie does not speak": {`"de-DE"`, `""`, "has no dataset"},
	} {
		t.Run(name, func(t *testing.T) {
			datasource := instanceWithLanguage(t, test.settings)
			responses := queryData(t, context.Background(), datasource, query("A", `{"dataset":"","language":`+test.query+`}`))
			contains(t, responses["A"].Error.Error(), test.want)
		})
	}
}

// The health check has a message for the organisation, and texts of which the browser shows its reader's.
func TestLanguageOfHealth(t *testing.T) {
	datasource := instanceWithLanguage(t, `"fr-FR"`)
	result, err := datasource.CheckHealth(context.Background(), &backend.CheckHealthRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var details struct {
		Text vigie.Text `json:"text"`
	}
	if err := json.Unmarshal(result.JSONDetails, &details); err != nil {
		t.Fatal(err)
	}
	contains(t, result.Message, "Le jeton manque")
	contains(t, details.Text.FR, "Le jeton manque")
	contains(t, details.Text.EN, "The token is missing")
}

// instanceWithLanguage has settings without a token, so that it asks nobody.
func instanceWithLanguage(t *testing.T, language string) *Datasource {
	t.Helper()
	instance, err := NewFactory("1.0.0")(context.Background(), backend.DataSourceInstanceSettings{
		JSONData: []byte(`{"backendUrl":"http://127.0.0.1:1","language":` + language + `}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	return instance.(*Datasource)
}

// A backend that sends a text is passed on in both languages, one that does not is quoted.
func TestProblemTexts(t *testing.T) {
	for body, want := range map[string]string{
		`{"title":"No","detail":"No.","code":"not_found","text":{"fr":"Non.","en":"No."}}`: "Non.",
		`{"title":"No","detail":"No.","code":"not_found"}`:                                 "No.",
	} {
		fake := startVigie(t, answers(404, "application/problem+json", body))
		responses := queryData(t, context.Background(), instanceFor(t, fake.URL), query("A", `{"dataset":"clients","language":"fr"}`))
		if message := responses["A"].Error.Error(); message != want || strings.Contains(message, "Vigie says") {
			t.Errorf("%q, want %q", message, want)
		}
		contains(t, string(fake.seen()[0].body), `"language":"fr"`)
	}
}
