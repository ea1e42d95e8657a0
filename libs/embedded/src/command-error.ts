import type { Document } from './bson/value.ts';

/**
 * MongoDB's own error codes, as far as they are raised here; those without a name it calls Location and their number.
 */
const errorCode = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  InvalidBSON: 22,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  ShutdownInProgress: 91,
  UnknownReplWriteConcern: 79,
  CannotIndexParallelArrays: 171,
  QueryPlanKilled: 175,
  InvalidPipelineOperator: 168,
  NotImplemented: 238,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  OutOfDiskSpace: 14031,
  Location15952: 15952,
  Location15955: 15955,
  Location15958: 15958,
  Location31249: 31249,
  Location31250: 31250,
  Location31253: 31253,
  Location31254: 31254,
  UnrecognizedStage: 40324,
  UnknownField: 40415,
  Location5107200: 5107200,
  Location5107201: 5107201,
} as const;

export type ErrorName = keyof typeof errorCode;

/** A refusal that is answered to the client; the command wrote nothing that the answer does not tell. */
export class CommandError extends Error {
  readonly codeName: ErrorName;
  readonly code: number;
  /** Further fields of the error, such as keyPattern and keyValue. */
  readonly fields: Document;

  constructor(codeName: ErrorName, message: string, fields: Document = new Map()) {
    super(message);
    this.codeName = codeName;
    this.code = errorCode[codeName];
    this.fields = fields;
  }
}

/** Refuses, by name, something that MongoDB has and this engine has not. */
export const unsupported = (what: string): CommandError =>
  new CommandError('NotImplemented', `${what} is not supported by the embedded database`);
