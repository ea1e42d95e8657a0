import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { useDays } from '../../kit/club-settings.tsx';
import { Switch } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { tellDone } from '../../kit/toast.tsx';
import styles from '../club.module.css';
import { useSay } from '../say.ts';
import { useRenew, type Me } from '../seen.ts';

/** What members are asked about everywhere; others that the club has asked stand behind them. */
const purposes = ['sms', 'email', 'profiling'] as const;

/** What a member lets the club do, switch by switch. */
export const Consents = ({ me }: { readonly me: Me }) => {
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
