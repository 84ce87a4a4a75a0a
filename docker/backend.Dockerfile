# The Vigie backend (target `backend`), bundled as packages hold it, and the demo on top of it (target `demo`): simulators of what it
# reads, invented shops. The version of the image below comes from docker-compose.yml, which pins it.
ARG NODE_VERSION

FROM node:${NODE_VERSION} AS sources
WORKDIR /src
# The lock file is for all workspaces; npm wants the package.json of those that are installed, and no other.
COPY package.json package-lock.json ./
COPY backend/package.json backend/
COPY scripts/package.json scripts/
RUN npm ci --ignore-scripts --no-audit --no-fund --workspace @vigie/backend --workspace @vigie/scripts && npm cache clean --force
COPY LICENSE ./
COPY sql sql
COPY dashboards/generated dashboards/generated
COPY backend backend

FROM sources AS bundle
COPY scripts/backend-package scripts/backend-package
RUN node scripts/backend-package/stage.ts /out/vigie

FROM node:${NODE_VERSION} AS backend
ENV NODE_ENV=production
WORKDIR /srv/vigie
COPY --from=bundle /out/vigie ./
COPY docker/vigie.sh /usr/local/bin/vigie
# The data folder belongs to the user of the process; a new named volume takes over that owner.
RUN chmod 755 /usr/local/bin/vigie \
  && mkdir -p /var/lib/vigie /var/lib/vigie-public \
  && chown node:node /var/lib/vigie /var/lib/vigie-public
USER node
RUN vigie --version
ENV HOST=0.0.0.0 PORT=8787 VIGIE_DATA_DIR=/var/lib/vigie
EXPOSE 8787
VOLUME /var/lib/vigie
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["vigie", "serve"]

# Its programs use parts of the backend: they run from the sources.
FROM backend AS demo
WORKDIR /srv/demo
COPY --from=sources /src ./
COPY tests/simulators tests/simulators
COPY tests/fixtures/counters tests/fixtures/counters
COPY demo demo
# What a new volume there takes over (docker-compose.yml).
COPY demo/vigie.yaml /etc/vigie/demo/vigie.yaml
CMD ["node", "demo/compose/main.ts"]
