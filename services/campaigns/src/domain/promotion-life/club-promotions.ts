import type { PromotionStep, PublishedVersion } from './steps.ts';

/** Whether a promotion may run, from a moment on. */
interface Turn {
  readonly at: Date;
  readonly mode: 'on' | 'paused' | 'ended';
  /** How many versions there were then: after an end these do not come back. */
  readonly versions: number;
}

/** What a club has published of one promotion. */
export interface PublishedPromotion {
  readonly id: string;
  readonly code: string;
  /** The oldest first. */
  readonly versions: readonly [PublishedVersion, ...PublishedVersion[]];
  readonly turns: readonly Turn[];
}

/** All that a club has published, as of a revision. Immutable. */
export interface ClubPromotions {
  readonly revision: number;
  /** By id. */
  readonly promotions: ReadonlyMap<string, PublishedPromotion>;
  /** By key of the command. */
  readonly steps: ReadonlyMap<string, PromotionStep>;
}

export const noPromotions: ClubPromotions = { revision: 0, promotions: new Map(), steps: new Map() };

export type PublishedState = 'scheduled' | 'running' | 'paused' | 'ended';

const lastTurn = ({ turns }: PublishedPromotion, at: Date): Turn | undefined => turns.findLast((turn) => turn.at <= at);

/** The newest version that has taken its place by then, and was not ended before it. */
const versionThen = (promotion: PublishedPromotion, at: Date): PublishedVersion | undefined => {
  const ended = promotion.turns.findLast((turn) => turn.at <= at && turn.mode === 'ended')?.versions ?? 0;
  return promotion.versions.slice(ended).findLast(({ from }) => from <= at);
};

/** Nothing of a sale of then is decided by a version that did not run then. */
export const versionRunning = (promotion: PublishedPromotion, at: Date): PublishedVersion | undefined => {
  if (lastTurn(promotion, at)?.mode !== 'on') return undefined;
  const version = versionThen(promotion, at);
  return version?.endsAt && version.endsAt <= at ? undefined : version;
};

export const publishedState = (promotion: PublishedPromotion, at: Date): PublishedState => {
  const mode = lastTurn(promotion, at)?.mode;
  if (mode === 'ended') return 'ended';
  const last = promotion.versions.at(-1);
  if (last?.endsAt && last.endsAt <= at) return 'ended';
  if (mode === 'paused') return 'paused';
  return versionRunning(promotion, at) ? 'running' : 'scheduled';
};

/** Whether a step can still stop it. */
export const isAlive = (promotion: PublishedPromotion, at: Date): boolean => {
  const state = publishedState(promotion, at);
  return state === 'scheduled' || state === 'running';
};

const modes = { paused: 'paused', resumed: 'on', ended: 'ended' } as const;

const turned = (promotion: PublishedPromotion, at: Date, mode: Turn['mode']): PublishedPromotion => ({
  ...promotion,
  turns: [...promotion.turns, { at, mode, versions: promotion.versions.length }],
});

/** A new version of what is paused stays paused; of what has ended it begins anew. */
const published = (known: PublishedPromotion | undefined, version: PublishedVersion): PublishedPromotion => {
  const { promotionId: id, code, publishedAt: at } = version;
  if (!known) return { id, code, versions: [version], turns: [{ at, mode: 'on', versions: 0 }] };
  const grown = { ...known, versions: [...known.versions, version] as const };
  return publishedState(known, at) === 'ended'
    ? { ...grown, turns: [...known.turns, { at, mode: 'on', versions: known.versions.length }] }
    : grown;
};

const taken = (promotions: Map<string, PublishedPromotion>, step: PromotionStep): void => {
  if (step.kind === 'published') {
    const { promotionId } = step.version;
    promotions.set(promotionId, published(promotions.get(promotionId), step.version));
    return;
  }
  const ids = step.kind === 'stopped' ? step.promotionIds : [step.promotionId];
  const mode = step.kind === 'stopped' ? 'paused' : modes[step.kind];
  for (const id of ids) {
    const promotion = promotions.get(id);
    if (promotion) promotions.set(id, turned(promotion, step.at, mode));
  }
};

/** Adds steps that directly follow the club's revision, in order. */
export const withSteps = (club: ClubPromotions, added: readonly PromotionStep[]): ClubPromotions => {
  if (added.length === 0) return club;
  const promotions = new Map(club.promotions);
  const steps = new Map(club.steps);
  let { revision } = club;
  for (const step of added) {
    if (step.revision !== revision + 1)
      throw new Error(`revision ${step.revision} of the club's promotions does not follow ${revision}`);
    revision = step.revision;
    steps.set(step.key, step);
    taken(promotions, step);
  }
  return { revision, promotions, steps };
};
