import type { EarningRule } from '@vafa/client';
import { Link } from '@tanstack/react-router';
import { Plus, Sparkles } from 'lucide-react';
import { api } from '../../api/client.ts';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr } from '../../kit/marks.tsx';
import { Segments } from '../../kit/segments.tsx';
import { Empty } from '../../kit/states.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useFilters } from '../parts/filters.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Page } from '../parts/page.tsx';
import { useList } from '../parts/use-list.ts';
import { RuleMark, stateOf, useMoneyText, useRateText } from './rule-words.tsx';
import { useRulesSay } from './say.ts';
import styles from './rules.module.css';

const useColumns = (): readonly ListColumn<EarningRule>[] => {
  const say = useRulesSay();
  const may = useMay();
  const days = useDays();
  const { language } = useClub();
  const rate = useRateText();
  const amount = useMoneyText();
  const where = ({ branch_ids: branches, skus, minimum_total: total }: EarningRule): string => {
    const parts = [
      ...(branches.length > 0 ? [say('rules.branches', { count: branches.length })] : []),
      ...(skus.length > 0 ? [say('rules.skus', { count: skus.length })] : []),
      ...(total > 0 ? [say('rules.from-total', { amount: amount(total) })] : []),
    ];
    return parts.length === 0 ? say('rules.everywhere') : parts.join(' · ');
  };
  return [
    {
      id: 'name',
      name: say('rules.col.name'),
      text: ({ code, name }) => `${name} (${code})`,
      show: ({ code, name }) => (
        <span className={styles.name}>
          <b>
            {may('listRuleVersions') ? (
              <Link to="/rules/$rule" params={{ rule: code }}>
                <bdi>{name}</bdi>
              </Link>
            ) : (
              <bdi>{name}</bdi>
            )}
          </b>
          <small>
            <Ltr>{code}</Ltr>
          </small>
        </span>
      ),
    },
    { id: 'rate', name: say('rules.col.rate'), text: rate, show: rate },
    { id: 'where', name: say('rules.col.where'), text: where, show: where },
    {
      id: 'state',
      name: say('rules.col.state'),
      text: (rule) => stateOf(rule, new Date()),
      show: (rule) => <RuleMark rule={rule} />,
    },
    {
      id: 'version',
      name: say('rules.col.version'),
      isFigures: true,
      text: ({ version }) => String(version),
      show: ({ version }) => formatNumber(version, language),
    },
    {
      id: 'published',
      name: say('rules.col.published'),
      text: ({ published_at: at }) => at,
      show: ({ published_at: at }) => formatDay(new Date(at), days),
    },
  ];
};

const filters = ['all', 'on', 'off'] as const;

/** What members earn for what they buy. */
export const RulesPage = () => {
  const say = useRulesSay();
  const may = useMay();
  const columns = useColumns();
  const list = useList('listEarningRules');
  const { values, set, clear } = useFilters(['show']);
  const show = values.show === 'on' || values.show === 'off' ? values.show : 'all';
  const now = new Date();
  const isShown = (rule: EarningRule): boolean => {
    const state = stateOf(rule, now);
    return show === 'all' || (state === 'on' || state === 'coming' ? show === 'on' : show === 'off');
  };
  const shown = { ...list, items: list.items?.filter(isShown) };
  const make = may('publishEarningRule') && (
    <LinkButton to="/rules/new" kind="primary">
      <Icon of={Plus} size="sm" />
      {say('rules.new')}
    </LinkButton>
  );
  return (
    <Page
      title={say('rules.title')}
      scope={say('rules.scope')}
      acts={
        <>
          <CsvButton name="earning-rules" columns={columns} readAll={() => api.items('listEarningRules')} />
          {make}
        </>
      }
    >
      <div className={styles.bar}>
        <Segments
          label={say('rules.filter')}
          value={show}
          onChoose={(id) => set({ show: id === 'all' ? '' : id })}
          options={filters.map((id) => ({ id, name: say(`rules.filter.${id}`) }))}
        />
      </div>
      <Card isBare>
        <ListTable
          label={say('rules.label')}
          columns={columns}
          list={shown}
          idOf={({ id }) => id}
          failed={say('rules.failed')}
          empty={<Empty icon={Sparkles} title={say('rules.empty')} text={say('rules.empty.text')} acts={make} />}
          filtered={show === 'all' ? undefined : { words: say(`rules.filter.${show}`), onClear: clear }}
        />
      </Card>
    </Page>
  );
};
