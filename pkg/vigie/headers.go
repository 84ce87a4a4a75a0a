package vigie

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// Caller is the Grafana user on whose behalf a request is sent, as Grafana itself states it. Vigie records it; what may be
// read is decided by the token alone. An alert rule has no user: only OrgID is set then.
type Caller struct {
	User  string
	Role  string
	OrgID int64
}

// CallerOf takes the caller from what Grafana (not the browser) says about the request.
func CallerOf(pluginContext backend.PluginContext) Caller {
	caller := Caller{OrgID: pluginContext.OrgID}
	if user := pluginContext.User; user != nil {
		caller.User, caller.Role = user.Login, user.Role
	}
	return caller
}

// setHeaders writes every header of a request: nothing of the browser's request gets here, so nothing can be forged.
// X-Vigie-User and X-Vigie-Role are percent-encoded (RFC 3986, as UTF-8), since a login may hold any letter and a header may
// not: `zoé` is sent as `zo%C3%A9`, while `a.b@c.fr` stays as it is. decodeURIComponent is its inverse.
func (c *Client) setHeaders(req *http.Request, caller Caller) {
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Authorization", "Bearer "+c.config.Token)
	req.Header.Set("User-Agent", c.config.UserAgent)
	if req.Method != http.MethodGet {
		req.Header.Set("Content-Type", "application/json")
	}
	if caller.User != "" {
		req.Header.Set("X-Vigie-User", url.PathEscape(caller.User))
	}
	if caller.Role != "" {
		req.Header.Set("X-Vigie-Role", url.PathEscape(caller.Role))
	}
	if caller.OrgID > 0 {
		req.Header.Set("X-Vigie-Org", strconv.FormatInt(caller.OrgID, 10))
	}
}
