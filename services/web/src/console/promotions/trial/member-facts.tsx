import { useState } from 'react';
import { DateField } from '../../../kit/date-field.tsx';
import { NumberField } from '../../../kit/field.tsx';
import { Select } from '../../../kit/select.tsx';
import { useMay } from '../../../sign-in/use-session.ts';
import { MemberPicker } from '../../parts/member-picker.tsx';
import { WordsOf } from '../../parts/words-of.tsx';
import { usePromotionsSay } from '../say.ts';
import { useNames } from '../use-names.ts';
import type { FactsProps } from './sale-facts.tsx';
import styles from './trial.module.css';

const unsaid = 'unsaid';
const namesMost = 1_000;
const nameMost = 100;
const purchasesMost = 1_000_000;

/** Who buys: a member of the club, or one that is imagined. */
export const MemberFacts = ({ facts, onChange }: Omit<FactsProps, 'written'>) => {
  const say = usePromotionsSay();
  const may = useMay();
  const { tiers } = useNames();
  const [picked, setPicked] = useState<{ readonly id: string; readonly name: string | null }>();
  return (
    <>
      {may('findMembers') && may('getMember') && (
        <MemberPicker
          member={picked}
          onPick={(member) => {
            setPicked(member);
            onChange({ memberId: member?.id ?? '' });
          }}
        />
      )}
      <p className={styles.hint}>{say('try.member.hint')}</p>
      <div className={styles.pair}>
        <Select
          label={say('kind.tier')}
          options={[{ id: unsaid, name: say('try.not-said') }, ...tiers]}
          value={facts.tier === '' ? unsaid : facts.tier}
          onChoose={(id) => onChange({ tier: id === unsaid ? '' : id })}
        />
        <NumberField
          label={say('try.purchases')}
          isOptional
          hasSteps={false}
          value={facts.purchases ?? Number.NaN}
          least={0}
          most={purchasesMost}
          onChange={(next) => onChange({ purchases: Number.isNaN(next) ? undefined : next })}
        />
        <DateField label={say('try.since')} isOptional value={facts.since} onChange={(since) => onChange({ since })} />
        <DateField
          label={say('try.last-purchase')}
          isOptional
          value={facts.lastPurchase}
          onChange={(lastPurchase) => onChange({ lastPurchase })}
        />
        <DateField
          label={say('try.birthday')}
          isOptional
          value={facts.birthday}
          onChange={(birthday) => onChange({ birthday })}
        />
      </div>
      <WordsOf
        label={say('kind.segment')}
        hint={say('edit.words.hint')}
        all={say('try.no-segment')}
        chosenLabel={say('kind.segment')}
        most={namesMost}
        lengthMax={nameMost}
        chosen={facts.segments}
        onChange={(segments) => onChange({ segments })}
      />
    </>
  );
};
