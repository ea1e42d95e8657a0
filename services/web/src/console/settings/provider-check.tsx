import type { AnswerOf } from '@vafa/client';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Banner } from '../../kit/banner.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { useConsoleSay } from '../words/say.ts';
import type { Provider } from './provider.ts';

const codes: Readonly<Record<string, 'idp.check-away' | 'idp.check-refused'>> = {
  identity_provider_unreachable: 'idp.check-away',
  identity_provider_refused: 'idp.check-refused',
};

interface CheckDialogProps {
  readonly provider: Pick<Provider, 'id' | 'name'>;
  readonly onClose: () => void;
}

/** Asks whether the provider answers and takes the client, before people rely on it. */
export const CheckDialog = ({ provider: { id, name }, onClose }: CheckDialogProps) => {
  const say = useConsoleSay();
  const [found, setFound] = useState<AnswerOf<'checkIdentityProvider'>>();
  const write = useWrite(
    (_: null, key) => api.call('checkIdentityProvider', { path: { provider_id: id }, body: {}, key }),
    setFound,
  );
  const known = codes[write.code ?? ''];
  const check = (): void => {
    setFound(undefined);
    void write.run(null);
  };
  return (
    <FormDialog
      title={say('idp.check-title', { name })}
      text={say('idp.check-text')}
      act={say('idp.check')}
      busy={write.isBusy ? say('idp.checking') : undefined}
      onSubmit={check}
      onClose={onClose}
    >
      {found !== undefined && (
        <Banner tone="good" icon={CircleCheck} title={say('idp.check-good')}>
          {say(found.end_session_endpoint === null ? 'idp.check-no-out' : 'idp.check-out')}
        </Banner>
      )}
      <FormProblem {...(known === undefined ? { failure: write.failure } : { text: say(known) })} />
    </FormDialog>
  );
};
