import { useState, type ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Field } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay, noonOf, withoutZone } from '../../kit/formats/dates.ts';
import { formatCard, formatPhone } from '../../kit/formats/identities.ts';
import { Ltr } from '../../kit/marks.tsx';
import { tellDone } from '../../kit/toast.tsx';
import styles from '../club.module.css';
import { useSay } from '../say.ts';
import { useRenew, type Me } from '../seen.ts';

/** Who a member is to the club; name and e-mail are theirs to change. */
export const Details = ({ me }: { readonly me: Me }) => {
  const say = useSay();
  const { language } = useClub();
  const days = useDays();
  const renew = useRenew();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  /** As it was when it was begun: only what differs is sent, so that nothing newer is written over. */
  const [before, setBefore] = useState(me);
  const begin = (): void => {
    setBefore(me);
    setName(me.name ?? '');
    setEmail(me.email ?? '');
    write.forget();
    setOpen(true);
  };
  const write = useWrite(
    (body: { name?: string | null; email?: string | null }, key) => api.call('changeMe', { body, key }),
    () => {
      renew('me');
      setOpen(false);
      tellDone(say('me.kept'));
    },
  );
  const problem =
    write.code === 'invalid_email'
      ? say('me.email-wrong')
      : write.code === 'identity_taken'
        ? say('me.email-taken')
        : undefined;
  if (isOpen)
    return (
      <section className={styles.tile}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            const textOf = (text: string): string | null => (text.trim() === '' ? null : text.trim());
            const [newName, newEmail] = [textOf(name), textOf(email)];
            const changes = {
              ...(newName !== before.name && { name: newName }),
              ...(newEmail !== before.email && { email: newEmail }),
            };
            if (Object.keys(changes).length === 0) setOpen(false);
            else void write.run(changes);
          }}
        >
          <Field label={say('me.name')} value={name} onChange={setName} autoComplete="name" />
          <Field
            label={say('me.email')}
            value={email}
            onChange={setEmail}
            error={problem}
            // No type of e-mail: the browser would judge it before the club does, in words of its own.
            inputMode="email"
            autoComplete="email"
            isOptional
            isLtr
          />
          {problem === undefined && <FormProblem failure={write.failure} />}
          <div className={styles.acts}>
            <Button type="submit" kind="primary" busy={write.isBusy ? say('me.keeping') : undefined}>
              {say('me.keep')}
            </Button>
            <Button kind="quiet" onPress={() => setOpen(false)}>
              {say('club.not-now')}
            </Button>
          </div>
        </form>
      </section>
    );
  const rows: (readonly [string, ReactNode])[] = [
    [say('me.phone'), me.phone === null ? '—' : <Ltr>{formatPhone(me.phone, language)}</Ltr>],
    [say('me.email'), me.email === null ? '—' : <Ltr>{me.email}</Ltr>],
    ...(me.card === null ? [] : [[say('me.card'), <Ltr key="card">{formatCard(me.card, language)}</Ltr>] as const]),
    ...(me.birth_date === null
      ? []
      : [[say('me.birthday'), formatDay(noonOf(me.birth_date), withoutZone(days))] as const]),
    [say('me.since'), formatDay(new Date(me.member_since), days)],
  ];
  return (
    <section className={styles.tile}>
      <div className={styles.between}>
        <b>
          <bdi>{me.name ?? say('home.member')}</bdi>
        </b>
        <Button small kind="link" onPress={begin}>
          {say('me.change')}
        </Button>
      </div>
      <dl className={styles.kv}>
        {rows.map(([what, value]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>{say('me.phone-note')}</p>
    </section>
  );
};
