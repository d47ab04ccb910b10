# The virtual environment in .venv with the pinned packages. Sourced, not run; needs system.sh.

# Without bytecode each of the many processes would compile every module again, for as long as it then runs.
unset PYTHONDONTWRITEBYTECODE

# Prints the newest Python on the path that is 3.11 or newer.
find_python() {
    local name
    for name in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
}

make_environment() {
    local python
    python=$(find_python)
    if [ -z "$python" ] || ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        install_packages python3 python3-venv
        python=$(find_python)
    fi
    if [ -z "$python" ]; then
        echo "Python 3.11 or newer is needed; set PYTHON to it." >&2
        exit 1
    fi
    "$python" -m venv --clear .venv
}

# Installs uv as the tests' lock pins it: it takes seconds where pip takes more than a minute.
install_uv() {
    [ ! -x .venv/bin/uv ] || return 0
    sed -n '/^uv==/,/[^\\]$/p' tests/requirements.txt >.venv/uv.txt
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt >&2
}

# Installs with uv, or with pip where uv does not reach what pip is set up to reach.
install_locked() {
    local lock=$1
    install_uv && UV_HTTP_TIMEOUT=15 .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock" ||
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" >&2
}

# Installs a lock file's packages, unless exactly that file was installed last.
install_python_packages() {
    local lock=$1 sum stamp
    sum=$(sha256sum <"$lock" | cut -c1-64)
    stamp=.venv/installed-${lock//\//-}
    .venv/bin/python -c '' 2>/dev/null || make_environment
    if [ ! -e "$stamp" ] || [ "$(cat "$stamp")" != "$sum" ]; then
        echo "Installing Python packages from $lock" >&2
        install_locked "$lock"
        echo "$sum" >"$stamp"
    fi
}
