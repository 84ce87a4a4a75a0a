// Command gpx_vigie_datasource is the backend of Vigie's Grafana data source. Grafana starts it and speaks gRPC with it;
// it forwards queries and resources to the Vigie backend over HTTP and holds no rule of its own.
package main

import (
	"os"

	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"
	"github.com/grafana/grafana-plugin-sdk-go/build/buildinfo"

	"github.com/agitel/vigie/pkg/plugin"
)

// pluginID is the id in src/datasource/plugin.json. It must stay a constant: the mage build sets a variable of this name to the
// id of the app plugin around it.
const pluginID = "agitel-vigie-datasource"

func main() {
	if err := datasource.Manage(pluginID, plugin.NewFactory(packageVersion()), datasource.ManageOpts{}); err != nil {
		log.DefaultLogger.Error("The Vigie data source stopped", "error", err.Error())
		os.Exit(1)
	}
}

// packageVersion is that of package.json, put in by the mage build; a plain `go build` has none.
func packageVersion() string {
	info, err := buildinfo.GetBuildInfo()
	if err != nil || info.Version == "" {
		return "dev"
	}
	return info.Version
}
