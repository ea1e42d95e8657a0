import { History } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Card, KeyValues } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { MomentField } from '../../kit/moment-field.tsx';
import { Empty } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { Page, Stack } from '../parts/page.tsx';
import { useRulesSay } from './say.ts';
import { useLate, type Sum } from './use-late.ts';
import styles from './rules.module.css';

interface GiveProps {
  readonly counted: Sum;
  /** While it is given: how many sales have got theirs. */
  readonly giving: number | undefined;
  readonly onGive: () => void;
}

/** What was counted, and the act that gives it. */
const Give = ({ counted: { sales, points: sum, without }, giving, onGive }: GiveProps) => {
  const say = useRulesSay();
  const { language } = useClub();
  const points = formatPoints(sum, language);
  return (
    <Card>
      <div className={styles.fields}>
        <KeyValues
          rows={[
            [say('late.sales'), formatNumber(sales, language)],
            [say('late.points'), <b key="points">{points}</b>],
            [say('late.without'), formatNumber(without, language)],
          ]}
        />
        <div className={styles.acts}>
          <Dialog
            trigger={
              <Button kind="danger" busy={giving === undefined ? undefined : say('late.giving', { count: giving })}>
                {say('late.give', { points })}
              </Button>
            }
            title={say('late.give.title')}
            text={say('late.give.text', { sales, points })}
            acts={(close) => (
              <>
                <Button autoFocus onPress={close}>
                  {say('late.give.keep')}
                </Button>
                <Button
                  kind="kill"
                  onPress={() => {
                    close();
                    onGive();
                  }}
                >
                  {say('late.give', { points })}
                </Button>
              </>
            )}
          />
        </div>
      </div>
    </Card>
  );
};

/** Recorded sales that earned nothing: counted first, given only when that is asked for. */
export const LatePage = () => {
  const say = useRulesSay();
  const { language } = useClub();
  const [from, setFrom] = useState<Date>();
  const [to, setTo] = useState<Date>();
  const [isTried, setTried] = useState(false);
  const { counted, running, failure, walk, forget } = useLate(({ points, sales }) =>
    tellDone(say('late.given', { points: formatPoints(points, language), sales })),
  );
  const isOrdered = from !== undefined && to !== undefined && from < to;
  const go = (dry: boolean): void => {
    setTried(true);
    if (isOrdered) void walk(from, to, dry);
  };
  const needed = (at: Date | undefined): string | undefined =>
    isTried && at === undefined ? say('late.need') : undefined;
  const unordered = isTried && from !== undefined && !isOrdered ? say('late.need-order') : undefined;
  const change = (set: (at: Date | undefined) => void) => (at: Date | undefined) => {
    set(at);
    forget();
  };
  const field = { clearLabel: say('rule.clear') };
  return (
    <Page title={say('late.title')} scope={say('late.scope')}>
      <div className={styles.narrow}>
        <Stack>
          <Card>
            <form
              className={styles.fields}
              onSubmit={(event) => {
                event.preventDefault();
                go(true);
              }}
            >
              <div className={styles.pair}>
                <MomentField
                  {...field}
                  label={say('late.from')}
                  error={needed(from)}
                  value={from}
                  onChange={change(setFrom)}
                />
                <MomentField
                  {...field}
                  label={say('late.to')}
                  error={needed(to) ?? unordered}
                  value={to}
                  onChange={change(setTo)}
                />
              </div>
              <p className={styles.hint}>{say('late.how')}</p>
              <FormProblem failure={failure} />
              <div className={styles.acts}>
                <Button type="submit" busy={running?.dry === true ? say('late.trying') : undefined}>
                  {say('late.try')}
                </Button>
              </div>
            </form>
          </Card>
          {counted?.sales === 0 && (
            <Card isBare>
              <Empty icon={History} title={say('late.none')} text={say('late.looked', { count: counted.without })} />
            </Card>
          )}
          {counted !== undefined && counted.sales > 0 && (
            <Give
              counted={counted}
              giving={running?.dry === false ? running.sum.sales : undefined}
              onGive={() => go(false)}
            />
          )}
        </Stack>
      </div>
    </Page>
  );
};
