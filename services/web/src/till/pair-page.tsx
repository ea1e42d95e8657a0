import { KeyRound } from 'lucide-react';
import { ApiProblem, Client } from '@vafa/client';
import { useRef, useState, type FormEvent } from 'react';
import { failureOf } from '../api/failures.ts';
import { Banner } from '../kit/banner.tsx';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { useSay } from '../kit/say.ts';
import { useTillSay } from './say.ts';
import type { Pairing } from './store/till-store.ts';
import panel from './parts/panel.module.css';

interface PairFormProps {
  /** The key counts from here on; it is kept before anything is asked with it. */
  readonly onPaired: (pairing: Pairing) => Promise<void>;
}

const patienceMs = 5_000;
const answerMs = 15_000;

const url = location.origin;

/** Exchanges a code for a key of this till's own. */
const exchange = async (code: string): Promise<string> =>
  (await new Client({ url, answerMs }).call('pairTill', { body: { code } })).secret;

const pairingOf = async (secret: string): Promise<Pairing> => {
  const api = new Client({ url, key: secret }, patienceMs);
  const [own, club] = await Promise.all([api.call('getTill'), api.call('getClub')]);
  return { secret, own, club };
};

/** The set-up hands its code on behind `#`, which no server is told. */
const codeInAddress = (): string => (/^#[0-9A-Z-]{5,20}$/.test(location.hash) ? location.hash.slice(1) : '');

/** The one field that a till needs before it sells. */
export const PairForm = ({ onPaired }: PairFormProps) => {
  const say = useTillSay();
  const sayShared = useSay();
  const [code, setCode] = useState(codeInAddress);
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  // A code counts once: what it brought is kept until the club has told the rest.
  const got = useRef<{ readonly code: string; readonly secret: string }>(undefined);
  const send = async (): Promise<void> => {
    if (isBusy) return;
    if (code.trim() === '') return setError(say('pair.empty'));
    setBusy(true);
    setError(undefined);
    const typed = code.trim();
    try {
      if (got.current?.code !== typed) got.current = { code: typed, secret: await exchange(typed) };
      await onPaired(await pairingOf(got.current.secret));
    } catch (failed) {
      const isWrong = failed instanceof ApiProblem && [400, 404].includes(failed.status);
      setError(isWrong ? say('pair.wrong') : failureOf(failed, sayShared).cause);
      setBusy(false);
    }
  };
  return (
    <form
      className={panel.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
    >
      <Banner tone="info" icon={KeyRound} title={`${say('pair.title')}.`}>
        {say('pair.text')}
      </Banner>
      <Field label={say('pair.code')} value={code} onChange={setCode} isLtr error={error} autoFocus />
      <Button type="submit" kind="primary" wide {...(isBusy && { busy: say('pair.busy') })}>
        {say('pair.act')}
      </Button>
    </form>
  );
};
