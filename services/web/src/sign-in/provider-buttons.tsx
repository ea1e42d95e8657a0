import { Client, type AnswerOf } from '@vafa/client';
import { Building2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { access } from '../api/client.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useSignInSay } from './say.ts';
import styles from './sign-in.module.css';

type Provider = AnswerOf<'listSignInProviders'>['items'][number];

/** Nobody has to be signed in for it. */
const quietly = new Client({ url: access.url });

const ownPages = /^\/(till|console)(\/[A-Za-z0-9_-]+)*$/;

interface ProviderButtonsProps {
  /** In another window: what stands on the page stays. */
  readonly isBeside?: boolean;
  /** The person has to prove it there anew. */
  readonly isAgain?: boolean;
}

/** Not by a query: the door forgets all that was read. Passwords go on without an answer. */
const useProviders = (): readonly Provider[] => {
  const [providers, setProviders] = useState<readonly Provider[]>([]);
  useEffect(() => {
    let isThere = true;
    quietly.call('listSignInProviders').then(
      ({ items }) => isThere && setProviders(items),
      () => undefined,
    );
    return () => {
      isThere = false;
    };
  }, []);
  return providers;
};

/** A button for each identity provider of the company; nothing where there is none. */
export const ProviderButtons = ({ isBeside = false, isAgain = false }: ProviderButtonsProps) => {
  const say = useSignInSay();
  const providers = useProviders();
  if (providers.length === 0) return null;
  const go = (id: string): void => {
    const { pathname } = location;
    const here = ownPages.test(pathname) ? pathname : '/console';
    const query = new URLSearchParams({ with: id, back: isBeside ? '/console/account' : here });
    if (isAgain) query.set('again', 'yes');
    const address = `/console/sign-in?${query.toString()}`;
    if (isBeside) window.open(address, '_blank', 'noopener');
    else location.assign(address);
  };
  return (
    <div className={styles.providers}>
      <p>{say('providers.or')}</p>
      {providers.map(({ id, name }) => (
        <Button key={id} wide onPress={() => go(id)}>
          <Icon of={Building2} size="sm" />
          {say('providers.go', { name })}
        </Button>
      ))}
    </div>
  );
};
