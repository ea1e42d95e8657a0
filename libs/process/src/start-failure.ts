import { ConfigError } from '@vafa/config';
import { isDomainError } from '@vafa/kernel';
import { isTransient } from '@vafa/mongo';
import { exitCodes } from './exit-codes.ts';
import { reasonOf, someIn } from './reason-of.ts';

/** Why a process cannot start, for the person who started it, and what it ends with. */
export class StartFailure extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
    this.name = 'StartFailure';
  }
}

const addressProblems: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another process',
  EACCES: 'may not be used by this user',
  EADDRNOTAVAIL: 'is not an address of this machine',
};

/** gRPC reports a failed bind without code, as text. */
const addressFailure = (error: unknown, address: string): StartFailure | undefined => {
  const found = Object.keys(addressProblems).find((code) =>
    someIn(error, (each) => each.code === code || String(each.message).includes(`listen ${code}`)),
  );
  return found === undefined
    ? undefined
    : new StartFailure(`${address} ${String(addressProblems[found])} (${found})`, exitCodes.address);
};

/**
 * What an error of a start means to an operator; undefined for one that nobody expected. `address` is what the process
 * listens on.
 */
export const startFailureOf = (error: unknown, address: string): StartFailure | undefined => {
  if (error instanceof StartFailure) return error;
  if (error instanceof ConfigError) return new StartFailure(error.message, exitCodes.configuration);
  if (isDomainError(error) && (error.kind === 'invalid' || error.kind === 'conflict'))
    return new StartFailure(error.message, exitCodes.mismatch);
  if (isDomainError(error) && error.kind === 'unavailable')
    return new StartFailure(error.message, exitCodes.unavailable);
  if (isTransient(error))
    return new StartFailure(
      `MongoDB went away during the start (${reasonOf(error) ?? 'no answer'})`,
      exitCodes.unavailable,
    );
  return addressFailure(error, address);
};
