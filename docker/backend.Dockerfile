# The Vigie backend, and the simulators of what it reads (target `simulator`). TypeScript runs as it is: there is no build.

FROM node:24-slim AS base
ENV NODE_ENV=production
WORKDIR /srv/vigie
# All workspaces of the lock file must be there. `npm install` keeps to the locked versions as `npm ci` does; the latter
# refuses a lock file that was written on one platform and lacks the optional packages of the others.
COPY package.json package-lock.json ./
COPY backend/package.json backend/
COPY dashboards/package.json dashboards/
COPY tests/package.json tests/
RUN npm install --omit=dev --ignore-scripts --no-audit --no-fund --workspace @vigie/backend && npm cache clean --force

FROM base AS simulator
COPY tests/simulators tests/simulators
USER node
EXPOSE 8901
CMD ["node", "tests/simulators/atera/main.ts", "--host", "0.0.0.0", "--port", "8901", "--live"]

FROM base AS backend
COPY sql sql
COPY dashboards/generated dashboards/generated
COPY backend backend
# The data folder belongs to the user of the process; a new named volume takes over that owner.
RUN mkdir -p /var/lib/vigie /var/lib/vigie-public node_modules/.cache/vigie \
  && chown node:node /var/lib/vigie /var/lib/vigie-public node_modules/.cache/vigie
USER node
# Fills the folder of compiled modules (backend/bin/vigie.js), which nobody can write when the container runs.
RUN node backend/bin/vigie.js --version
ENV HOST=0.0.0.0 PORT=8787 VIGIE_DATA_DIR=/var/lib/vigie
EXPOSE 8787
VOLUME /var/lib/vigie
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "backend/bin/vigie.js", "serve"]
