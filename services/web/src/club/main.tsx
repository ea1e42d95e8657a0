import { Front } from '../front/front.tsx';
import { start } from '../start.tsx';

void start('club', <Front room="club" />);
