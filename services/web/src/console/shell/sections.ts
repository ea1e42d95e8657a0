import { useLocation } from '@tanstack/react-router';
import {
  BadgeCheck,
  BookOpen,
  ClipboardList,
  Gift,
  LayoutDashboard,
  Megaphone,
  Package,
  MessageCircle,
  ReceiptText,
  Settings,
  Sparkles,
  Upload,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { createContext, use } from 'react';
import { useMay, useSignedIn } from '../../sign-in/use-session.ts';
import { sectionIds, type Act, type Place, type SectionId } from '../place.ts';

const icons: Readonly<Record<SectionId, LucideIcon>> = {
  overview: LayoutDashboard,
  approvals: BadgeCheck,
  members: Users,
  promotions: Megaphone,
  rules: Sparkles,
  rewards: Gift,
  service: MessageCircle,
  surveys: ClipboardList,
  catalogue: Package,
  tills: ReceiptText,
  imports: Upload,
  ledger: BookOpen,
  settings: Settings,
};

/** From here on a section is set up rather than worked in. */
const firstOfSetUp = sectionIds.indexOf('catalogue');

export interface Section {
  readonly id: SectionId;
  readonly icon: LucideIcon;
  readonly isSetUp: boolean;
  /** At least one; the first is gone to from the sidebar. */
  readonly tabs: readonly Place[];
}

/** What can be gone to and done in the console; the router gives it. */
export const PlacesContext = createContext<{ readonly places: readonly Place[]; readonly acts: readonly Act[] }>({
  places: [],
  acts: [],
});

/** Places that the person may see. */
export const usePlaces = (): readonly Place[] => {
  const may = useMay();
  const { person } = useSignedIn();
  const isOfAll = person.club_id === null;
  return use(PlacesContext).places.filter(({ asks, isOfAllClubs }) => may(asks) && (isOfAllClubs !== true || isOfAll));
};

/** What the person may do from everywhere. */
export const useActs = (): readonly Act[] => {
  const may = useMay();
  return use(PlacesContext).acts.filter(({ asks }) => may(asks));
};

/** Sections of which the person may see something. */
export const useSections = (): readonly Section[] => {
  const places = usePlaces();
  return sectionIds
    .map((id, at) => ({
      id,
      icon: icons[id],
      isSetUp: at >= firstOfSetUp,
      tabs: places.filter(({ section, shown }) => section === id && shown === 'tab'),
    }))
    .filter(({ tabs }) => tabs.length > 0);
};

const partsOf = (address: string): string[] => address.split('/').filter((part) => part !== '');

/** The place that is shown: the segments of its path, with anything for those that begin with `$`. */
export const usePlace = (): Place | undefined => {
  const { places } = use(PlacesContext);
  const parts = partsOf(useLocation().pathname);
  return places.find(({ path }) => {
    const segments = partsOf(path);
    return (
      segments.length === parts.length &&
      segments.every((segment, at) => segment.startsWith('$') || segment === parts[at])
    );
  });
};
