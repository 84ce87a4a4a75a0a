package plugin

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/agitel/vigie/pkg/vigie"
)

// refusalTimeout bounds how long a refused person waits for the record; without it the refusal stands all the same.
const refusalTimeout = 2 * time.Second

// recordRefusal tells the backend, which keeps the audit, that a person's role was not enough for a call. The call itself is
// not passed on. Callers that go away at once are recorded too.
func (d *Datasource) recordRefusal(ctx context.Context, req *backend.CallResourceRequest) {
	if d.client == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), refusalTimeout)
	defer cancel()
	resource, _, _ := strings.Cut(strings.TrimPrefix(req.Path, "/"), "/")
	// Two texts: this cannot fail to be written.
	body, _ := json.Marshal(map[string]string{"method": req.Method, "resource": resource})
	request := vigie.Request{Method: http.MethodPost, Path: "audit/refused", Body: body}
	if _, err := d.client.Send(ctx, vigie.CallerOf(req.PluginContext), request); err != nil {
		asVigieError(ctx, err)
	}
}
