import type { AnswerOf } from '@vafa/client';
import type { SyntheticEvent } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../kit/button.tsx';
import { Card, KeyValues } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Field } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { currencyName } from '../../kit/formats/currency-name.ts';
import { formatDay } from '../../kit/formats/dates.ts';
import { moneyText } from '../../kit/formats/money.ts';
import { worthOfPoints } from '../../kit/formats/worth.ts';
import { Ltr } from '../../kit/marks.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useMay, useSignedIn } from '../../sign-in/use-session.ts';
import { ChangedBetween } from '../parts/changed-between.tsx';
import { Columns, Page } from '../parts/page.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { useSettingsForm } from '../parts/use-settings-form.ts';
import { useConsoleSay } from '../words/say.ts';
import styles from './settings.module.css';

interface Terms {
  readonly name: string;
  readonly country: string;
}

const termsOf = ({ name, country }: AnswerOf<'getClub'>): Terms => ({ name, country: country ?? '' });

const NameCard = () => {
  const say = useConsoleSay();
  const changed = useChanged();
  const { club } = useSignedIn();
  const write = useSettingsForm({
    thing: club,
    termsOf,
    read: () => api.call('getClub'),
    send: (terms: Terms, { code, revision }, key) => {
      const written = terms.country.trim().toUpperCase();
      const body = { name: terms.name.trim(), ...(written !== '' && { country: written }), revision };
      return api.call('changeClub', { path: { club_code: code }, body, key });
    },
    onDone: () => {
      changed();
      tellDone(say('club.saved'));
    },
  });
  const { name, country } = write.terms;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') write.save();
  };
  return (
    <Card title={say('club.name-title')}>
      <form className={styles.form} onSubmit={submit}>
        <Field
          label={say('account.name')}
          value={name}
          onChange={(next) => write.change({ name: next })}
          error={name.trim() === '' ? say('branches.name-missing') : undefined}
        />
        <Field
          label={say('club.country')}
          hint={say('club.country-hint')}
          value={country}
          onChange={(next) => write.change({ country: next })}
          isLtr
          isOptional
        />
        <FormProblem failure={write.failure} />
        <ChangedBetween
          between={write.between}
          isBusy={write.isBusy}
          settings={[
            { name: say('account.name'), of: (terms) => terms.name.trim() },
            { name: say('club.country'), of: (terms) => terms.country.trim().toUpperCase() },
          ]}
        />
        <div className={styles.acts}>
          <Button type="submit" kind="primary" busy={write.isBusy ? say('staff.busy') : undefined}>
            {say('staff.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
};

const FactsCard = () => {
  const say = useConsoleSay();
  const days = useDays();
  const { language, money } = useClub();
  const { club } = useSignedIn();
  const { currency, currency_digits: digits } = club;
  const ofThousand = (value: number): string =>
    moneyText({ amount: worthOfPoints(1_000, value), currency, digits }, money, language);
  return (
    <Card title={say('club.facts')} scope={say('club.facts-scope')}>
      <KeyValues
        rows={[
          [say('branches.code'), <Ltr key="code">{club.code}</Ltr>],
          [
            say('club.members-page'),
            <a key="members" href={`/club/${club.code}`}>
              <Ltr>{`${location.host}/club/${club.code}`}</Ltr>
            </a>,
          ],
          [say('club.currency'), currencyName(currency, language)],
          [say('club.zone'), <Ltr key="zone">{club.time_zone}</Ltr>],
          [say('club.point-value'), club.point_value === 0 ? say('club.no-value') : ofThousand(club.point_value)],
          [say('club.point-cost'), ofThousand(club.point_cost)],
          [say('club.since'), formatDay(new Date(club.created_at), days)],
        ]}
      />
    </Card>
  );
};

/** What the club is called, and how it counts. */
export const ClubPage = () => {
  const say = useConsoleSay();
  const may = useMay();
  const { person } = useSignedIn();
  const isOfAll = person.club_id === null && may('changeClub');
  return (
    <Page title={say('club.title')} scope={say('club.scope')}>
      <Columns main={isOfAll ? <NameCard /> : <FactsCard />} side={isOfAll && <FactsCard />} />
    </Page>
  );
};
