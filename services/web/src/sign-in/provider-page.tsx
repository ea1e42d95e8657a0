import { ApiProblem } from '@vafa/client';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { failureOf } from '../api/failures.ts';
import { FrontFrame } from '../front/front-frame.tsx';
import { buttonClass } from '../kit/button.tsx';
import { FormProblem } from '../kit/form-problem.tsx';
import { useSignInSay } from './say.ts';
import { Loading } from '../kit/states.tsx';
import { providerProblem } from './provider-problem.ts';
import front from '../front/front.module.css';
import styles from './sign-in.module.css';

const given = (address: URLSearchParams, name: string): string | undefined => address.get(name) ?? undefined;

/** Goes to the provider, or hands over what it had the browser bring back. Answers where to go from here. */
const nextOf = async (address: URLSearchParams): Promise<string> => {
  const provider = given(address, 'with');
  if (provider !== undefined) {
    const back = given(address, 'back');
    const again = given(address, 'again') === 'yes';
    const body = { ...(back !== undefined && { back }), ...(again && { again }) };
    return (await api.call('beginProviderSignIn', { path: { provider_id: provider }, body })).location;
  }
  const [code, error, iss] = ['code', 'error', 'iss'].map((name) => given(address, name));
  const body = {
    state: given(address, 'state') ?? '-',
    ...(code !== undefined && { code }),
    ...(error !== undefined && { error }),
    ...(iss !== undefined && { iss }),
  };
  return (await api.call('signInByProvider', { body })).back;
};

/** Between our door and the company's: where a provider sends the browser back to. */
export const ProviderPage = () => {
  const say = useSignInSay();
  const isBegun = useRef(false);
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    if (isBegun.current) return;
    isBegun.current = true;
    const address = new URLSearchParams(location.search);
    // What was brought back stays neither in the history nor on the screen.
    history.replaceState(history.state, '', location.pathname);
    nextOf(address).then((next) => location.replace(next), setProblem);
  }, []);
  const known = problem instanceof ApiProblem ? providerProblem(problem.code) : undefined;
  return (
    <FrontFrame>
      <div className={front.box}>
        <h1>{say(problem === undefined ? 'providers.busy' : 'providers.failed')}</h1>
        {problem === undefined ? (
          <Loading />
        ) : (
          <>
            <FormProblem {...(known === undefined ? { failure: failureOf(problem, say) } : { text: say(known) })} />
            <div className={styles.clubs}>
              <a href="/console" className={buttonClass({ kind: 'primary' })}>
                {say('providers.again')}
              </a>
            </div>
          </>
        )}
      </div>
    </FrontFrame>
  );
};
