import { CircleAlert, WifiOff } from 'lucide-react';
import { Banner } from './banner.tsx';
import { Ltr } from './marks.tsx';
import { useSay } from './say.ts';
import type { Failure } from './states.tsx';

interface FormProblemProps {
  readonly failure?: Failure | undefined;
  /** In the form's own words, where it has better ones. */
  readonly text?: string | undefined;
}

/** Why what a form sent was not done. What was typed stays. */
export const FormProblem = ({ failure, text }: FormProblemProps) => {
  const say = useSay();
  if (failure === undefined && text === undefined) return null;
  // What was sent may have arrived, although no answer came.
  const isUnknown = text === undefined && failure?.isOffline === true;
  return (
    <Banner
      tone="bad"
      icon={failure?.isOffline === true ? WifiOff : CircleAlert}
      title={say(isUnknown ? 'form.unknown' : 'form.not-done')}
    >
      {text ?? failure?.cause}
      {isUnknown && ` ${say('form.again')}`}
      {text === undefined && failure?.traceId !== undefined && (
        <>
          {' '}
          <small>
            {say('state.trace')} <Ltr>{failure.traceId}</Ltr>
          </small>
        </>
      )}
    </Banner>
  );
};
