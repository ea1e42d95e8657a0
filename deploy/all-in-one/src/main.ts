import 'reflect-metadata';
import { startFailureOf } from '@vafa/process';
import { help, readOptions, UsageError } from './options.ts';
import { runClub } from './run-club.ts';
import { StartError } from './start-error.ts';

const fail = (message: string, code: number): never => {
  console.error(`vafa: ${message}`);
  process.exit(code);
};

try {
  const options = readOptions(process.argv.slice(2));
  if (options) await runClub(options);
  else console.log(help);
} catch (error) {
  if (error instanceof UsageError) fail(`${error.message} (npm start -- --help)`, 2);
  if (error instanceof StartError) fail(error.message, 1);
  const failure = startFailureOf(error, 'a socket of the data folder');
  if (failure) fail(failure.message, failure.exitCode);
  console.error(error);
  fail('could not start', 1);
}
