#!/bin/sh
# Tests mvnw against a repository of its own on the loopback interface; needs sh, curl, wget and python3.
set -u

root=$(cd "$(dirname "$0")/../../.." && pwd -P)
work=$(mktemp -d) || exit 1
server=
trap 'rm -rf "$work"; [ -z "$server" ] || kill "$server"' EXIT
passed=0
failed=0

# A release whose mvn prints the arguments it was given, one a line, and leaves with a status of its own.
version=$(sed -n 's/^version=//p' "$root/mvnw")
pinned=$(sed -n 's/^sha512=//p' "$root/mvnw")
name=apache-maven-$version
repository=$work/repository/org/apache/maven/apache-maven/$version
mkdir -p "$work/release/$name/bin" "$repository"
cat >"$work/release/$name/bin/mvn" <<'RELEASE'
#!/bin/sh
echo pinned
printf '<%s>\n' "$@"
exit 7
RELEASE
chmod 755 "$work/release/$name/bin/mvn"
tar -czf "$repository/$name-bin.tar.gz" -C "$work/release" "$name"
digest=$(sha512sum "$repository/$name-bin.tar.gz" | cut -d ' ' -f 1)

# Port 0 lets the system choose; the port arrives through a pipe, so there is nothing to wait for.
mkfifo "$work/port"
python3 - "$work/repository" >"$work/port" 2>"$work/requests" <<'SERVER' &
import functools, http.server, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
print(server.server_port, flush=True)
server.serve_forever()
SERVER
server=$!
read -r port <"$work/port"

# Every case sees only the commands named here: no Maven and no checksum program of the machine leaks in.
commands() {
    rm -rf "${work:?}/bin"
    mkdir "$work/bin"
    for command in sh sed dirname mkdir mktemp rm mv tar gzip "$@"; do
        ln -s "$(command -v "$command")" "$work/bin/$command"
    done
    printf '#!/bin/sh\n' >"$work/bin/java"
    chmod 755 "$work/bin/java"
}

installed_maven() {
    cat >"$work/bin/mvn" <<MAVEN
#!/bin/sh
if [ "\$1" = --version ]; then printf '%s\n' '$1' 'Maven home: /opt/maven'; exit; fi
echo installed
printf '<%s>\n' "\$@"
MAVEN
    chmod 755 "$work/bin/mvn"
}

# A project whose mvnw pins the release above; "real" keeps the true pin, which that release cannot have.
project() {
    rm -rf "${work:?}/project" "${work:?}/home" "${work:?}/elsewhere"
    mkdir "$work/project" "$work/home" "$work/elsewhere"
    if [ "${1:-}" = real ]; then
        cp "$root/mvnw" "$work/project/mvnw"
    else
        sed "s/$pinned/$digest/" "$root/mvnw" >"$work/project/mvnw"
        chmod 755 "$work/project/mvnw"
    fi
    cd "$work/project" || exit 1
    url=http://127.0.0.1:$port
    java_home=
}

mvnw() {
    env -i PATH="$work/bin" HOME="$work/home" JAVA_HOME="$java_home" MVNW_REPOURL="$url" \
        "$work/project/mvnw" "$@" >"$work/out" 2>"$work/err"
    status=$?
}

check() {
    if eval "$2"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s (%s)\n' "$1" "$2"
        sed 's/^/  | /' "$work/out" "$work/err"
    fi
}

# shellcheck disable=SC2059 # the expectation is a format of this script
printed() { [ "$(cat "$work/out")" = "$(printf "$@")" ]; }
complained() { grep -qF -- "$1" "$work/err" && [ "$status" -ne 0 ] && [ ! -s "$work/out" ]; }
nothing_left() { [ -z "$(ls -A "$work/home/.m2/wrapper/dists" 2>/dev/null)" ]; }

for line in 'Apache Maven 3.8.1 (abc)' 'Apache Maven 3.10.0' 'Apache Maven 4.0.0-rc-4' "$(printf '\033[1mApache Maven 3.9.9\033[m')"; do
    project; commands curl sha512sum; installed_maven "$line"
    mvnw verify '-Dname=two words' ''
    check "uses the installed $line, arguments intact" "printed 'installed\n<verify>\n<-Dname=two words>\n<>' && nothing_left"
done

for line in 'Apache Maven 3.6.3' 'Apache Maven 2.10.0' 'Error: JAVA_HOME is not defined'; do
    project; commands curl sha512sum; installed_maven "$line"
    mvnw verify '-Dname=two words'
    check "fetches the release where mvn says '$line'" "printed 'pinned\n<verify>\n<-Dname=two words>'"
done

project; commands curl sha512sum
mvnw verify
check "fetches the release where there is no mvn" "printed 'pinned\n<verify>'"
check "passes on Maven's exit status" "[ $status -eq 7 ]"
check "leaves the release and nothing else" "[ \"\$(ls '$work/home/.m2/wrapper/dists')\" = '$name-$(printf %.12s "$digest")' ]"
url=http://127.0.0.1:9/gone
mvnw again
check "fetches the release once" "printed 'pinned\n<again>' && [ ! -s '$work/err' ]"

project; commands wget sha512sum
mvnw verify
check "fetches with wget where there is no curl" "printed 'pinned\n<verify>'"

project; commands curl shasum perl
mvnw verify
check "checks with shasum where there is no sha512sum" "printed 'pinned\n<verify>'"

project real; commands curl sha512sum
mvnw verify
check "refuses an archive with another checksum" "complained 'wrong checksum' && nothing_left"
check "shows both checksums" "grep -q 'expected  $pinned' '$work/err' && grep -q 'found     $digest' '$work/err'"

project real; commands curl shasum perl
mvnw verify
check "refuses it with shasum too" "complained 'wrong checksum' && nothing_left"

project; commands curl
mvnw verify
check "refuses to run what it cannot check" "complained 'neither sha512sum nor shasum' && nothing_left"

project; commands sha512sum
mvnw verify
check "says that curl and wget are missing" "complained 'neither curl nor wget' && nothing_left"

for fetcher in curl wget; do
    project; commands $fetcher sha512sum; url=$url/absent
    mvnw verify
    check "names the address that $fetcher cannot fetch" "complained 'cannot fetch $url/org/apache/maven' && nothing_left"
done

project; commands curl sha512sum; rm "$work/bin/java"
mvnw verify
check "says that Java is missing" "complained 'no Java found' && nothing_left"
java_home=$work/nowhere
mvnw verify
check "says that JAVA_HOME is wrong" "complained 'JAVA_HOME is $work/nowhere' && nothing_left"

project; commands curl sha512sum; installed_maven 'Apache Maven 3.9.9'; cd "$work/elsewhere" || exit 1
mvnw verify
check "names the project's pom.xml from elsewhere" "printed 'installed\n<-f>\n<$work/project/pom.xml>\n<verify>'"
for option in '-f other.xml' '--file other.xml' '--file=other.xml'; do
    # shellcheck disable=SC2086 # two arguments, where there is a space
    mvnw $option verify
    check "leaves the caller's $option alone" "! grep -q project '$work/out' && [ $status -eq 0 ]"
done
mvnw -fae verify
check "does not take -fae for -f" "printed 'installed\n<-f>\n<$work/project/pom.xml>\n<-fae>\n<verify>'"

# Two runs at once: whoever comes second must find a complete installation, not spoil it.
project; commands curl sha512sum
for run in 1 2 3 4; do
    env -i PATH="$work/bin" HOME="$work/home" MVNW_REPOURL="$url" "$work/project/mvnw" "$run" >"$work/out.$run" 2>&1 &
    eval "run$run=\$!"
done
# shellcheck disable=SC2154 # assigned by the eval above
wait "$run1" "$run2" "$run3" "$run4"
for run in 1 2 3 4; do
    check "run $run of four at once finds a whole release" "[ \"\$(tail -n 1 '$work/out.$run')\" = '<$run>' ]"
done
check "four runs at once leave one release" "[ \"\$(cd '$work/home/.m2/wrapper/dists' && echo */*)\" = '$name-$(printf %.12s "$digest")/bin' ]"

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
