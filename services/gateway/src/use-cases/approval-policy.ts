import { DomainError, requireSeen, type Clock } from '@vafa/kernel';
import { requireProof, settingsDefault, type ApprovalSettings, type RevisedSettings } from '../domain/approval.ts';
import type { ApprovalSettingsStore } from '../ports/approval-store.ts';
import type { StaffStore } from '../ports/staff-store.ts';
import { Recent } from './recent.ts';

/** No club has this id. */
const ofAllClubs = '';
const triesMax = 10;

const isSame = (one: ApprovalSettings, other: ApprovalSettings): boolean =>
  one.rules === other.rules &&
  one.promotionsAbove === other.promotionsAbove &&
  one.stepUpMinutes === other.stepUpMinutes;

/** What clubs say of second persons and of passwords. It is asked at every dangerous request, and holds in a second. */
export class ApprovalPolicy {
  private readonly recent = new Recent<ApprovalSettings>();

  constructor(
    private readonly store: ApprovalSettingsStore,
    private readonly accounts: Pick<StaffStore, 'administrators'>,
    private readonly clock: Clock,
  ) {}

  async of(clubId: string): Promise<ApprovalSettings> {
    const now = this.clock.now();
    const known = this.recent.get(clubId, now);
    if (known) return known;
    const look = this.recent.look(now);
    const settings = await this.kept(clubId);
    look.keep(clubId, settings);
    return settings;
  }

  /** As they are kept now: whoever changes them looks at these. */
  async kept(clubId: string): Promise<RevisedSettings> {
    return (await this.store.find(clubId)) ?? settingsDefault;
  }

  /**
   * What is undefined stays. `seen`: the revision that was seen; 0: all. What is so already is no change, so that a
   * repeat is not refused. Raises `approval_settings_changed`.
   */
  async put(
    clubId: string,
    put: Omit<ApprovalSettings, 'promotionsAbove'> & { readonly promotionsAbove: number | undefined },
    seen: number,
  ): Promise<{ before: RevisedSettings; after: RevisedSettings }> {
    for (let tries = 0; tries < triesMax; tries++) {
      const before = await this.kept(clubId);
      const settings = { ...put, promotionsAbove: put.promotionsAbove ?? before.promotionsAbove };
      if (isSame(before, settings)) return { before, after: before };
      requireSeen('approval_settings_changed', seen, before.revision);
      const { revision } = before;
      if (!(await this.store.replace(clubId, { ...settings, revision }))) continue;
      this.recent.forget((_, id) => id === clubId || id === ofAllClubs);
      return { before, after: { ...settings, revision: revision + 1 } };
    }
    throw new DomainError('unavailable', 'service_unavailable', 'the settings change all the time; try again');
  }

  /**
   * What is about no single club wants a proof as soon as the club that wants it soonest. Raises `step_up_required`.
   */
  async requireProof(clubId: string | undefined, provedAt: Date): Promise<void> {
    const settings = clubId === undefined ? await this.ofAll() : await this.of(clubId);
    requireProof(provedAt, settings, this.clock.now());
  }

  private async ofAll(): Promise<ApprovalSettings> {
    const now = this.clock.now();
    const known = this.recent.get(ofAllClubs, now);
    if (known) return known;
    const look = this.recent.look(now);
    const settings = { ...settingsDefault, stepUpMinutes: await this.store.fewestMinutes() };
    look.keep(ofAllClubs, settings);
    return settings;
  }

  /** How many administrators of a club, or of all, can sign in beside this one. */
  async otherAdministrators(clubId: string, id: string): Promise<number> {
    const ids = await Promise.all([this.accounts.administrators(clubId), this.accounts.administrators('')]);
    return new Set(ids.flat().filter((each) => each !== id)).size;
  }
}
