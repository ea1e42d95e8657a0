import type { Reward } from '@vafa/client';
import { useQueryClient } from '@tanstack/react-query';
import { Gift, Plus } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Badge } from '../../kit/marks.tsx';
import { Segments } from '../../kit/segments.tsx';
import { Empty } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useFilters } from '../parts/filters.ts';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Columns, Page } from '../parts/page.tsx';
import { useList } from '../parts/use-list.ts';
import { RewardForm } from './reward-form.tsx';
import { useRewardsSay } from './say.ts';
import styles from './rewards.module.css';

const filters = ['all', 'open', 'closed'] as const;

/** Opens or closes a reward; for ten seconds that can be taken back. */
const useOpening = (refresh: () => void) => {
  const say = useRewardsSay();
  const turn = useWrite(
    ({ id, version, open }: Reward, key) =>
      api
        .call('changeReward', { path: { reward_id: id }, body: { version, open: !open }, key })
        .catch((error: unknown) => {
          // Somebody else has changed it: what it is now is shown before it is opened or closed.
          refresh();
          throw error;
        }),
    (changed) => {
      tellDone(say(changed.open ? 'rewards.is-open' : 'rewards.is-closed', { name: changed.name }), () => {
        void turn.run(changed);
      });
      refresh();
    },
  );
  return turn;
};

const useColumns = (
  onChange: (code: string) => void,
  turn: (reward: Reward) => void,
): readonly ListColumn<Reward>[] => {
  const say = useRewardsSay();
  const may = useMay();
  const days = useDays();
  const { language } = useClub();
  const shown: readonly ListColumn<Reward>[] = [
    {
      id: 'name',
      name: say('rewards.col.name'),
      text: ({ name, code }) => `${name} (${code})`,
      show: ({ name, description }) => (
        <span className={styles.name}>
          <b>
            <bdi>{name}</bdi>
          </b>
          {description !== null && description !== '' && (
            <small>
              <bdi>{description}</bdi>
            </small>
          )}
        </span>
      ),
    },
    {
      id: 'price',
      name: say('rewards.col.price'),
      isFigures: true,
      text: ({ price_points: points }) => String(points),
      show: ({ price_points: points }) => formatNumber(points, language),
    },
    {
      id: 'days',
      name: say('rewards.col.days'),
      text: ({ voucher_days: count }) => String(count),
      show: ({ voucher_days: count }) => (count === 0 ? say('vouchers.never') : say('rewards.days', { count })),
    },
    {
      id: 'state',
      name: say('rewards.col.state'),
      text: ({ open }) => say(open ? 'rewards.open' : 'rewards.closed'),
      show: ({ open }) => <Badge tone={open ? 'good' : 'line'}>{say(open ? 'rewards.open' : 'rewards.closed')}</Badge>,
    },
    {
      id: 'changed',
      name: say('rewards.col.changed'),
      text: ({ changed_at: at }) => at ?? '',
      show: ({ changed_at: at, created_at: made }) => formatDay(new Date(at ?? made), days),
    },
  ];
  if (!may('changeReward')) return shown;
  return [
    ...shown,
    {
      id: 'acts',
      name: say('rewards.col.acts'),
      show: (reward) => (
        <span className={styles.acts}>
          <Button small onPress={() => onChange(reward.code)}>
            {say('reward.change')}
          </Button>
          <Button small kind="quiet" onPress={() => turn(reward)}>
            {say(reward.open ? 'rewards.close' : 'rewards.reopen')}
          </Button>
        </span>
      ),
    },
  ];
};

/** What members get for their points. */
export const RewardsPage = () => {
  const say = useRewardsSay();
  const may = useMay();
  const queries = useQueryClient();
  const refresh = (): void => void queries.invalidateQueries({ queryKey: ['list', 'listRewards'] });
  const turn = useOpening(refresh);
  const { values, set } = useFilters(['show', 'form']);
  const columns = useColumns(
    (code) => set({ form: code }),
    (reward) => void turn.run(reward),
  );
  const list = useList('listRewards');
  const show = values.show === 'open' || values.show === 'closed' ? values.show : 'all';
  const shown = { ...list, items: list.items?.filter(({ open }) => show === 'all' || open === (show === 'open')) };
  const changed = list.items?.find(({ code }) => code === values.form);
  const isForm = may('createReward') && (values.form === 'new' || changed !== undefined);
  const make = may('createReward') && (
    <Button kind="primary" onPress={() => set({ form: 'new' })}>
      <Icon of={Plus} size="sm" />
      {say('rewards.new')}
    </Button>
  );
  const table = (
    <Card isBare>
      <ListTable
        label={say('rewards.label')}
        columns={columns}
        list={shown}
        idOf={({ id }) => id}
        failed={say('rewards.failed')}
        empty={<Empty icon={Gift} title={say('rewards.empty')} text={say('rewards.empty.text')} acts={make} />}
        filtered={
          show === 'all' ? undefined : { words: say(`rewards.filter.${show}`), onClear: () => set({ show: '' }) }
        }
      />
    </Card>
  );
  return (
    <Page
      title={say('rewards.title')}
      scope={say('rewards.scope')}
      acts={
        <>
          <CsvButton name="rewards" columns={columns} readAll={() => api.items('listRewards')} />
          {make}
        </>
      }
    >
      <div className={styles.bar}>
        <Segments
          label={say('rewards.filter')}
          value={show}
          onChoose={(id) => set({ show: id === 'all' ? '' : id })}
          options={filters.map((id) => ({ id, name: say(`rewards.filter.${id}`) }))}
        />
      </div>
      <FormProblem
        {...(turn.code === 'reward_changed' ? { text: say('rewards.changed') } : { failure: turn.failure })}
      />
      {isForm ? (
        <Columns
          main={table}
          side={
            <RewardForm
              key={values.form}
              reward={changed}
              onCancel={() => set({ form: '' })}
              onSaved={({ name }) => {
                tellDone(say('reward.saved', { name }));
                set({ form: '' });
                refresh();
              }}
            />
          }
        />
      ) : (
        table
      )}
    </Page>
  );
};
