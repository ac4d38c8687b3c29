#!/usr/bin/env bash
# Runs the demo into a file system that is too small, then makes room: the run must stop with exit code 3 and E_DISK_FULL,
# leave no half-written output, and the same command must finish it. Needs the right to mount.
set -euo pipefail
cd "$(dirname "$0")/../.."

mount=$(mktemp -d)
mount -t tmpfs -o size=600k tmpfs "$mount" || { rmdir "$mount"; echo "disk full: not tried, mounting is not allowed here"; exit 0; }
trap 'umount "$mount"; rmdir "$mount"' EXIT

code=0
node bin/corpusmith.js run pipelines/demo.yaml --out "$mount/out" --workers 2 >/dev/null 2>"$mount.log" || code=$?
said=$(cat "$mount.log"); rm "$mount.log"
[ "$code" = 3 ] && [[ "$said" == *E_DISK_FULL* ]] || { echo "expected exit 3 and E_DISK_FULL, got $code: $said"; exit 1; }
[ ! -e "$mount/out/run.json" ] && [ ! -e "$mount/out/train.jsonl" ] || { echo "output of an unfinished run"; exit 1; }

mount -o remount,size=64m "$mount"
node bin/corpusmith.js run pipelines/demo.yaml --out "$mount/out" --workers 2 >/dev/null 2>&1
[ -s "$mount/out/run.json" ] || { echo "the resumed run has no output"; exit 1; }
echo "disk full: stopped with E_DISK_FULL, resumed"
