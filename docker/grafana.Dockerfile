# Grafana with the Vigie plugin inside. Settings and provisioning are mounted by docker-compose.yml.

FROM node:24-slim AS frontend
WORKDIR /src
COPY package.json package-lock.json ./
COPY backend/package.json backend/
COPY dashboards/package.json dashboards/
COPY tests/package.json tests/
RUN npm install --ignore-scripts --no-audit --no-fund --workspaces=false
COPY . .
RUN node node_modules/webpack/bin/webpack.js -c ./webpack.config.ts --env production

FROM golang:1.26-alpine AS server
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY pkg pkg
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" \
  -o "/out/gpx_vigie_datasource_linux_$(go env GOARCH)" ./pkg

FROM grafana/grafana:12.4.2
# Outside of /var/lib/grafana: that is a volume, which would keep the plugin of the first start for ever.
ENV GF_PATHS_PLUGINS=/opt/vigie/plugins
COPY --from=frontend /src/dist /opt/vigie/plugins/agitel-vigie-app
COPY --from=server /out/ /opt/vigie/plugins/agitel-vigie-app/datasource/
