import { DomainError, type Clock } from '@vafa/kernel';
import { changeBranch, type Branch, type BranchOrder } from '../domain/branch.ts';
import type { Branches } from './branches.ts';
import type { Clubs } from './clubs.ts';

export class ChangeBranch {
  constructor(
    private readonly clubs: Pick<Clubs, 'changeBranch'>,
    private readonly branches: Pick<Branches, 'find'>,
    private readonly clock: Clock,
  ) {}

  /**
   * Another name, closed or open again, once per key; what was sold there stays as it is. Raises `branch_not_found`,
   * `branch_changed`, `invalid_branch`.
   */
  async execute(clubId: string, idOrCode: string, key: string, order: BranchOrder): Promise<Branch> {
    const { id } = await this.branches.find(clubId, idOrCode);
    const now = this.clock.now();
    const changed = await this.clubs.changeBranch(id, key, now, (branch) => changeBranch(branch, order, now));
    if (changed === undefined) throw new DomainError('not_found', 'branch_not_found', 'there is no such branch');
    return changed;
  }
}
