import { DomainError, identifier, isPlainLine, requireSeen } from '@vafa/kernel';
import { isReason, withChange, type Change } from './change.ts';

export interface BranchTerms {
  readonly code: string;
  readonly name: string;
}

export interface Branch extends BranchTerms {
  readonly id: string;
  readonly clubId: string;
  /** No sale is opened there any more. */
  readonly isClosed: boolean;
  /** The latest, newest first. */
  readonly changes: readonly BranchChange[];
  /** From 1, one more with each of them. */
  readonly revision: number;
}

export type BranchChange = Change<'name' | 'closed'>;

/** What may change: sales are counted by the code, and it stays. */
export interface BranchOrder {
  readonly name?: string | undefined;
  readonly isClosed?: boolean | undefined;
  readonly by: string;
  readonly reason: string;
  /** The revision that was seen; 0 or absent: whatever it is now. */
  readonly seen?: number;
}

const invalid = (message: string): DomainError => new DomainError('invalid', 'invalid_branch', message);

/** Raises `invalid_branch`. An empty name is the code. The code in its one form (libs/kernel). */
export const branchTerms = (asked: BranchTerms): BranchTerms => {
  const code = identifier(asked.code);
  const name = asked.name.trim();
  const bad = (text: string): boolean => !isPlainLine(text, 60);
  if (bad(code) || bad(name === '' ? code : name))
    throw invalid('a branch code and name are 1 to 60 printable characters');
  return { code, name: name === '' ? code : name };
};

/**
 * The branch with another name, closed or open; itself when it is so already.
 * Raises `invalid_branch`, `branch_changed`.
 */
export const changeBranch = (
  branch: Branch,
  { name = branch.name, isClosed = branch.isClosed, by, reason, seen = 0 }: BranchOrder,
  at: Date,
): Branch => {
  if (!isReason(reason)) throw invalid('a reason has up to 200 characters');
  if (!isPlainLine(name.trim(), 60)) throw invalid('a branch name is 1 to 60 printable characters');
  const changed = { ...branch, name: name.trim(), isClosed };
  const fields: BranchChange['fields'] = [
    ...(changed.name === branch.name ? [] : (['name'] as const)),
    ...(isClosed === branch.isClosed ? [] : (['closed'] as const)),
  ];
  if (fields.length === 0) return branch;
  requireSeen('branch_changed', seen, branch.revision);
  const changes = withChange(branch.changes, { at, by, fields, reason });
  return { ...changed, changes, revision: branch.revision + 1 };
};
