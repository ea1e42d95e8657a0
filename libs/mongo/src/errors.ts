import { DomainError } from '@vafa/kernel';

const duplicateKeyCode = 11000;

const transientNames = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoConnectionPoolClearedError',
  'MongoOperationTimeoutError',
  'MongoWriteConcernError',
]);

const hasName = (error: unknown): error is { name: string } =>
  typeof error === 'object' && error !== null && 'name' in error && typeof error.name === 'string';

const hasLabel = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'hasErrorLabel' in error &&
  typeof error.hasErrorLabel === 'function' &&
  Boolean(error.hasErrorLabel('RetryableWriteError'));

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** The id, or a unique index, already holds the value; of a write of many: nothing worse happened to any of them. */
export const isDuplicateKey = (error: unknown): boolean => {
  if (codeOf(error) !== duplicateKeyCode) return false;
  const each = (error as { writeErrors?: unknown }).writeErrors;
  return !Array.isArray(each) || each.every((one) => codeOf(one) === duplicateKeyCode);
};

/** A write of many reports a connection that was lost under way as its own error, with the reason inside. */
const reasonOf = (error: unknown): unknown =>
  hasName(error) && error.name === 'MongoBulkWriteError' && 'errorResponse' in error ? error.errorResponse : error;

/**
 * A write that the database ended because it and another waited for each other. MongoDB's own code, and those under
 * which FerretDB passes on what PostgreSQL raises: SQLSTATE 40P01 (deadlock) and 40001 (serialization), each of the
 * five characters as six bits from the lowest up.
 */
const endedCodes: ReadonlySet<unknown> = new Set([112, 16_908_292, 16_777_220]);

const wasEnded = (error: unknown): boolean => {
  const each = (error as { writeErrors?: unknown } | undefined)?.writeErrors;
  return [error, ...(Array.isArray(each) ? each : [each])].some((one) => endedCodes.has(codeOf(one)));
};

/**
 * The database could not be reached, did not answer in time, or ended the write for the sake of another: whether a
 * write, or which part of a write of many, took place is unknown.
 */
export const isTransient = (error: unknown): boolean => {
  const reason = reasonOf(error);
  return (hasName(reason) && transientNames.has(reason.name)) || hasLabel(reason) || wasEnded(error);
};

/** A transient driver error as DomainError `unavailable` `database_unavailable`; every other error as it is. */
export const toUnavailable = (error: unknown): unknown =>
  isTransient(error) ? new DomainError('unavailable', 'database_unavailable', 'the database does not answer') : error;
