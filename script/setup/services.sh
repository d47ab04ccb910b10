# A PostgreSQL and a Redis of the tests' own, on free ports, in a folder that goes with them. Sourced, not run.

services=""
redis_port=""

free_port() {
    .venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# PostgreSQL refuses to run as root, so root drops to the user that Debian's package made for it.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid postgres --regid postgres --clear-groups -- "$@"
    else
        "$@"
    fi
}

start_services() {
    services=$(mktemp -d /tmp/portal-services-XXXXXX)
    chmod 711 "$services"
    start_postgresql
    start_redis
}

start_postgresql() {
    local port folder options
    port=$(free_port)
    folder=$(postgresql_folder)
    mkdir -m 700 "$services/postgresql"
    [ "$(id -u)" -ne 0 ] || chown postgres:postgres "$services/postgresql"
    options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$services/postgresql"
    options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
    # Figures taken between two tests, of tables then empty, make it go through the next test's rows one by one.
    options+=" -c autovacuum=off"
    (
        cd "$services/postgresql"
        as_postgres "$folder/initdb" -D "$services/postgresql/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
            --no-sync >/dev/null
        as_postgres "$folder/pg_ctl" -D "$services/postgresql/data" -l "$services/postgresql/log" -o "$options" -w -t 30 \
            start >/dev/null
    ) || {
        echo "PostgreSQL did not start:" >&2
        cat "$services/postgresql/log" >&2
        exit 1
    }
    export DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres"
}

start_redis() {
    local port
    port=$(free_port)
    redis_port=$port
    redis-server --port "$port" --bind 127.0.0.1 --save "" --appendonly no --dir "$services" --daemonize yes \
        --logfile "$services/redis.log" >/dev/null
    until redis-cli -p "$port" ping >/dev/null 2>&1; do
        sleep 0.1
    done
    export REDIS_URL="redis://127.0.0.1:$port/0"
}

stop_services() {
    [ -n "$services" ] || return 0
    if [ -e "$services/postgresql/data/postmaster.pid" ]; then
        (cd / && as_postgres "$(postgresql_folder)/pg_ctl" -D "$services/postgresql/data" -m immediate stop >/dev/null) || true
    fi
    [ -z "$redis_port" ] || redis-cli -p "$redis_port" shutdown nosave 2>/dev/null || true
    rm -rf "$services"
}
