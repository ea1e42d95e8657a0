import { useState } from 'react';
import { Button } from '../../../kit/button.tsx';
import { Tick } from '../../../kit/field.tsx';
import { Loading } from '../../../kit/states.tsx';
import { latePart } from '../../parts/late-part.tsx';
import { usePromotionsSay } from '../say.ts';
import type { FactsProps } from './sale-facts.tsx';

const MomentField = latePart(async () => (await import('../../../kit/moment-field.tsx')).MomentField, {
  waiting: <Loading lines={1} />,
});
const waiting = <Loading lines={4} />;
const MemberFacts = latePart(async () => (await import('./member-facts.tsx')).MemberFacts, { waiting });
const SaleFacts = latePart(async () => (await import('./sale-facts.tsx')).SaleFacts, { waiting, failed: null });

/** What is assumed beside the basket. What is seldom asked opens below. */
export const TrialFacts = (props: FactsProps) => {
  const { facts, onChange } = props;
  const say = usePromotionsSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <MomentField
        label={say('try.at')}
        hint={say('try.at.hint')}
        isOptional
        clearLabel={say('edit.clear')}
        value={facts.at}
        onChange={(at) => onChange({ at })}
      />
      <Tick isSelected={facts.isMember} onChange={(isMember) => onChange({ isMember })}>
        {say('kind.member')}
      </Tick>
      <Button small kind="quiet" onPress={() => setOpen(!isOpen)}>
        {say(isOpen ? 'try.less' : 'try.more')}
      </Button>
      {isOpen && facts.isMember && <MemberFacts facts={facts} onChange={onChange} />}
      {isOpen && <SaleFacts {...props} />}
    </>
  );
};
