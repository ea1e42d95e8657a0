import { Front } from '../front/front.tsx';
import { start } from '../start.tsx';

document.documentElement.dataset.density = 'touch';
void start('till', <Front room="till" />);
