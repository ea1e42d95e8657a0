import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Field, Tick } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { PasswordField } from '../../kit/password-field.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { ChangedBetween, type ShownSetting } from '../parts/changed-between.tsx';
import { useSettingsForm } from '../parts/use-settings-form.ts';
import { useChanged } from '../parts/use-changed.ts';
import { useConsoleSay } from '../words/say.ts';
import type { Provider } from './provider.ts';

interface ProviderFormProps {
  /** What changes; without it one is added. */
  readonly provider?: Provider;
  readonly onClose: () => void;
}

interface Terms {
  readonly name: string;
  readonly issuer: string;
  readonly client: string;
  /** Apart by blanks. */
  readonly scopes: string;
  readonly claim: string;
  readonly passwords: boolean;
  readonly signsOut: boolean;
}

const termsOf = ({ of }: { readonly of: Provider | undefined }): Terms => ({
  name: of?.name ?? '',
  issuer: of?.issuer ?? '',
  client: of?.client_id ?? '',
  scopes: of?.scopes.join(' ') ?? 'email profile',
  claim: of?.groups_claim ?? 'groups',
  passwords: of?.passwords_allowed ?? true,
  signsOut: of?.signs_out_there ?? false,
});

const bodyOf = (terms: Terms) => ({
  name: terms.name.trim(),
  issuer: terms.issuer.trim(),
  client_id: terms.client.trim(),
  scopes: terms.scopes.split(/\s+/).filter((scope) => scope !== ''),
  groups_claim: terms.claim.trim(),
  passwords_allowed: terms.passwords,
  signs_out_there: terms.signsOut,
});

/** What is told of two that differ. */
const useShown = (): readonly ShownSetting<Terms>[] => {
  const say = useConsoleSay();
  return [
    { name: say('idp.name'), of: ({ name }) => name.trim() },
    { name: say('idp.issuer'), of: ({ issuer }) => issuer.trim() },
    { name: say('idp.client'), of: ({ client }) => client.trim() },
    { name: say('idp.scopes'), of: ({ scopes }) => scopes.trim() },
    { name: say('idp.groups-claim'), of: ({ claim }) => claim.trim() },
    { name: say('idp.passwords'), of: ({ passwords }) => say(passwords ? 'approvals.yes' : 'approvals.no') },
    { name: say('idp.signs-out'), of: ({ signsOut }) => say(signsOut ? 'approvals.yes' : 'approvals.no') },
  ];
};

/** Adds an identity provider, or changes one. */
export const ProviderForm = ({ provider, onClose }: ProviderFormProps) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const [secret, setSecret] = useState('');
  const [isTried, setTried] = useState(false);
  const write = useSettingsForm({
    thing: { of: provider },
    termsOf,
    beside: secret,
    read: async () => ({
      of: provider && (await api.call('getIdentityProvider', { path: { provider_id: provider.id } })),
    }),
    send: async (given: Terms, { of }, key) => ({
      of:
        of === undefined
          ? await api.call('createIdentityProvider', { body: { ...bodyOf(given), client_secret: secret }, key })
          : await api.call('changeIdentityProvider', {
              path: { provider_id: of.id },
              body: { ...bodyOf(given), revision: of.revision, ...(secret !== '' && { client_secret: secret }) },
              key,
            }),
    }),
    onDone: () => {
      changed();
      onClose();
      tellDone(say('idp.changed', { name: body.name }));
    },
  });
  const { terms, change } = write;
  const shown = useShown();
  const body = bodyOf(terms);
  const isAddress = URL.canParse(body.issuer);
  const isMissing = [body.name, body.issuer, body.client_id, body.groups_claim].includes('');
  const isWhole = !isMissing && isAddress && (provider !== undefined || secret !== '');
  const submit = (): void => {
    setTried(true);
    if (isWhole) write.save();
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
        onChange={(name) => change({ name })}
        error={missing(body.name)}
        autoFocus
      />
      <Field
        label={say('idp.issuer')}
        maxLength={300}
        hint={say('idp.issuer-hint')}
        value={terms.issuer}
        onChange={(issuer) => change({ issuer })}
        error={missing(body.issuer) ?? wrongIssuer}
        isLtr
      />
      <Field
        label={say('idp.client')}
        maxLength={200}
        value={terms.client}
        onChange={(client) => change({ client })}
        error={missing(body.client_id)}
        isLtr
      />
      <PasswordField
        label={say('idp.secret')}
        hint={say(provider === undefined ? 'idp.secret-hint' : 'idp.secret-stays')}
        error={provider === undefined ? missing(secret) : undefined}
        value={secret}
        onChange={setSecret}
        autoComplete="new-password"
        {...(provider !== undefined && { isOptional: true })}
      />
      <Field
        label={say('idp.scopes')}
        hint={say('idp.scopes-hint')}
        value={terms.scopes}
        onChange={(scopes) => change({ scopes })}
        isLtr
        isOptional
      />
      <Field
        label={say('idp.groups-claim')}
        maxLength={200}
        value={terms.claim}
        onChange={(claim) => change({ claim })}
        error={missing(body.groups_claim)}
        isLtr
      />
      <Tick isSelected={terms.passwords} onChange={(passwords) => change({ passwords })}>
        {say('idp.passwords')}
        <small>{say('idp.passwords-more')}</small>
      </Tick>
      <Tick isSelected={terms.signsOut} onChange={(signsOut) => change({ signsOut })}>
        {say('idp.signs-out')}
      </Tick>
      <FormProblem failure={write.failure} />
      <ChangedBetween between={write.between} isBusy={write.isBusy} settings={shown} />
    </FormDialog>
  );
};
