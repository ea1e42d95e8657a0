import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { backup, DatabaseSync } from 'node:sqlite';
import { CommandError } from '../command-error.ts';
import { databaseName } from './backup-folder.ts';

/** Asks the running club to copy its database; undefined when none is running. */
const askClub = (socketPath: string, path: string): Promise<{ readonly problem: string } | undefined> =>
  new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    let isConnected = false;
    socket.once('connect', () => {
      isConnected = true;
      socket.write(`${JSON.stringify({ backup: path })}\n`);
    });
    socket.once('error', () =>
      isConnected ? reject(new CommandError('the club ended before the copy was done')) : resolve(undefined),
    );
    socket.once('close', () => reject(new CommandError('the club ended before the copy was done')));
    createInterface(socket).once('line', (line) => {
      socket.end();
      resolve(JSON.parse(line) as { problem: string });
    });
  });

/** Keeps a club from starting while its folder is copied. Raises CommandError when it is running. */
const lockFolder = (dataFolder: string): DatabaseSync => {
  const lock = new DatabaseSync(join(dataFolder, 'lock'));
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    return lock;
  } catch {
    lock.close();
    throw new CommandError(`the club on ${dataFolder} is starting or stopping; try again`);
  }
};

const copyResting = async (dataFolder: string, path: string): Promise<void> => {
  const lock = lockFolder(dataFolder);
  const database = new DatabaseSync(join(dataFolder, 'database', databaseName));
  try {
    await backup(database, path);
  } finally {
    database.close();
    lock.close();
  }
};

/** One file without a log beside it, whose pages are as SQLite expects them. */
const settle = (path: string): void => {
  const copy = new DatabaseSync(path);
  try {
    copy.exec('PRAGMA journal_mode = DELETE');
    const answer = copy.prepare('PRAGMA quick_check').get();
    if (answer?.quick_check !== 'ok') throw new CommandError(`the copy is damaged: ${JSON.stringify(answer)}`);
  } finally {
    copy.close();
  }
  chmodSync(path, 0o600);
};

/** Copies the database of a data folder, of one moment, whether or not its club runs. Raises CommandError. */
export const copyDatabase = async (dataFolder: string, path: string): Promise<void> => {
  if (!existsSync(join(dataFolder, 'database', databaseName)))
    throw new CommandError(`${dataFolder} holds no database: name a data folder with --data`);
  const control = join(dataFolder, 'control');
  const answer = existsSync(control) ? await askClub(readFileSync(control, 'utf8').trim(), path) : undefined;
  if (answer === undefined) await copyResting(dataFolder, path);
  else if (answer.problem !== '') throw new CommandError(`the club could not copy its database: ${answer.problem}`);
  settle(path);
};
