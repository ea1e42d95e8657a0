import { Link } from '@tanstack/react-router';
import { ChevronsUpDown } from 'lucide-react';
import { Button } from 'react-aria-components';
import { ClubMark } from '../../kit/brand.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Menu } from '../../kit/menu.tsx';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { useWaiting } from '../approvals/use-waiting.ts';
import { useConsoleSay } from '../words/say.ts';
import { AccountMenu } from './account-menu.tsx';
import { usePlace, useSections, type Section } from './sections.ts';
import styles from './shell.module.css';

/** The club of the page; where there are several, the way to another. */
const ClubSwitch = () => {
  const say = useConsoleSay();
  const { name } = useClub();
  const { clubs, club, goTo, person } = useSignedIn();
  const scope = say(person.branch_ids.length === 0 ? 'shell.all-branches' : 'shell.own-branches', {
    count: person.branch_ids.length,
  });
  const shown = (
    <>
      <ClubMark />
      <span className={styles.clubName}>
        <b>
          <bdi>{name}</bdi>
        </b>
        <small>{scope}</small>
      </span>
    </>
  );
  if (clubs.length < 2) return <div className={styles.club}>{shown}</div>;
  return (
    <Menu
      trigger={
        <Button className={styles.club ?? ''}>
          {shown}
          <span className={styles.clubName} data-icon>
            <Icon of={ChevronsUpDown} size="sm" />
          </span>
        </Button>
      }
      acts={clubs.filter(({ code }) => code !== club.code).map((each) => ({ id: each.code, name: each.name }))}
      onAct={goTo}
    />
  );
};

/** How many requests wait for this person. */
const Waiting = () => {
  const say = useConsoleSay();
  const { language } = useClub();
  const count = useWaiting();
  if (count === 0) return null;
  return (
    <span className={styles.count}>
      <span aria-hidden>{formatNumber(count, language)}</span>
      <span className={styles.hidden}>{say('needs.approvals', { count: formatNumber(count, language) })}</span>
    </span>
  );
};

const SectionLink = ({ section, isHere }: { readonly section: Section; readonly isHere: boolean }) => {
  const say = useConsoleSay();
  const { id, icon, tabs } = section;
  return (
    <li>
      <Link to={tabs[0]?.path ?? '/'} aria-current={isHere ? 'page' : undefined} title={say(`section.${id}`)}>
        <Icon of={icon} />
        <span>{say(`section.${id}`)}</span>
        {id === 'approvals' && <Waiting />}
      </Link>
    </li>
  );
};

/** Places of daily work, a line, what is set up; nothing that the person may not do. */
export const Sidebar = ({ isWide = false }: { readonly isWide?: boolean }) => {
  const say = useConsoleSay();
  const sections = useSections();
  const here = usePlace()?.section;
  const list = (isSetUp: boolean) => sections.filter((section) => section.isSetUp === isSetUp);
  return (
    <div className={styles.sideBody} data-wide={isWide || undefined}>
      <ClubSwitch />
      <nav aria-label={say('shell.sections')}>
        {[false, true].map((isSetUp) =>
          list(isSetUp).length === 0 ? null : (
            <ul key={String(isSetUp)} className={isSetUp ? styles.second : undefined}>
              {list(isSetUp).map((section) => (
                <SectionLink key={section.id} section={section} isHere={section.id === here} />
              ))}
            </ul>
          ),
        )}
      </nav>
      <AccountMenu />
    </div>
  );
};
