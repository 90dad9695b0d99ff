#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
for python in PYTHONS python3; do
  if command -v "$python" >/dev/null 2>&1; then exec "$python" "$here/install.py"; fi
done
echo "这台电脑没有 Python，请先装 Python（PYTHONS）。" >&2
exit 2
