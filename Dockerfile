# An image for scripts that start Autobahn|Testsuite's: the same volumes, the same default command, the same path of wstest.
#   docker buildx build --platform linux/amd64,linux/arm64 --tag hybi .
# docs/guides/from-autobahn.md says how it is used; .ci/image-check.mjs takes its steps without Docker.

# Nothing in the package depends on the processor, so it is built once, on that of the machine that builds.
FROM --platform=$BUILDPLATFORM node:22-alpine AS build
WORKDIR /build
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund
RUN mkdir /package && npm pack --pack-destination /package

FROM node:22-alpine
COPY --from=build /package /package
RUN npm install --global --ignore-scripts --no-audit --no-fund /package/*.tgz && rm -r /package
RUN mkdir -p /opt/pypy/bin && ln -s /usr/local/bin/wstest /opt/pypy/bin/wstest
# A spec that leaves everything out means every case, and reports in /reports/clients and /reports/servers.
RUN mkdir /config /reports && echo '{}' > /config/fuzzingserver.json
WORKDIR /
VOLUME /config
VOLUME /reports
EXPOSE 8080 9001
CMD ["/opt/pypy/bin/wstest", "--mode", "fuzzingserver", "--spec", "/config/fuzzingserver.json"]
