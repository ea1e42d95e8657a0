import { MonitorOff } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { useWrite } from '../../api/use-write.ts';
import { LanguageChoice, ThemeChoice } from '../../front/look-choice.tsx';
import { Button } from '../../kit/button.tsx';
import { Card, KeyValues } from '../../kit/card.tsx';
import { useDays } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatFullDay, formatTime } from '../../kit/formats/dates.ts';
import type { CalendarName } from '../../kit/formats/language.ts';
import { Icon } from '../../kit/icon.tsx';
import { calendarChosenBy, chooseCalendar } from '../../kit/look.ts';
import { Ltr } from '../../kit/marks.tsx';
import { PasswordField } from '../../kit/password-field.tsx';
import { Segments } from '../../kit/segments.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { passwordProblem } from '../../sign-in/password-problem.ts';
import { session } from '../../sign-in/session.ts';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { Columns, Page } from '../parts/page.tsx';
import { useConsoleSay } from '../words/say.ts';
import styles from './account.module.css';

const Password = () => {
  const say = useConsoleSay();
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const write = useWrite(
    (body: Parameters<typeof session.changePassword>[0]) => session.changePassword(body),
    () => {
      setPassword('');
      setNewPassword('');
      setTried(false);
      tellDone(say('account.changed'));
    },
  );
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (password !== '' && newPassword !== '') void write.run({ password, new_password: newPassword });
  };
  const known = write.code === 'sign_in_refused' ? 'account.wrong' : passwordProblem(write.code);
  return (
    <Card title={say('account.password')} scope={say('account.password-scope')}>
      <form className={styles.form} onSubmit={submit}>
        <PasswordField
          label={say('account.now')}
          error={isTried && password === '' ? say('sign-in.password-missing') : undefined}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
        />
        <PasswordField
          label={say('sign-in.new-password')}
          hint={say('sign-in.new-hint')}
          error={isTried && newPassword === '' ? say('sign-in.new-missing') : undefined}
          value={newPassword}
          onChange={setNewPassword}
          autoComplete="new-password"
        />
        <FormProblem {...(known === undefined ? { failure: write.failure } : { text: say(known) })} />
        <div className={styles.acts}>
          <Button type="submit" kind="primary" busy={write.isBusy ? say('account.changing') : undefined}>
            {say('account.change')}
          </Button>
        </div>
      </form>
    </Card>
  );
};

const Who = () => {
  const say = useConsoleSay();
  const days = useDays();
  const { person } = useSignedIn();
  const end = new Date(person.ends_at);
  return (
    <Card title={say('account.who')}>
      <KeyValues
        rows={[
          [say('account.name'), <bdi key="name">{person.name}</bdi>],
          [say('account.username'), <Ltr key="username">{person.username}</Ltr>],
          [say('account.roles'), person.roles.map((role) => say(`role.${role}`)).join(say('list.comma'))],
          [
            say('account.branches'),
            person.branch_ids.length === 0
              ? say('shell.all-branches')
              : say('shell.own-branches', { count: person.branch_ids.length }),
          ],
          [
            say('account.by'),
            person.identity_provider === null ? (
              say('account.by-password')
            ) : (
              <bdi key="by">{person.identity_provider}</bdi>
            ),
          ],
          [say('account.ends'), `${formatFullDay(end, days)}${say('list.comma')}${formatTime(end, days)}`],
        ]}
      />
    </Card>
  );
};

/** In which calendar the days of the club are read here. */
const CalendarChoice = () => {
  const say = useConsoleSay();
  const { staff_id: who } = useSignedIn().person;
  return (
    <Segments
      label={say('account.calendar')}
      options={(['club', 'persian', 'gregorian'] as const).map((id) => ({ id, name: say(`account.calendar.${id}`) }))}
      value={calendarChosenBy(who) ?? 'club'}
      onChoose={(id) => chooseCalendar(who, id === 'club' ? undefined : (id as CalendarName))}
    />
  );
};

/** What a person sets for himself. */
export const AccountPage = () => {
  const say = useConsoleSay();
  const write = useWrite(
    () => session.end('everywhere'),
    () => undefined,
  );
  return (
    <Page title={say('account.title')} scope={say('account.scope')}>
      <Columns
        main={
          <>
            <Password />
            <Card title={say('account.out-title')} scope={say('account.out-text')}>
              <FormProblem failure={write.failure} />
              <Button kind="danger" onPress={() => void write.run(undefined)}>
                <Icon of={MonitorOff} size="sm" />
                {say('shell.sign-out-everywhere')}
              </Button>
            </Card>
          </>
        }
        side={
          <>
            <Who />
            <Card title={say('account.look')} scope={say('account.look-scope')}>
              <div className={styles.looks}>
                <LanguageChoice />
                <ThemeChoice />
                <CalendarChoice />
              </div>
            </Card>
          </>
        }
      />
    </Page>
  );
};
