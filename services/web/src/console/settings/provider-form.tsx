import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Field, Tick } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { PasswordField } from '../../kit/password-field.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { useConsoleSay } from '../words/say.ts';
import type { Provider } from './provider.ts';

interface ProviderFormProps {
  /** What changes; without it one is added. */
  readonly provider?: Provider;
  readonly onClose: () => void;
}

interface Body {
  readonly name: string;
  readonly issuer: string;
  readonly client_id: string;
  readonly scopes: string[];
  readonly groups_claim: string;
  readonly passwords_allowed: boolean;
  readonly signs_out_there: boolean;
}

const useTerms = (provider: Provider | undefined) => {
  const [name, setName] = useState(provider?.name ?? '');
  const [issuer, setIssuer] = useState(provider?.issuer ?? '');
  const [client, setClient] = useState(provider?.client_id ?? '');
  const [secret, setSecret] = useState('');
  const [scopes, setScopes] = useState(provider?.scopes.join(' ') ?? 'email profile');
  const [claim, setClaim] = useState(provider?.groups_claim ?? 'groups');
  const [passwords, setPasswords] = useState(provider?.passwords_allowed ?? true);
  const [signsOut, setSignsOut] = useState(provider?.signs_out_there ?? false);
  const body: Body = {
    name: name.trim(),
    issuer: issuer.trim(),
    client_id: client.trim(),
    scopes: scopes.split(/\s+/).filter((scope) => scope !== ''),
    groups_claim: claim.trim(),
    passwords_allowed: passwords,
    signs_out_there: signsOut,
  };
  const set = { setName, setIssuer, setClient, setSecret, setScopes, setClaim, setPasswords, setSignsOut };
  return { name, issuer, client, secret, scopes, claim, passwords, signsOut, body, ...set };
};

/** Adds an identity provider, or changes one. */
export const ProviderForm = ({ provider, onClose }: ProviderFormProps) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const terms = useTerms(provider);
  const [isTried, setTried] = useState(false);
  const { body, secret } = terms;
  const write = useWrite(
    (given: Body, key) =>
      provider === undefined
        ? api.call('createIdentityProvider', { body: { ...given, client_secret: secret }, key })
        : api.call('changeIdentityProvider', {
            path: { provider_id: provider.id },
            body: { ...given, ...(secret !== '' && { client_secret: secret }) },
            key,
          }),
    () => {
      changed();
      onClose();
      tellDone(say('idp.changed', { name: body.name }));
    },
  );
  const isAddress = URL.canParse(body.issuer);
  const isMissing = [body.name, body.issuer, body.client_id, body.groups_claim].includes('');
  const isWhole = !isMissing && isAddress && (provider !== undefined || secret !== '');
  const submit = (): void => {
    setTried(true);
    if (isWhole) void write.run(body);
  };
  const missing = (value: string): string | undefined => (isTried && value === '' ? say('idp.missing') : undefined);
  const wrongIssuer = isTried && !isAddress ? say('idp.issuer-wrong') : undefined;
  return (
    <FormDialog
      title={provider === undefined ? say('idp.new') : say('staff.change-title', { name: provider.name })}
      text={say('idp.new-text')}
      act={say(provider === undefined ? 'idp.make' : 'staff.save')}
      busy={write.isBusy ? say('staff.busy') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={say('idp.name')}
        maxLength={60}
        hint={say('idp.name-hint')}
        value={terms.name}
        onChange={terms.setName}
        error={missing(body.name)}
        autoFocus
      />
      <Field
        label={say('idp.issuer')}
        maxLength={300}
        hint={say('idp.issuer-hint')}
        value={terms.issuer}
        onChange={terms.setIssuer}
        error={missing(body.issuer) ?? wrongIssuer}
        isLtr
      />
      <Field
        label={say('idp.client')}
        maxLength={200}
        value={terms.client}
        onChange={terms.setClient}
        error={missing(body.client_id)}
        isLtr
      />
      <PasswordField
        label={say('idp.secret')}
        hint={say(provider === undefined ? 'idp.secret-hint' : 'idp.secret-stays')}
        error={provider === undefined ? missing(secret) : undefined}
        value={secret}
        onChange={terms.setSecret}
        autoComplete="new-password"
        {...(provider !== undefined && { isOptional: true })}
      />
      <Field
        label={say('idp.scopes')}
        hint={say('idp.scopes-hint')}
        value={terms.scopes}
        onChange={terms.setScopes}
        isLtr
        isOptional
      />
      <Field
        label={say('idp.groups-claim')}
        maxLength={200}
        value={terms.claim}
        onChange={terms.setClaim}
        error={missing(body.groups_claim)}
        isLtr
      />
      <Tick isSelected={terms.passwords} onChange={terms.setPasswords}>
        {say('idp.passwords')}
        <small>{say('idp.passwords-more')}</small>
      </Tick>
      <Tick isSelected={terms.signsOut} onChange={terms.setSignsOut}>
        {say('idp.signs-out')}
      </Tick>
      <FormProblem failure={write.failure} />
    </FormDialog>
  );
};
