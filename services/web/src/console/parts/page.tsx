import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useCrumb } from '../shell/crumb.ts';
import { usePlace, useSections } from '../shell/sections.ts';
import { useConsoleSay } from '../words/say.ts';
import styles from './page.module.css';

interface PageProps {
  readonly title: string;
  /** Before the title: the picture of a person. */
  readonly picture?: ReactNode;
  /** Beside the title: a state in one word. */
  readonly mark?: ReactNode;
  /** One line of scope. */
  readonly scope?: ReactNode;
  /** At the end of the head; one primary at most. */
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

/** The pages of a section side by side, where it has several. */
const SectionTabs = () => {
  const say = useConsoleSay();
  const place = usePlace();
  const section = useSections().find(({ id }) => id === place?.section);
  const tabs = useRef<HTMLElement>(null);
  // Where they do not fit side by side, the one that is chosen is pushed into view.
  useEffect(() => {
    tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [place?.path]);
  if (section === undefined || section.tabs.length < 2 || place?.shown !== 'tab') return null;
  return (
    <nav ref={tabs} className={styles.tabs} aria-label={say(`section.${section.id}`)}>
      {section.tabs.map(({ path, name }) => (
        <Link key={path} to={path} activeOptions={{ exact: true, includeSearch: false }}>
          {say(name)}
        </Link>
      ))}
    </nav>
  );
};

/** Head and body of a page. */
export const Page = ({ title, picture, mark, scope, acts, children }: PageProps) => {
  useCrumb(title);
  return (
    <>
      <header className={styles.head}>
        {picture}
        <div className={styles.title}>
          <div className={styles.name}>
            <h1>
              <bdi>{title}</bdi>
            </h1>
            {mark}
          </div>
          {scope !== undefined && <div className={styles.scope}>{scope}</div>}
        </div>
        {acts !== undefined && <div className={styles.acts}>{acts}</div>}
      </header>
      <SectionTabs />
      {children}
    </>
  );
};

/** Main column and side column; one below the other where it is narrow. */
export const Columns = ({ main, side }: { readonly main: ReactNode; readonly side: ReactNode }) => (
  <div className={styles.columns}>
    <div className={styles.column}>{main}</div>
    <div className={styles.column}>{side}</div>
  </div>
);

/** A list, and beside it what is chosen of it: until then the list has all the room. */
export const Beside = ({ main, side }: { readonly main: ReactNode; readonly side: ReactNode }) =>
  side === false || side === null ? <div className={styles.column}>{main}</div> : <Columns main={main} side={side} />;

/** Cards below each other. */
export const Stack = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.column}>{children}</div>
);
