import { DomainError } from '@vafa/kernel';

export type LedgerErrorCode =
  | 'invalid_account'
  | 'batch_too_large'
  | 'best_too_large'
  | 'moment_in_future'
  | 'invalid_unit'
  | 'unknown_unit'
  | 'invalid_page_token'
  | 'cost_out_of_range'
  | 'unit_differs'
  | 'unit_changed'
  | 'too_many_units'
  /** A commit was written by a newer build: refused, never skipped. */
  | 'unknown_commit_format'
  /** What is stored cannot be replayed: a person must look at it. */
  | 'journal_broken'
  /** Other writers won every race for an account. */
  | 'contention';

export class LedgerError extends DomainError<LedgerErrorCode> {}
