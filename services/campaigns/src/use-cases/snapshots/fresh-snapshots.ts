import { isNothing, type MemberNeeds } from '../../domain/promotions/asking/member-needs.ts';
import type { MemberSnapshot } from '../../domain/promotions/sale/sale.ts';
import type { KnownOfMembers } from '../../domain/sale-decisions/running-for-sale.ts';
import type { KeptSnapshots } from './kept-snapshots.ts';
import type { Buyer, FollowMembers, MemberSnapshots, SnapshotSource } from './member-snapshots.ts';

/** What membership knows; segments, what was bought, attributes and experiments it does not. */
const known: KnownOfMembers = {
  conditions: new Set([
    'member',
    'tier',
    'membership_age',
    'occasion',
    'consent',
    'purchase_number',
    'since_last_purchase',
    'spent',
  ]),
  heldOut: false,
};

/**
 * Members as membership knows them. Where promotions need nothing of them nobody is asked and nothing is followed; news
 * are followed from the first question on. Who cannot follow them keeps nothing.
 */
export class FreshSnapshots implements MemberSnapshots {
  readonly known = known;
  private following: Promise<{ stop(): Promise<void> } | undefined> | undefined;

  constructor(
    private readonly source: SnapshotSource,
    private readonly kept: KeptSnapshots,
    private readonly follow: FollowMembers,
  ) {}

  async of(clubId: string, memberId: string, at: Date, needs: MemberNeeds): Promise<MemberSnapshot | undefined> {
    return (await this.ofAll(clubId, [{ memberId, at }], needs))[0];
  }

  async ofAll(
    clubId: string,
    buyers: readonly Buyer[],
    needs: MemberNeeds,
  ): Promise<readonly (MemberSnapshot | undefined)[]> {
    if (isNothing(needs)) return buyers.map(({ memberId: id }) => ({ id }));
    const isFollowed = await this.isFollowed();
    const found = buyers.map((buyer) => this.kept.find(clubId, buyer, needs));
    const asked = buyers.filter((_buyer, place) => found[place] === undefined);
    if (asked.length === 0) return found;
    const ask = () => this.source.ask(clubId, asked, needs);
    const answers = [...(isFollowed ? await this.kept.asking(clubId, asked, needs, ask) : await ask())];
    return found.map((snapshot) => snapshot ?? answers.shift()?.snapshot);
  }

  /** Nothing is kept any more. */
  async stop(): Promise<void> {
    const following = await this.following;
    this.following = undefined;
    this.kept.missed();
    await following?.stop();
  }

  private async isFollowed(): Promise<boolean> {
    this.following ??= this.follow(this.kept).catch(() => {
      this.following = undefined;
      return undefined;
    });
    return (await this.following) !== undefined;
  }
}
