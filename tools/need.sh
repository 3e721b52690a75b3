# need.sh - sourced by ./demo and ./check: what building needs, installed when
# this is a Debian that lets us, named when it is not.

PATH=${PATH:-/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin}
LC_ALL=C.UTF-8
export PATH LC_ALL

packages='gcc libc6-dev meson ninja-build pkg-config python3
          libarchive-dev libdnnl-dev libjansson-dev libsqlite3-dev
          libxml2-dev'

say() {
    printf '%s\n' "$*" >&2
}

# Which of the Debian packages are not installed.
missing_packages() {
    for p in $packages; do
        case $(dpkg-query -W -f '${Status}' "$p" 2>/dev/null) in
        *' installed') ;;
        *) printf '%s ' "$p" ;;
        esac
    done
}

# Which tools and headers are not found, on a system that is no Debian.
missing_things() {
    for c in cc meson ninja pkg-config python3; do
        command -v "$c" >/dev/null 2>&1 || printf '%s ' "$c"
    done
    if command -v pkg-config >/dev/null 2>&1; then
        pkg-config --exists jansson || printf 'jansson '
        pkg-config --exists sqlite3 || printf 'sqlite3 '
        pkg-config --exists libarchive || printf 'libarchive '
        pkg-config --exists libxml-2.0 || printf 'libxml2 '
    fi
}

apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
        -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 ||
        { cat "$log" >&2; say "apt-get $1 did not work"; exit 2; }
}

need() {
    if ! command -v apt-get >/dev/null 2>&1 ||
       ! command -v dpkg-query >/dev/null 2>&1; then
        missing=$(missing_things)
        [ -z "$missing" ] && return
        say "missing: $missing"
        say "install them (on Debian 12:" $packages")"
        exit 2
    fi
    missing=$(missing_packages)
    [ -z "$missing" ] && return
    as_root=
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
            as_root='sudo -n'
        else
            say "missing packages: $missing"
            say "install them as root: apt-get install $missing"
            exit 2
        fi
    fi
    say "installing: $missing"
    log=$(mktemp)
    apt update
    # shellcheck disable=SC2086
    apt install --no-install-recommends $missing
    rm -f "$log"
}

# build DIR [OPTION...]: configures DIR once and builds the program and tests.
build() {
    dir=$1
    shift
    if [ ! -f "$dir/build.ninja" ]; then
        say "configuring $dir"
        mkdir -p "$dir"
        meson setup "$dir" "$@" >"$dir/setup.log" 2>&1 ||
            { cat "$dir/setup.log" >&2; exit 2; }
    fi
    say "building $dir"
    ninja -C "$dir" >"$dir/build.log" 2>&1 ||
        { cat "$dir/build.log" >&2; exit 2; }
}
