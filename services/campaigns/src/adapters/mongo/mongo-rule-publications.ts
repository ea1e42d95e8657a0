import { Documents, type Versioned } from '@vafa/mongo';
import type { Publication } from '../../domain/club-rules.ts';
import { holdsFrom } from '../../domain/earning-rule.ts';
import type { RulePublications } from '../../use-cases/rule-publications.ts';
import { earningRulePublished } from '../events/earning-rule-published.ts';
import { revisionId } from './revision-id.ts';
import type { PublicationState } from './rule-publications.ts';

const toPublication = ({ clubId, keys: [key = ''], revision, rule }: Versioned<PublicationState>): Publication => ({
  revision,
  key,
  rule: { ...rule, clubId, holdsFrom: holdsFrom(rule, revision) },
});

/** One document per publication. Its id is the revision, so two writers cannot both publish the same one. */
export class MongoRulePublications implements RulePublications {
  constructor(private readonly publications: Documents<PublicationState>) {}

  async since(clubId: string, revision: number): Promise<readonly Publication[]> {
    const found = await this.publications.find({ clubId, revision: { $gt: revision } }, { sort: { revision: 1 } });
    return found.map(toPublication);
  }

  async append({ revision, key, rule }: Publication): Promise<'appended' | 'taken'> {
    const { clubId, holdsFrom: _derived, ...stored } = rule;
    const id = revisionId(clubId, revision);
    const inserted = await this.publications.insert({
      id,
      clubId,
      key,
      state: { revision, rule: stored },
      events: [earningRulePublished(rule)],
      at: rule.publishedAt,
    });
    return inserted === 'inserted' ? 'appended' : 'taken';
  }
}
