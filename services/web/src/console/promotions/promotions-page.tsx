import type { Promotion } from '@vafa/client';
import { Link } from '@tanstack/react-router';
import { Megaphone, Plus } from 'lucide-react';
import { useEffect } from 'react';
import { api } from '../../api/client.ts';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr, None } from '../../kit/marks.tsx';
import { Select } from '../../kit/select.tsx';
import { Empty, Loading } from '../../kit/states.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useFilters } from '../parts/filters.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { CsvButton, ListTable, type ListColumn } from '../parts/list-table.tsx';
import { Page } from '../parts/page.tsx';
import { useList } from '../parts/use-list.ts';
import { usePromotionsSay } from './say.ts';
import { StateMark, states, type State } from './state-mark.tsx';
import { StopAll } from './stop-all.tsx';
import { listOf } from './terms/json.ts';
import { useSays } from './use-says.ts';
import { writtenOf } from './written.ts';
import styles from './promotions.module.css';

const all = 'all';

/** Marks that keep names apart in a sentence are none in a file. */
const plain = (text: string): string => text.replace(/[\u2068\u2069]/g, '');

const useColumns = (): readonly ListColumn<Promotion>[] => {
  const say = usePromotionsSay();
  const { language } = useClub();
  const says = useSays();
  const effect = (of: Promotion): string => {
    const [first, ...others] = listOf(writtenOf(of).terms.effects);
    if (first === undefined) return '';
    const { text } = says.effect(first);
    return others.length === 0 ? text : say('promos.and-more', { text, count: formatNumber(others.length, language) });
  };
  return [
    {
      id: 'name',
      name: say('promos.col.name'),
      text: ({ code, name }) => `${name} (${code})`,
      show: ({ code, name }) => (
        <span className={styles.name}>
          <b>
            <Link to="/promotions/$promotion" params={{ promotion: code }}>
              <bdi>{name}</bdi>
            </Link>
          </b>
          <small>
            <Ltr>{code}</Ltr>
          </small>
        </span>
      ),
    },
    {
      id: 'state',
      name: say('promos.col.state'),
      text: ({ state }) => state,
      show: ({ state, draft, version }) => (
        <span className={styles.state}>
          <StateMark state={state} />
          {version > 0 && draft !== null && <small>{say(`promos.next.${draft}`)}</small>}
        </span>
      ),
    },
    {
      id: 'effect',
      name: say('promos.col.effect'),
      text: (of) => plain(effect(of)),
      show: (of) => <bdi>{effect(of)}</bdi>,
    },
    { id: 'when', name: say('promos.col.when'), text: says.when, show: says.when },
    {
      id: 'version',
      name: say('promos.col.version'),
      isFigures: true,
      text: ({ version }) => String(version),
      show: ({ version }) => (version === 0 ? <None /> : formatNumber(version, language)),
    },
  ];
};

const isState = (text: string): text is State => (states as readonly string[]).includes(text);

/** What a club gives beside its earning rules. */
export const PromotionsPage = () => {
  const say = usePromotionsSay();
  const may = useMay();
  const columns = useColumns();
  const list = useList('listPromotions');
  const { values, set, clear } = useFilters(['state']);
  const state = isState(values.state) ? values.state : all;
  const { more, isReadingMore } = list;
  const isFiltered = state !== all;
  // The gateway lists by code: what a filter finds may stand on any page.
  useEffect(() => {
    if (isFiltered && !isReadingMore) more?.();
  }, [isFiltered, isReadingMore, more]);
  const shown = { ...list, items: list.items?.filter((each) => !isFiltered || each.state === state) };
  const isSearching = isFiltered && shown.items?.length === 0 && more !== undefined && list.error === null;
  const make = may('createPromotion') && (
    <LinkButton to="/promotions/new" kind="primary">
      <Icon of={Plus} size="sm" />
      {say('promos.new')}
    </LinkButton>
  );
  return (
    <Page
      title={say('promos.title')}
      scope={say('promos.scope')}
      acts={
        <>
          {may('stopPromotions') && <StopAll />}
          <CsvButton name="promotions" columns={columns} readAll={() => api.items('listPromotions')} />
          {make}
        </>
      }
    >
      <Card isBare>
        <div className={styles.filter}>
          <Select
            label={say('promos.filter')}
            options={[
              { id: all, name: say('promos.any-state') },
              ...states.map((id) => ({ id, name: say(`promo.state.${id}`) })),
            ]}
            value={state}
            onChoose={(id) => set({ state: id === all ? '' : id })}
          />
        </div>
        {isSearching ? (
          <Loading lines={6} />
        ) : (
          <ListTable
            label={say('promos.title')}
            columns={columns}
            list={shown}
            idOf={({ code }) => code}
            failed={say('promos.failed')}
            empty={<Empty icon={Megaphone} title={say('promos.empty')} text={say('promos.empty.text')} acts={make} />}
            filtered={
              isFiltered
                ? { words: say('promos.filtered', { state: say(`promo.state.${state}`) }), onClear: clear }
                : undefined
            }
          />
        )}
      </Card>
    </Page>
  );
};
