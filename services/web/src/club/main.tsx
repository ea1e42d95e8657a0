import { start } from '../start.tsx';
import { ClubApp } from './club-app.tsx';
import { keepPages } from '../keep-pages.ts';
import { clubCode } from './place.ts';

document.documentElement.dataset.density = 'touch';
void start('club', <ClubApp />, {
  fa: () => import('./words/fa.ts').then(({ clubFa }) => clubFa),
  en: () => import('./words/en.ts').then(({ clubEn }) => clubEn),
}).then(() => clubCode !== '' && keepPages('club', '/club/'));
