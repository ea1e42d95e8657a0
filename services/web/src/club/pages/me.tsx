import { ChevronRight, Download, LogOut, MessageCircleQuestion, ScrollText, UserX } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button as Plain } from 'react-aria-components';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { useWrite } from '../../api/use-write.ts';
import { LanguageChoice, ThemeChoice } from '../../front/look-choice.tsx';
import { Button } from '../../kit/button.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Field, Switch } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay, noonOf, withoutZone } from '../../kit/formats/dates.ts';
import { formatPoints } from '../../kit/formats/counts.ts';
import { formatCard, formatPhone } from '../../kit/formats/identities.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr } from '../../kit/marks.tsx';
import type { Failure } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import styles from '../club.module.css';
import { download } from '../download.ts';
import { member } from '../member.ts';
import { Ready, Since, Title } from '../parts/parts.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { PlaceLink } from '../parts/place-link.tsx';
import { useSay } from '../say.ts';
import { useMe, usePoints, useRenew, type Me } from '../seen.ts';

/** What members are asked about everywhere; others that the club has asked stand behind them. */
const purposes = ['sms', 'email', 'profiling'] as const;

const Consents = ({ me }: { readonly me: Me }) => {
  const say = useSay();
  const days = useDays();
  const renew = useRenew();
  const write = useWrite(
    (body: { consents: { purpose: string; granted: boolean }[] }, key) => api.call('changeMe', { body, key }),
    () => {
      renew('me');
      tellDone(say('me.consent-kept'));
    },
  );
  const known = new Map(me.consents.map((consent) => [consent.purpose, consent]));
  const nameOf = (purpose: string): string => {
    const usual = purposes.find((each) => each === purpose);
    return usual ? say(`me.consent.${usual}`) : purpose;
  };
  return (
    <section className={styles.tile}>
      <h2 className={styles.sec}>{say('me.consents')}</h2>
      <p className={styles.soft}>{say('me.consents-text')}</p>
      {[...new Set([...purposes, ...known.keys()])].map((purpose) => {
        const consent = known.get(purpose);
        return (
          <div key={purpose} className={styles.switchRow}>
            <span>
              <bdi>{nameOf(purpose)}</bdi>
              {consent && <small>{say('me.consent-since', { day: formatDay(new Date(consent.at), days) })}</small>}
            </span>
            <Switch
              label={nameOf(purpose)}
              isSelected={consent?.granted ?? false}
              isDisabled={write.isBusy}
              onChange={(granted) => void write.run({ consents: [{ purpose, granted }] })}
            />
          </div>
        );
      })}
      <FormProblem failure={write.failure} />
    </section>
  );
};

const Details = ({ me }: { readonly me: Me }) => {
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
          noValidate
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
            type="email"
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

const Leave = () => {
  const say = useSay();
  const { name, language } = useClub();
  const points = usePoints().data?.available ?? 0;
  const write = useWrite(
    () => api.call('leaveClub'),
    () => member.leave(),
  );
  return (
    <Sheet
      triggerClass={styles.link}
      isDanger
      trigger={
        <>
          <Icon of={UserX} />
          <span>{say('me.leave')}</span>
        </>
      }
      title={say('me.leave-title', { club: name })}
      text={say('me.leave-text', { points: formatPoints(Math.max(0, points), language) })}
      acts={(close) => (
        <>
          <Button onPress={close}>{say('me.stay')}</Button>
          <Button kind="kill" busy={write.isBusy ? say('me.leaving') : undefined} onPress={() => void write.run({})}>
            {say('me.leave')}
          </Button>
        </>
      )}
    >
      <FormProblem failure={write.failure} />
    </Sheet>
  );
};

const Acts = () => {
  const say = useSay();
  const [busy, setBusy] = useState<'data' | 'here' | 'everywhere'>();
  const [failure, setFailure] = useState<Failure>();
  const doing = (what: 'data' | 'here' | 'everywhere', work: () => Promise<void>) => async (): Promise<void> => {
    setBusy(what);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(failureOf(error, say));
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <>
      <ul className={styles.links}>
        <li>
          <PlaceLink to="rules" className={styles.link}>
            <Icon of={ScrollText} />
            <span>{say('rules.title')}</span>
            <span className={styles.go}>
              <Icon of={ChevronRight} size="sm" flip />
            </span>
          </PlaceLink>
        </li>
        <li>
          <PlaceLink to="complaints" className={styles.link}>
            <Icon of={MessageCircleQuestion} />
            <span>{say('complaint.title')}</span>
            <span className={styles.go}>
              <Icon of={ChevronRight} size="sm" flip />
            </span>
          </PlaceLink>
        </li>
        <li>
          <Plain
            className={styles.link ?? ''}
            isDisabled={busy !== undefined}
            onPress={() => void doing('data', async () => download(say('me.file')))()}
          >
            <Icon of={Download} />
            <span>{say(busy === 'data' ? 'me.collecting' : 'me.download')}</span>
          </Plain>
        </li>
      </ul>
      <FormProblem failure={failure} />
      <ul className={styles.links}>
        <li>
          <Plain
            className={styles.link ?? ''}
            isDisabled={busy !== undefined}
            onPress={() => void doing('here', () => member.end('here'))()}
          >
            <Icon of={LogOut} flip />
            <span>{say('me.out')}</span>
          </Plain>
        </li>
        <li>
          <Plain
            className={styles.link ?? ''}
            isDisabled={busy !== undefined}
            onPress={() => void doing('everywhere', () => member.end('everywhere'))()}
          >
            <Icon of={LogOut} flip />
            <span>{say('me.out-everywhere')}</span>
          </Plain>
        </li>
        <li>
          <Leave />
        </li>
      </ul>
    </>
  );
};

/** Who the club knows, what it may do with it, and the way out. */
export const MePage = () => {
  const say = useSay();
  const me = useMe();
  return (
    <>
      <Title>{say('tab.me')}</Title>
      <Since since={me.since} />
      <Ready of={me} what={say('home.failed')}>
        {(data) => (
          <>
            <Details me={data} />
            <Consents me={data} />
          </>
        )}
      </Ready>
      <section className={styles.tile}>
        <h2 className={styles.sec}>{say('me.look')}</h2>
        <div className={styles.acts}>
          <LanguageChoice />
          <ThemeChoice />
        </div>
      </section>
      <Acts />
    </>
  );
};
