# Starting processes so that all of them end with the script. Sourced, not run.

STOP_SECONDS=25
processes=()

# Starts a command in a process group of its own, so that Ctrl-C reaches this script alone, which then stops the
# command in order; should the script itself be killed, the kernel stops the command.
start_process() {
    set -m
    setpriv --pdeathsig TERM -- "$@" &
    set +m
    processes+=($!)
}

group_alive() {
    kill -0 -- "-$1" 2>/dev/null
}

# Asks every process to finish, waits, and ends those that do not.
stop_processes() {
    local process waited=0
    for process in "${processes[@]}"; do
        kill -TERM -- "$process" 2>/dev/null || true
    done
    while [ $waited -lt $((STOP_SECONDS * 5)) ]; do
        any_alive || return 0
        sleep 0.2
        waited=$((waited + 1))
    done
    for process in "${processes[@]}"; do
        kill -KILL -- "-$process" 2>/dev/null || true
    done
}

any_alive() {
    local process
    for process in "${processes[@]}"; do
        if group_alive "$process"; then
            return 0
        fi
    done
    return 1
}
