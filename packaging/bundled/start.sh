#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
[ -x "$here/env/bin/investtrack" ] || sh "$here/install.sh" || exit 2
if [ $# -gt 0 ]; then exec "$here/env/bin/investtrack" "$@"; fi
[ -x "$here/env/bin/investtrack-desk" ] && exec "$here/env/bin/investtrack" desk
PATH="$here/env/bin:$PATH"
export PATH
investtrack
exec "${SHELL:-/bin/sh}"
