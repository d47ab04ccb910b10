# Debian packages, installed where they are missing and it is allowed. Sourced, not run.

# Runs a command as root: directly, or through sudo where that asks for no password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# Installs the named packages, or says which command would.
install_packages() {
    echo "Installing Debian packages: $*" >&2
    if command -v apt-get >/dev/null &&
        as_root apt-get update -qq >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2; then
        return
    fi
    echo "They could not be installed. Please run: sudo apt-get install $*" >&2
    exit 1
}

postgresql_folder() {
    local folder newest=""
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort --version-sort); do
        [ ! -x "$folder/initdb" ] || newest=$folder
    done
    echo "$newest"
}

chromium_path() {
    command -v chromium || command -v chromium-browser || true
}

# What the tests look at pages with: Debian's Chromium without its windows, which is quicker, or else the whole of it.
test_browser_path() {
    command -v chromium-headless-shell || chromium_path
}

# Adds to `missing` what draws a PDF.
miss_page_packages() {
    compgen -G '/usr/lib/*/libpango-1.0.so.0' >/dev/null || missing+=(libpango-1.0-0)
    compgen -G '/usr/lib/*/libpangoft2-1.0.so.0' >/dev/null || missing+=(libpangoft2-1.0-0)
    compgen -G '/usr/lib/*/libharfbuzz-subset.so.0' >/dev/null || missing+=(libharfbuzz-subset0)
}

# What the portal needs from the system.
install_page_packages() {
    local missing=()
    miss_page_packages
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

# What the tests need besides.
install_test_packages() {
    local missing=()
    miss_page_packages
    command -v pdftotext >/dev/null || missing+=(poppler-utils)
    [ -n "$(postgresql_folder)" ] || missing+=(postgresql)
    command -v redis-server >/dev/null || missing+=(redis-server)
    command -v chromium-headless-shell >/dev/null || (install_packages chromium-headless-shell) ||
        [ -n "$(chromium_path)" ] || missing+=(chromium)
    [ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ] || missing+=(fonts-noto-cjk)
    compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || missing+=(faketime)
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}
