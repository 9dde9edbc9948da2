#!/usr/bin/env bash
# Sets up what is missing and nothing twice: npm packages from the lock file, the build.
set -euo pipefail
cd "$(dirname "$0")/.."

need_node=20
have_node=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
if [ "$have_node" -lt "$need_node" ]; then
  echo "Chartlift needs Node $need_node or newer; found $have_node. On Debian: https://nodejs.org or apt-get install nodejs." >&2
  exit 2
fi

# The vault's SQLite is compiled here: no prebuilt binary is fetched, and Node's headers are those beside this Node where it has them.
export npm_config_build_from_source=true
node_home=$(node -p 'require("node:path").resolve(process.execPath, "../..")')
if [ -z "${npm_config_nodedir:-}" ] && [ -f "$node_home/include/node/node.h" ]; then export npm_config_nodedir="$node_home"; fi

stamp=node_modules/.chartlift-lock
if ! cmp -s package-lock.json "$stamp" 2>/dev/null; then
  for tool in make g++ python3; do
    if ! command -v "$tool" >/dev/null; then
      if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq make g++ python3
        break
      fi
      echo "Setting up needs '$tool': apt-get install make g++ python3" >&2
      exit 2
    fi
  done
  npm ci --no-audit --no-fund
  cp package-lock.json "$stamp"
fi

if ! node -e "new (require('better-sqlite3-multiple-ciphers'))(':memory:').close()" 2>/dev/null; then
  npm rebuild better-sqlite3-multiple-ciphers
fi

node node_modules/typescript/bin/tsc -b
