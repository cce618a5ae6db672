# syntax=docker/dockerfile:1
ARG NODE=node:24.11.0-bookworm-slim

FROM ${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY migrations ./migrations
COPY src ./src
COPY bench ./bench
COPY bin ./bin
RUN npm run build

FROM ${NODE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY package.json package-lock.json ./
# Without the embedded Postgres: in a container, DATABASE_URL names one.
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force
COPY bin ./bin
COPY seeds ./seeds
COPY --from=build /app/dist ./dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(({ok})=>process.exit(ok?0:1),()=>process.exit(1))"]
CMD ["node", "dist/src/main.js"]
