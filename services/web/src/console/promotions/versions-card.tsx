import type { Promotion, PromotionVersion } from '@vafa/client';
import { useState } from 'react';
import { failureOf } from '../../api/failures.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Select } from '../../kit/select.tsx';
import { Failed, Loading } from '../../kit/states.tsx';
import { useList } from '../parts/use-list.ts';
import { differencesOf } from './differences.ts';
import { usePromotionsSay } from './say.ts';
import { useSays } from './use-says.ts';
import { writtenOf } from './written.ts';
import styles from './promotions.module.css';

const draftId = 'draft';

const Side = ({ title, lines, mark }: { title: string; lines: readonly string[]; mark: 'was' | 'is' }) =>
  lines.length === 0 ? null : (
    <div data-mark={mark}>
      <small>{title}</small>
      {lines.map((line, at) => (
        <p key={`${String(at)} ${line}`}>
          <bdi>{line}</bdi>
        </p>
      ))}
    </div>
  );

type Told = Promotion | PromotionVersion;

/** What two of them say differently. */
const Differences = ({ before, after }: { readonly before: Told; readonly after: Told }) => {
  const say = usePromotionsSay();
  const { parts } = useSays();
  const partsOf = (of: Told) => [
    { id: 'name', title: say('versions.renamed'), lines: [{ text: of.name }] },
    ...parts(writtenOf(of)),
  ];
  const differences = differencesOf(partsOf(before), partsOf(after));
  if (differences.length === 0) return <p className={styles.hint}>{say('versions.same')}</p>;
  return (
    <dl className={styles.differences} aria-label={say('versions.differences')}>
      {differences.map(({ title, was, is }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            <Side title={say('versions.was')} lines={was} mark="was" />
            <Side title={say('versions.is')} lines={is} mark="is" />
          </dd>
        </div>
      ))}
    </dl>
  );
};

interface ComparedProps {
  readonly of: Promotion;
  readonly versions: readonly PromotionVersion[];
}

/** Two that are chosen, and what differs between them. At first: the newest, and what stood before it. */
const Compared = ({ of, versions }: ComparedProps) => {
  const say = usePromotionsSay();
  const { language } = useClub();
  const all: readonly (readonly [id: string, told: Told])[] = [
    ...(of.draft === null ? [] : [[draftId, of] as const]),
    ...versions.map((version) => [String(version.version), version] as const),
  ];
  const [older, setOlder] = useState<string>();
  const [newer, setNewer] = useState<string>();
  const [first, second] = all;
  if (first === undefined || second === undefined) return null;
  const nameOf = (id: string): string =>
    id === draftId ? say('versions.draft') : say('versions.one', { version: formatNumber(Number(id), language) });
  const options = all.map(([id]) => ({ id, name: nameOf(id) }));
  const chosen = (id: string | undefined, otherwise: readonly [string, Told]) =>
    all.find(([each]) => each === id) ?? otherwise;
  const [beforeId, before] = chosen(older, second);
  const [afterId, after] = chosen(newer, first);
  return (
    <>
      <div className={styles.compared}>
        <Select label={say('versions.older')} options={options} value={beforeId} onChoose={setOlder} />
        <Select label={say('versions.newer')} options={options} value={afterId} onChoose={setNewer} />
      </div>
      <Differences before={before} after={after} />
    </>
  );
};

/** What was published of a promotion, and what differs between two of it. */
export const VersionsCard = ({ of }: { readonly of: Promotion }) => {
  const say = usePromotionsSay();
  const days = useDays();
  const { language } = useClub();
  const list = useList('listPromotionVersions', { path: { code: of.code } }, of.version > 0);
  const { items, more, isReadingMore, error, retry } = list;
  if (of.version > 0 && items === undefined)
    return (
      <Card title={say('versions.of')} scope={say('versions.of.scope')}>
        {error === null ? (
          <Loading lines={3} />
        ) : (
          <Failed what={say('versions.of.failed')} failure={failureOf(error, say)} onRetry={retry} />
        )}
      </Card>
    );
  const versions = items ?? [];
  return (
    <Card title={say('versions.of')} scope={say('versions.of.scope')}>
      {versions.length === 0 ? (
        <p className={styles.hint}>{say('versions.none')}</p>
      ) : (
        <>
          <ol className={styles.versions}>
            {versions.map(({ version, published_at: at }) => (
              <li key={version}>
                <b>{say('versions.one', { version: formatNumber(version, language) })}</b>{' '}
                <small>{say('versions.published', { when: formatDay(new Date(at), days) })}</small>
              </li>
            ))}
          </ol>
          {more !== undefined && (
            <Button small onPress={more} busy={isReadingMore ? say('list.reading') : undefined}>
              {say('list.more')}
            </Button>
          )}
          <Compared of={of} versions={versions} />
        </>
      )}
    </Card>
  );
};
