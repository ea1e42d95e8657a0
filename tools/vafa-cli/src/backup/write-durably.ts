import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/** The file is there complete or not at all, whatever happens in between. */
export const writeDurably = (path: string, text: string): void => {
  const unfinished = `${path}.new`;
  const file = openSync(unfinished, 'w', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(unfinished, path);
};
