import type { Documents, Versioned } from '@vafa/mongo';
import type { PromotionDraft } from '../../domain/promotion-life/draft.ts';
import type { PromotionDrafts } from '../../use-cases/promotions/promotion-drafts.ts';
import type { DraftDocumentState } from './promotion-models.ts';

const toDraft = ({
  _id: id,
  clubId,
  version: revision,
  code,
  name,
  startsAt,
  endsAt,
  budget,
  terms,
  state,
  created,
  changed,
  submitted,
  approved,
}: Versioned<DraftDocumentState>): PromotionDraft => ({
  id,
  clubId,
  revision,
  code,
  name,
  startsAt,
  endsAt,
  budget,
  terms,
  state,
  created,
  changed,
  submitted,
  approved,
});

/** One document a promotion: its version is the draft's revision. */
export class MongoPromotionDrafts implements PromotionDrafts {
  constructor(private readonly drafts: Documents<DraftDocumentState>) {}

  insert({ id, clubId, revision: _first, ...state }: PromotionDraft, key: string): Promise<'inserted' | 'exists'> {
    return this.drafts.insert({ id, clubId, key, state, at: state.changed.at });
  }

  async load(id: string): Promise<{ readonly draft: PromotionDraft; readonly key: string } | undefined> {
    const found = await this.drafts.load(id);
    return found && { draft: toDraft(found), key: found.keys[0] ?? '' };
  }

  async change(
    id: string,
    key: string | undefined,
    at: Date,
    decide: (draft: PromotionDraft) => Omit<PromotionDraft, 'revision'> | undefined,
  ): Promise<PromotionDraft | undefined> {
    const changed = await this.drafts.change(id, (document) => {
      if (key !== undefined && document.keys.includes(key)) return undefined;
      const changed = decide(toDraft(document));
      if (!changed) return undefined;
      const { id: _id, clubId: _club, ...set } = changed;
      return { set, at, ...(key !== undefined && { key }) };
    });
    return changed && toDraft(changed);
  }

  async list(
    clubId: string,
    after: string,
    size: number,
  ): Promise<{ readonly drafts: readonly PromotionDraft[]; readonly more: boolean }> {
    const { documents, more } = await this.drafts.page({ clubId, code: { $gt: after } }, { code: 1 }, size);
    return { drafts: documents.map(toDraft), more };
  }
}
