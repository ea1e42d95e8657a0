import { Loading } from '../../../kit/states.tsx';
import { latePart } from '../../parts/late-part.tsx';
import { usePromotionsSay } from '../say.ts';
import { listOf, type JsonObject } from '../terms/json.ts';
import type { HeadsProps } from './heads.tsx';
import { Section } from '../../parts/section.tsx';
import styles from './editor.module.css';

const waiting = <Loading lines={4} />;
// What the rows need is much: it comes after the page, all of it in one go.
const late = { waiting, failed: null } as const;
const Heads = latePart(async () => (await import('./heads.tsx')).Heads, { waiting });
const ConditionRows = latePart(async () => (await import('./late-rows.ts')).ConditionList, { waiting });
const EffectRows = latePart(async () => (await import('./late-rows.ts')).EffectRows, late);
const CombineFields = latePart(async () => (await import('./late-rows.ts')).CombineFields, late);
const CapFields = latePart(async () => (await import('./late-rows.ts')).CapFields, late);
const BudgetField = latePart(async () => (await import('./late-rows.ts')).BudgetField, late);
const LimitRows = latePart(async () => (await import('./late-rows.ts')).LimitRows, late);
const ExclusionRows = latePart(async () => (await import('./late-rows.ts')).ExclusionRows, late);

/** Every field of a promotion, in four questions: who and when, on which conditions, what, up to where. */
export const PromotionForm = (props: HeadsProps) => {
  const { written, onChange } = props;
  const say = usePromotionsSay();
  const { terms } = written;
  const put = (next: JsonObject): void => onChange({ terms: next });
  return (
    <>
      <Section number={1} title={say('edit.heads')} text={say('edit.heads.text')}>
        <Heads {...props} />
      </Section>
      <Section number={2} title={say('part.conditions')} text={say('edit.conditions.text')}>
        <div className={styles.well}>
          <p className={styles.all}>{say('edit.all-hold')}</p>
          <ConditionRows
            rows={listOf(terms.conditions)}
            path={['terms', 'conditions']}
            onChange={(rows) => put({ ...terms, conditions: rows })}
          />
        </div>
      </Section>
      <Section number={3} title={say('edit.effects')} text={say('edit.effects.text')}>
        <EffectRows
          rows={listOf(terms.effects)}
          path={['terms', 'effects']}
          onChange={(rows) => put({ ...terms, effects: rows })}
        />
        <CombineFields terms={terms} onChange={put} />
        <ExclusionRows terms={terms} onChange={put} />
      </Section>
      <Section number={4} title={say('edit.limits')} text={say('edit.limits.text')}>
        <BudgetField budget={written.budget} onChange={(budget) => onChange({ budget })} />
        <CapFields terms={terms} onChange={put} />
        <LimitRows terms={terms} onChange={put} />
      </Section>
    </>
  );
};
