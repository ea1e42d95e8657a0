import { Link } from '@tanstack/react-router';
import { ChevronRight, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { latePart } from '../parts/late-part.tsx';
import type { Place } from '../place.ts';
import { useMay } from '../../sign-in/use-session.ts';
import { useConsoleSay } from '../words/say.ts';
import { HelpButton } from './help.tsx';
import { PaletteButton } from './palette.tsx';
import { usePlaces, useSections } from './sections.ts';
import styles from './shell.module.css';

/** Stands where the long work is opened: there is no room to say more. */
const TasksFailed = () => (
  <IconButton label={useConsoleSay()('shell.tasks-failed')} onPress={() => location.reload()}>
    <Icon of={Unplug} />
  </IconButton>
);

/** Comes after the page: nobody waits for it. */
const TasksDrawer = latePart(async () => (await import('../imports/tasks-drawer.tsx')).TasksDrawer, {
  failed: <TasksFailed />,
});

interface TopBarProps {
  readonly place: Place | undefined;
  readonly crumb: string | undefined;
  readonly start: ReactNode;
}

/** The path to the page, and what is at hand on all of them. */
export const TopBar = ({ place, crumb, start }: TopBarProps) => {
  const say = useConsoleSay();
  const may = useMay();
  const places = usePlaces();
  const section = useSections().find(({ id }) => id === place?.section);
  const name = section === undefined ? undefined : say(`section.${section.id}`);
  return (
    <header className={styles.top}>
      {start}
      <nav aria-label={say('shell.path')} className={styles.crumbs}>
        {section !== undefined && name !== crumb && (
          <>
            <Link to={section.tabs[0]?.path ?? '/'}>{name}</Link>
            <Icon of={ChevronRight} size="xs" flip />
          </>
        )}
        <span aria-current="page">
          <bdi>{crumb ?? name}</bdi>
        </span>
      </nav>
      <div className={styles.topEnd}>
        <PaletteButton />
        {places
          .filter(({ shown }) => shown === 'top')
          .map((each) => (
            <Link key={each.path} to={each.path} className={styles.topLink} aria-label={say(each.name)}>
              <Icon of={each.icon} />
            </Link>
          ))}
        {may('listTasks') && <TasksDrawer />}
        <HelpButton />
      </div>
    </header>
  );
};
