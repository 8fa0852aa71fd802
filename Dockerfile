# Twinlens for a NAS or server: the window for browsers, behind a password. See docs/SERVER.md.
# Both stages are Debian 13, so that what is installed in the first runs in the second.
FROM debian:trixie-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates nodejs npm binutils
WORKDIR /twinlens
COPY . .
# The same steps as `npm run image`. Nothing here needs the program of Electron.
ENV ELECTRON_SKIP_BINARY_DOWNLOAD=1
RUN node setup/image.mjs

FROM debian:trixie-slim
# ExifTool is written in Perl; sharp and ONNX Runtime need the C++ library.
RUN apt-get update \
 && apt-get install -y --no-install-recommends perl libstdc++6 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 1000 --create-home --home-dir /library twinlens
COPY --from=build --chown=root:root /twinlens/dist/image /opt/twinlens
USER twinlens
ENV HOME=/library ORT_DISABLE_TELEMETRY=1 MALLOC_ARENA_MAX=2
VOLUME /library
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s CMD ["/opt/twinlens/health"]
ENTRYPOINT ["/opt/twinlens/serve"]
CMD ["/photos"]
