import { ApiProblem } from '@vafa/client';
import { useState } from 'react';
import { failureOf } from '../../../api/failures.ts';
import { Button } from '../../../kit/button.tsx';
import { Card } from '../../../kit/card.tsx';
import { FormProblem } from '../../../kit/form-problem.tsx';
import { Badge } from '../../../kit/marks.tsx';
import { usePromotionsSay } from '../say.ts';
import type { Written } from '../written.ts';
import { noFacts, sumOf, type BasketLine, type Facts } from './basket.ts';
import { TrialFacts } from './trial-facts.tsx';
import { TrialLines } from './trial-lines.tsx';
import { TrialResult } from './trial-result.tsx';
import { useTrial } from './use-trial.ts';
import styles from './trial.module.css';

/** A basket against all that runs, with what is written in its place. The gateway decides; nothing is recorded. */
export const TrialCard = ({ written }: { readonly written: Written }) => {
  const say = usePromotionsSay();
  const [lines, setLines] = useState<readonly BasketLine[]>([{ id: 1, sku: '', quantity: 1, price: undefined }]);
  const [facts, setFacts] = useState<Facts>(noFacts);
  const trial = useTrial();
  const isIncomplete = sumOf(lines) === 0;
  const isInvalid = trial.error instanceof ApiProblem && trial.error.code === 'invalid_promotion';
  return (
    <Card title={say('try.title')} scope={say('try.scope')} aside={<Badge tone="info">{say('try.nothing')}</Badge>}>
      <form
        className={styles.trial}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isIncomplete && !trial.isPending) trial.mutate({ written, lines, facts });
        }}
      >
        <TrialLines lines={lines} onChange={setLines} />
        <TrialFacts
          written={written}
          facts={facts}
          onChange={(changes) => setFacts((now) => ({ ...now, ...changes }))}
        />
        <Button type="submit" wide isDisabled={isIncomplete} busy={trial.isPending ? say('try.running') : undefined}>
          {say('try.run')}
        </Button>
        {isIncomplete && <p className={styles.hint}>{say('try.need')}</p>}
        {trial.error !== null && (
          <FormProblem failure={failureOf(trial.error, say)} text={isInvalid ? say('try.invalid') : undefined} />
        )}
      </form>
      {trial.data !== undefined && <TrialResult tried={trial.data} />}
    </Card>
  );
};
