# One Dockerfile for every service:  docker build --build-arg SERVICE=ledger -t vafa/ledger:0.1.0 .
# Works with BuildKit and with the classic builder. The base can be pinned further by its digest:
#   --build-arg NODE_IMAGE=node:24.21.0-bookworm-slim@sha256:…
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

# What runs: Debian and Node of the base (without its debug symbols), an init, no npm, nothing with a setuid bit.
FROM ${NODE_IMAGE} AS root
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends tini binutils >/dev/null \
 && strip --strip-unneeded /usr/local/bin/node \
 && apt-get purge -y -qq --auto-remove binutils >/dev/null \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt /var/log/* /usr/local/lib/node_modules /usr/local/include /opt/yarn* /root/.npm \
           /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn* /usr/local/bin/docker-entrypoint.sh \
           /usr/local/CHANGELOG.md /usr/local/README.md /usr/local/share/doc /usr/local/share/man \
 && echo 'vafa:x:10001:10001::/app:/usr/sbin/nologin' >> /etc/passwd \
 && echo 'vafa:x:10001:' >> /etc/group \
 && find / -xdev -type f -perm /6000 -exec chmod a-s {} +

# The lock file, reduced to production dependencies and the compilers.
FROM ${NODE_IMAGE} AS manifest
WORKDIR /workspace
COPY package.json package-lock.json ./
COPY deploy/containers/trim-lock.mjs deploy/containers/lock-graph.mjs deploy/containers/
RUN node deploy/containers/trim-lock.mjs . /trimmed

FROM ${NODE_IMAGE} AS packages
WORKDIR /workspace
COPY --from=manifest /trimmed ./
# Only for builds behind a registry or a certificate authority of one's own; not kept in the image.
ARG NPM_CONFIG_REGISTRY
ARG NPM_CONFIG_CAFILE
RUN npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

FROM packages AS built
COPY package.json package-lock.json ./
COPY tools/build.mjs tools/installed.mjs tools/link-projects.mjs tools/
COPY tools/web tools/web
COPY libs libs
COPY services services
RUN node tools/build.mjs
COPY deploy/containers deploy/containers
ARG SOURCE_DATE_EPOCH=0
# Of all services in one step, which their builds share.
RUN node deploy/containers/closure.mjs . /apps

# One flat layer of the base: what was removed above is gone.
FROM scratch
COPY --from=root / /
ENV NODE_ENV=production PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# Without --build-arg SERVICE the copy fails and says this.
ARG SERVICE=is-named-by-build-arg-SERVICE
COPY --from=built /apps/${SERVICE} /app
WORKDIR /app/services/${SERVICE}
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 CMD ["node", "/app/health.mjs"]
ENTRYPOINT ["/usr/bin/tini", "--", "node", "--disable-warning=ExperimentalWarning", "dist/main.js"]
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="vafa-${SERVICE}" \
      org.opencontainers.image.description="Vafa customer club: ${SERVICE}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0"
