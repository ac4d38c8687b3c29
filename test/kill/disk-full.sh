#!/usr/bin/env bash
# Runs pipelines into a file system that is too small, then makes room: the run must stop with exit code 3 and E_DISK_FULL,
# leave no half-written output, and the same command must finish it. Needs the right to mount.
set -euo pipefail
cd "$(dirname "$0")/../.."

mount=$(mktemp -d)
data=$(mktemp -d)
trap 'umount "$mount" 2>/dev/null || true; rm -r "$data"; rmdir "$mount"' EXIT
mount -t tmpfs -o size=600k tmpfs "$mount" || { echo "disk full: not tried, mounting is not allowed here"; exit 0; }

# full SIZE FILE PIPELINE: a disk of this size is full when the run writes to a file with such a path.
full() {
  local size=$1 file=$2 code=0 said
  local run=(node bin/corpusmith.js run "$3" --out "$mount/out" --workers 2 --memory 128MB)
  rm -rf "$mount/out"
  mount -o remount,size="$size" "$mount"
  "${run[@]}" >/dev/null 2>"$data/log" || code=$?
  said=$(grep '^error' "$data/log" || true)
  [ "$code" = 3 ] && [[ "$said" == *E_DISK_FULL*$file* ]] || { echo "expected exit 3 and E_DISK_FULL at $file, got $code: $said"; exit 1; }
  [ ! -e "$mount/out/run.json" ] && [ ! -e "$mount/out/train.jsonl" ] || { echo "output of an unfinished run"; exit 1; }

  mount -o remount,size=512m "$mount"
  "${run[@]}" >/dev/null 2>&1
  [ -s "$mount/out/run.json" ] || { echo "the resumed run has no output"; exit 1; }
  echo "disk full at $size ($file): stopped with E_DISK_FULL, resumed"
}

full 600k out/ pipelines/demo.yaml

# Long documents and little memory: the decision of dedupe spills, when the disk holds all documents and sketches already.
pipeline=$(node -e "import('./test/kill/corpus.ts').then(({ writeCorpus }) => console.log(writeCorpus('$data', 8000, 400)))")
full 50m /scratch/ "$pipeline"
