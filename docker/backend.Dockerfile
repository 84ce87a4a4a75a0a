# The Vigie backend (target `backend`), and the demo on top of it: simulators of what it reads, invented shops (target `demo`).
# TypeScript runs as it is: there is no build. The version of the image below comes from docker-compose.yml, which pins it.
ARG NODE_VERSION

FROM node:${NODE_VERSION} AS backend
ENV NODE_ENV=production
WORKDIR /srv/vigie
# The lock file is for all workspaces; npm wants the package.json of the one that is installed, and no other.
COPY package.json package-lock.json ./
COPY backend/package.json backend/
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund --workspace @vigie/backend && npm cache clean --force
COPY docker/vigie.sh /usr/local/bin/vigie
COPY sql sql
COPY dashboards/generated dashboards/generated
COPY backend backend
# The data folder belongs to the user of the process; a new named volume takes over that owner.
RUN chmod 755 /usr/local/bin/vigie \
  && mkdir -p /var/lib/vigie /var/lib/vigie-public node_modules/.cache/vigie \
  && chown node:node /var/lib/vigie /var/lib/vigie-public node_modules/.cache/vigie
USER node
# Fills the folder of compiled modules (backend/bin/vigie.js), which nobody can write when the container runs.
RUN vigie --version
ENV HOST=0.0.0.0 PORT=8787 VIGIE_DATA_DIR=/var/lib/vigie
EXPOSE 8787
VOLUME /var/lib/vigie
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["vigie", "serve"]

FROM backend AS demo
COPY tests/simulators tests/simulators
COPY tests/fixtures/counters tests/fixtures/counters
COPY demo demo
# What a new volume there takes over (docker-compose.yml).
COPY demo/vigie.yaml /etc/vigie/demo/vigie.yaml
CMD ["node", "demo/compose/main.ts"]
