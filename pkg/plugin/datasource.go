// Package plugin answers Grafana's calls to one Vigie data source: queries, health and resources.
package plugin

import (
	"context"
	"errors"
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"

	"github.com/agitel/vigie/pkg/vigie"
)

// Datasource is one configured data source. Grafana makes a new one whenever the settings change.
type Datasource struct {
	// client is nil when the settings are wrong; unusable says why then.
	client   *vigie.Client
	unusable *vigie.Error
	// language is the organisation's, for callers that name none: alert rules, health checks.
	language vigie.Language
	// version is the plugin's own.
	version string
}

var (
	_ backend.QueryDataHandler      = (*Datasource)(nil)
	_ backend.CheckHealthHandler    = (*Datasource)(nil)
	_ backend.CallResourceHandler   = (*Datasource)(nil)
	_ instancemgmt.InstanceDisposer = (*Datasource)(nil)
)

// NewFactory gives the function that makes instances; the backend gets version in the user agent. Wrong settings do not
// keep an instance from starting: it then explains itself in its health check and in every answer.
func NewFactory(version string) datasource.InstanceFactoryFunc {
	return func(_ context.Context, settings backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
		config, language, problems := loadSettings(settings)
		if len(problems) > 0 {
			return &Datasource{unusable: settingsError(problems), language: language}, nil
		}
		config.UserAgent = "vigie-datasource/" + version
		client, err := vigie.New(config)
		if err != nil {
			return nil, err
		}
		return &Datasource{client: client, language: language, version: version}, nil
	}
}

// Dispose closes the connection pool; the SDK calls it when the instance has been replaced.
func (d *Datasource) Dispose() {
	if d.client != nil {
		d.client.Close()
	}
}

func settingsError(problems []vigie.Text) *vigie.Error {
	text := vigie.Text{
		FR: "La source de données Vigie n’est pas bien configurée.",
		EN: "The Vigie data source is not configured properly.",
	}
	for _, problem := range problems {
		text = text.Then(problem)
	}
	return &vigie.Error{Code: vigie.CodeSettings, Status: http.StatusBadRequest, Text: text}
}

// asVigieError gives the failure of a client call, logged once with its cause. The client gives no other kind of error.
func asVigieError(ctx context.Context, err error) *vigie.Error {
	var failure *vigie.Error
	if !errors.As(err, &failure) {
		failure = &vigie.Error{Code: vigie.CodeFailed, Status: http.StatusInternalServerError,
			Text: vigie.Text{FR: err.Error(), EN: err.Error()}}
	}
	if failure.Code != vigie.CodeCanceled {
		backend.Logger.FromContext(ctx).Warn("Vigie request failed",
			"code", failure.Code, "status", failure.Status, "message", failure.Text.EN, "cause", failure.Cause)
	}
	return failure
}
