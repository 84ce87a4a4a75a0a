# Grafana with the Vigie plugin inside. Settings and provisioning are mounted by docker-compose.yml, which also pins the versions
# of the images below.
ARG NODE_VERSION
ARG GO_VERSION
ARG GRAFANA_VERSION

FROM node:${NODE_VERSION} AS frontend
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund --workspaces=false
COPY . .
RUN node node_modules/webpack/bin/webpack.js -c ./webpack.config.ts --env production

# As `npm run package` builds it: with Grafana's own targets, hence with its flags and the manifest of the sources.
FROM golang:${GO_VERSION} AS server
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY Magefile.go ./
COPY src src
COPY pkg pkg
RUN go run github.com/magefile/mage -v build:backend

FROM grafana/grafana:${GRAFANA_VERSION}
# Outside of /var/lib/grafana: that is a volume, which would keep the plugin of the first start for ever.
ENV GF_PATHS_PLUGINS=/opt/vigie/plugins
COPY docker/grafana.sh /opt/vigie/grafana.sh
COPY --from=frontend /src/dist /opt/vigie/plugins/agitel-vigie-app
COPY --from=server /src/dist /opt/vigie/plugins/agitel-vigie-app
ENTRYPOINT ["/bin/sh", "/opt/vigie/grafana.sh"]
