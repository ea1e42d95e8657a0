import type { Promotion } from '@vafa/client';
import { useQuery } from '@tanstack/react-query';
import { Hourglass } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { aside } from '../parts/aside.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { beginsLater, nextSteps, type Step } from './life.ts';
import { CopyDialog } from './copy-dialog.tsx';
import { usePromotionsSay } from './say.ts';
import { isAsked, StepDialog, useStepText, type AskedStep } from './step-dialog.tsx';
import { useLife } from './use-life.ts';
import styles from './promotions.module.css';

/** The request that waits for a second person, where the person may see it. */
const useWaiting = ({ code, draft }: Promotion): string | undefined => {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['promotion', code, 'waiting'],
    queryFn: () => api.items('listApprovals', { query: { operation: 'approvePromotion', state: 'pending' } }),
    enabled: draft === 'submitted' && may('listApprovals'),
    ...aside,
  });
  return draft === 'submitted' ? data?.find(({ subject }) => subject === code)?.id : undefined;
};

const operations = {
  submit: 'submitPromotion',
  approve: 'approvePromotion',
  publish: 'publishPromotion',
  pause: 'pausePromotion',
  resume: 'resumePromotion',
  end: 'endPromotion',
  copy: 'copyPromotion',
} as const;

interface LifeCardProps {
  readonly of: Promotion;
  readonly onStep: (now: Promotion) => void;
}

/** How it stands, and what can be done with it next: each step with what it means. */
export const LifeCard = ({ of, onStep }: LifeCardProps) => {
  const say = usePromotionsSay();
  const may = useMay();
  const stepText = useStepText();
  const waiting = useWaiting(of);
  const [asked, setAsked] = useState<AskedStep>();
  const [isCopying, setCopying] = useState(false);
  const [taken, setTaken] = useState<Step>();
  const life = useLife(of, (now) => {
    setAsked(undefined);
    onStep(now);
  });
  // Once it waits, asking again would only make a second request.
  const offered = nextSteps(of).filter(
    (step) => may(operations[step]) && !(step === 'approve' && waiting !== undefined),
  );
  const begin = (step: Step): void => {
    life.forget();
    setTaken(step);
    if (step === 'copy') setCopying(true);
    else if (isAsked(step)) setAsked(step);
    else void life.run({ step });
  };
  const nameOf = (step: Step): string =>
    say(step === 'publish' && beginsLater(of, new Date()) ? 'life.schedule' : `life.${step}`);
  return (
    <Card title={say('life.title')}>
      <div className={styles.life}>
        <p>{say(`life.state.${of.state}`)}</p>
        {waiting !== undefined && (
          <Banner tone="warn" icon={Hourglass} title={say('life.waits')}>
            {say('life.waits.text')}{' '}
            <LinkButton kind="link" to="/approvals" search={{ approval: waiting }}>
              {say('life.waits.see')}
            </LinkButton>
          </Banner>
        )}
        {asked === undefined && <FormProblem failure={life.failure} text={life.refusal && say(life.refusal)} />}
        <ul>
          {offered.map((step, at) => (
            <li key={step}>
              <Button
                small
                kind={step === 'end' ? 'danger' : at === 0 && step !== 'copy' ? 'primary' : 'plain'}
                busy={life.isBusy && taken === step && step !== 'copy' ? say(`life.${step}.busy`) : undefined}
                isDisabled={life.isBusy}
                onPress={() => begin(step)}
              >
                {nameOf(step)}
              </Button>
              <small>{stepText(step, of)}</small>
            </li>
          ))}
        </ul>
        {offered.length === 0 && <p className={styles.hint}>{say('life.none')}</p>}
      </div>
      {asked !== undefined && <StepDialog of={of} step={asked} life={life} onClose={() => setAsked(undefined)} />}
      {isCopying && <CopyDialog of={of} onClose={() => setCopying(false)} />}
    </Card>
  );
};
