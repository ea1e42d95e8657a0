import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { failureOf } from '../../api/failures.ts';
import { LanguageChoice, ThemeChoice } from '../../front/look-choice.tsx';
import { VafaMark } from '../../kit/brand.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { Failed, Loading } from '../../kit/states.tsx';
import { useConsoleSay } from '../words/say.ts';
import { topics, type Topic } from './topics.ts';
import styles from './guide.module.css';

/** The guide: for whom it is on the side, the page beside it. It needs no sign-in. */
export const GuidePage = () => {
  const say = useConsoleSay();
  const { language } = useClub();
  const { topic: asked } = useParams({ strict: false });
  const topic: Topic = topics.find((each) => each === asked) ?? 'owner';
  const { data, error, refetch } = useQuery({
    queryKey: ['guide', language],
    queryFn: () => (language === 'fa' ? import('./texts-fa.ts') : import('./texts-en.ts')),
    staleTime: Infinity,
  });
  return (
    <div className={styles.guide}>
      <header className={styles.head}>
        <a href="/console" className={styles.name}>
          <VafaMark />
          {say('app.name')}
        </a>
        <nav aria-label={say('guide.title')}>
          {topics.map((each) => (
            <Link
              key={each}
              to="/guide/$topic"
              params={{ topic: each }}
              aria-current={each === topic ? 'page' : undefined}
            >
              {say(`guide.${each}`)}
            </Link>
          ))}
        </nav>
        <span className={styles.look}>
          <LanguageChoice />
        </span>
      </header>
      <main className={styles.page}>
        {error !== null && (
          <Failed what={say('guide.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
        )}
        {data === undefined && error === null && <Loading lines={8} />}
        {/* Made of docs/guide by the build: nothing of it comes from outside. */}
        {data !== undefined && <article dangerouslySetInnerHTML={{ __html: data.texts[topic] }} />}
        <footer className={styles.foot}>
          <ThemeChoice />
        </footer>
      </main>
    </div>
  );
};
