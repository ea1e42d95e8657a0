import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Search, UserRound, type LucideIcon } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Autocomplete, Header, Input, Menu, MenuItem, MenuSection, SearchField } from 'react-aria-components';
import { api } from '../../api/client.ts';
import { useClub } from '../../kit/club-settings.tsx';
import { formatPhone } from '../../kit/formats/identities.ts';
import { Icon } from '../../kit/icon.tsx';
import { Key } from '../../kit/marks.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useConsoleSay } from '../words/say.ts';
import { isFoundBy, memberQueryOf } from './find-words.ts';
import { useActs, usePlaces } from './sections.ts';
import styles from './palette.module.css';

interface Found {
  readonly id: string;
  readonly name: string;
  readonly more?: string;
  readonly icon: LucideIcon;
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
}

/** Members by what was typed, asked when typing rests; none where the person may not look any up. */
const useMembersFound = (typed: string): readonly Found[] => {
  const may = useMay();
  const { language } = useClub();
  const rested = useDeferredValue(typed);
  const queries = may('findMembers') ? memberQueryOf(rested) : [];
  const { data = [] } = useQuery({
    queryKey: ['palette', queries],
    enabled: queries.length > 0,
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        queries.map((query) =>
          api
            .call('findMembers', { query: { ...query, page_size: 6 }, signal })
            .then(({ items }) => items)
            // A number that is no phone is refused, and may be a card.
            .catch(() => []),
        ),
      );
      return pages.flat();
    },
  });
  return data.map(({ id, name, phone, card }) => ({
    id: `member ${id}`,
    name: name ?? phone ?? card ?? id,
    ...(phone !== null && { more: formatPhone(phone, language) }),
    icon: UserRound,
    to: `/members/${id}`,
  }));
};

const Section = ({ title, found }: { readonly title: string; readonly found: readonly Found[] }) =>
  found.length === 0 ? null : (
    <MenuSection>
      <Header className={styles.title ?? ''}>{title}</Header>
      {found.map(({ id, name, more, icon }) => (
        <MenuItem key={id} id={id} textValue={name} className={styles.item ?? ''}>
          <Icon of={icon} size="sm" />
          <bdi>{name}</bdi>
          {more !== undefined && (
            <small>
              <bdi dir="ltr">{more}</bdi>
            </small>
          )}
        </MenuItem>
      ))}
    </MenuSection>
  );

/** What is found by what is typed. */
export const PaletteList = ({ onClose }: { readonly onClose: () => void }) => {
  const say = useConsoleSay();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const pages = usePlaces()
    .filter(({ path }) => !path.includes('$'))
    .map((place): Found & { keywords: string } => ({ ...place, id: place.path, name: say(place.name), to: place.path }))
    .filter(({ name, keywords }) => typed === '' || isFoundBy(typed, `${name} ${keywords}`));
  const doable = useActs()
    .map((act, at): Found & { keywords: string } => ({ ...act, id: `act ${String(at)}`, name: say(act.name) }))
    .filter(({ name, keywords }) => typed === '' || isFoundBy(typed, `${name} ${keywords}`));
  const members = useMembersFound(typed);
  const all = [...members, ...pages, ...doable];
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <SearchField aria-label={say('palette.label')} className={styles.field ?? ''} autoFocus>
        <Icon of={Search} size="sm" />
        <Input placeholder={say('palette.place')} className={styles.input ?? ''} />
        <Key>Esc</Key>
      </SearchField>
      <Menu
        aria-label={say('palette.found')}
        className={styles.list ?? ''}
        renderEmptyState={() => <p className={styles.none}>{say('palette.none')}</p>}
        onAction={(key) => {
          const chosen = all.find(({ id }) => id === key);
          onClose();
          if (chosen !== undefined) void navigate({ to: chosen.to, search: chosen.search ?? {} });
        }}
      >
        <Section title={say('palette.members')} found={members} />
        <Section title={say('palette.pages')} found={pages} />
        <Section title={say('palette.acts')} found={doable} />
      </Menu>
    </Autocomplete>
  );
};
