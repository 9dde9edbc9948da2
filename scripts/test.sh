#!/usr/bin/env bash
# Everything that must hold, in the order in which it fails fastest: types, lint, layers, unit and fixture, scenario, browser.
set -euo pipefail
cd "$(dirname "$0")/.."

bash scripts/setup.sh
if ! command -v chromium >/dev/null && [ -z "${CHARTLIFT_CHROMIUM:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq chromium >/dev/null || echo "chromium could not be installed: browser tests will be skipped, saying so" >&2
fi
step() {
  echo "== $1"
  shift
  "$@"
}
step types node node_modules/typescript/bin/tsc -p tests
step lint npx --no-install biome check --error-on-warnings .
step layers node scripts/check-layers.mjs
step tests npx --no-install vitest run --project unit --project scenario --project browser
