import { ChevronDown, Lightbulb } from 'lucide-react';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { Button, ListBox, Popover, Select, SelectValue } from 'react-aria-components';
import { useClub } from '../../kit/club-settings.tsx';
import { formatNumber, formatPercent } from '../../kit/formats/numbers.ts';
import { formatPoints, formatSignedPoints } from '../../kit/formats/counts.ts';
import { Icon } from '../../kit/icon.tsx';
import { shownOption } from '../../kit/option.tsx';
import choose from '../../kit/choose.module.css';
import { useSetupSay } from './say.ts';
import { givenBack, pointsFor, type Draft } from './draft.ts';
import { Slot } from './slot.tsx';
import { faultAt, type StageProps } from './stage.ts';
import { templates } from './templates.ts';
import { useShown } from './use-shown.ts';
import type { setupEn } from './words-en.ts';
import styles from './setup.module.css';

const lives = [0, 3, 6, 12, 18, 24, 36];

const useMonthsText = (): ((count: number) => string) => {
  const say = useSetupSay();
  return (count) => (count === 0 ? say('setup.months.never') : say('setup.months', { count }));
};

const Life = ({ months, onChoose }: { readonly months: number; readonly onChoose: (months: number) => void }) => {
  const say = useSetupSay();
  const named = useMonthsText();
  return (
    <Select
      aria-label={say('setup.slot.months')}
      value={String(months)}
      onChange={(id) => onChoose(Number(id))}
      className={styles.slot ?? ''}
    >
      <Button>
        <SelectValue>{named(months)}</SelectValue>
        <Icon of={ChevronDown} size="sm" />
      </Button>
      <Popover className={choose.popover ?? ''}>
        <ListBox className={choose.list ?? ''}>
          {lives.map((count) => shownOption({ id: String(count), name: named(count) }))}
        </ListBox>
      </Popover>
    </Select>
  );
};

/** A sentence with fields in it. What follows a field without a blank stays on its line. */
const useSentence = () => {
  const intl = useIntl();
  return (id: keyof typeof setupEn, parts: Readonly<Record<string, ReactNode>>): ReactNode => {
    const said = [intl.formatMessage({ id }, parts)].flat();
    return said.map((part, at) => {
      if (typeof part === 'string') return at > 0 ? part.replace(glued, '') : part;
      const [mark] = glued.exec(String(said[at + 1] ?? '')) ?? [];
      return (
        <span key={at} className={styles.whole}>
          {part}
          {mark}
        </span>
      );
    });
  };
};

/** Up to the first blank at which a line may end. */
const glued = /^[^ ]+/;

export const EarningStage = ({ draft, change, faults, isMade }: StageProps) => {
  const say = useSetupSay();
  const unbroken = useSentence();
  const named = useMonthsText();
  const { language } = useClub();
  const { money, unit } = useShown(draft);
  const { earning } = draft;
  const { perAmount, points, value, months } = earning;
  const take = (changed: Partial<Draft['earning']>): void => change({ earning: { ...earning, ...changed } });
  const isWrong = (field: string): boolean => faults.has(`earning.${field}`);
  const back = formatPercent(givenBack(draft), language);
  const example = perAmount * 100;
  const sales = perAmount * 10_000;
  const wrong = faultAt(faults, [...faults.keys()][0] ?? '', say).error;
  return (
    <>
      <div className={styles.sentence}>
        <p>
          {unbroken('setup.sentence.earn', {
            amount: (
              <Slot
                key="amount"
                label={say('setup.slot.amount')}
                value={perAmount}
                isWrong={isWrong('perAmount')}
                onChange={(typed) => take({ perAmount: typed })}
              />
            ),
            unit,
            points: (
              <Slot
                key="points"
                label={say('setup.slot.points')}
                value={points}
                isWhole
                isWrong={isWrong('points')}
                onChange={(typed) => take({ points: typed })}
              />
            ),
            pointsWord: formatSignedPoints(points, language)[1],
          })}
        </p>
        <p>
          {unbroken('setup.sentence.worth', {
            value: isMade('club') ? (
              <b key="value">{formatNumber(value, language)}</b>
            ) : (
              <Slot
                key="value"
                label={say('setup.slot.value')}
                value={value}
                isWrong={isWrong('value')}
                onChange={(typed) => take({ value: typed })}
              />
            ),
            unit,
            months: isMade('points') ? (
              <b key="months">{named(months)}</b>
            ) : (
              <Life key="months" months={months} onChoose={(chosen) => take({ months: chosen })} />
            ),
          })}
        </p>
      </div>
      {wrong !== undefined && <p className={styles.wrong}>{wrong}</p>}
      <dl className={styles.figures}>
        <div>
          <dt>{say('setup.figure.back')}</dt>
          <dd>{back}</dd>
        </div>
        <div>
          <dt>{say('setup.figure.example', { amount: money(example) })}</dt>
          <dd>{formatPoints(pointsFor(example, draft), language)}</dd>
        </div>
        <div>
          <dt>{say('setup.figure.cost', { amount: money(sales) })}</dt>
          <dd>{say('setup.figure.most', { amount: money(pointsFor(sales, draft) * value) })}</dd>
        </div>
      </dl>
      <p className={styles.hint}>
        <Icon of={Lightbulb} size="sm" />
        <span>
          {say('setup.hint.back', {
            trade: say(`setup.trade.${draft.trade}`),
            back: formatPercent(templates[draft.trade].back, language),
          })}
        </span>
      </p>
    </>
  );
};
