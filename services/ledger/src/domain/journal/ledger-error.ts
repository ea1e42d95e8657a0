import { DomainError } from '@vafa/kernel';

export type LedgerErrorCode =
  | 'invalid_account'
  | 'batch_too_large'
  | 'too_many_keys'
  | 'best_too_large'
  | 'moment_in_future'
  | 'invalid_unit'
  | 'unknown_unit'
  | 'invalid_page_token'
  | 'cost_out_of_range'
  | 'invalid_period'
  | 'invalid_moment'
  | 'unit_differs'
  | 'unit_changed'
  | 'too_many_units'
  /** A commit was written by a newer build: refused, never skipped. */
  | 'unknown_commit_format'
  /** What is stored cannot be replayed: a person must look at it. */
  | 'journal_broken'
  /** The journal was begun with another master key: what is written now could not be verified with it. */
  | 'master_key_differs'
  /** Other writers won every race for an account. */
  | 'contention';

export class LedgerError extends DomainError<LedgerErrorCode> {}
