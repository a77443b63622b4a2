#!/bin/sh
# Tests the image's health check against a server of its own on the loopback interface; needs bash and python3.
set -u

check=$(cd "$(dirname "$0")/../../.." && pwd -P)/src/main/docker/health-check
work=$(mktemp -d) || exit 1
server=
trap 'rm -rf "$work"; [ -z "$server" ] || kill "$server"' EXIT
passed=0
failed=0

mkfifo "$work/port"
python3 - >"$work/port" 2>"$work/requests" <<'SERVER' &
import http.server, threading
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        if self.path == "/silent":
            threading.Event().wait()
        self.send_response({"/health/live": 200, "/health/ready": 503, "/ready": 200}.get(self.path, 404))
        self.send_header("Content-Length", "0")
        self.end_headers()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
SERVER
server=$!
read -r port <"$work/port"

# expect healthy|unhealthy NAME [VARIABLE=VALUE]... COMMAND [ARGUMENT]
expect() {
    wanted=$1
    name=$2
    shift 2
    env HOST=0.0.0.0 PORT="$port" HEALTH_TIMEOUT_SECONDS=1 "$@" >"$work/out" 2>&1
    status=$?
    case $wanted:$status in
        healthy:0 | unhealthy:1) passed=$((passed + 1)) ;;
        *)
            failed=$((failed + 1))
            printf 'FAILED: %s (wanted %s, status %s)\n' "$name" "$wanted" "$status"
            sed 's/^/  | /' "$work/out"
            ;;
    esac
}

expect healthy "asks for /health/live unless told otherwise" "$check"
expect healthy "asks for the path it is given" "$check" /ready
expect unhealthy "an answer of 503 is unhealthy" "$check" /health/ready
expect unhealthy "an answer of 404 is unhealthy" "$check" /health
expect healthy "a server on every IPv6 address is asked over loopback" HOST=:: "$check"
expect healthy "a server on one address is asked there" HOST=127.0.0.1 "$check"
expect unhealthy "a port where nobody listens is unhealthy" PORT=9 "$check"
expect unhealthy "a server that stays silent is unhealthy" "$check" /silent

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
