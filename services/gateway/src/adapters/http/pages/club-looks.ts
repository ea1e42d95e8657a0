import type { Club } from '@vafa/contracts/membership';

type Look = Pick<Club, 'code' | 'name' | 'brandColour' | 'logoText'>;

const colourOfVafa = '#2747a8';
const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? '');

const colourOf = ({ brandColour }: Look): string => (brandColour === '' ? colourOfVafa : brandColour);
const lettersOf = ({ logoText, name }: Look): string => (logoText === '' ? (Array.from(name)[0] ?? '') : logoText);

/** Relative luminance of WCAG 2.2, from 0 to 1. */
const luminanceOf = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** Black and white contrast alike with a colour of this luminance. */
const middle = Math.sqrt(1.05 * 0.05) - 0.05;

/** What stands on the colour: black or white, whichever reads. */
const onColour = (colour: string): string => (luminanceOf(colour) > middle ? '#000000' : '#ffffff');

/** Letters on the colour of the club; what a round mask leaves shows all of them. */
export const iconOf = (look: Look): string => {
  const [colour, letters] = [colourOf(look), lettersOf(look)];
  const size = [260, 190, 140][Array.from(letters).length - 1] ?? 110;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" fill="${colour}"/><text x="256" y="256" dy=".36em" text-anchor="middle" font-family="Vazirmatn, Tahoma, system-ui, sans-serif" font-weight="700" font-size="${String(size)}" fill="${onColour(colour)}">${escaped(letters)}</text></svg>`;
};

/** What a browser needs to put the club on the home screen. */
export const manifestOf = (look: Look): string => {
  const { code, name } = look;
  const icon = { src: `/club/${code}/icon.svg`, type: 'image/svg+xml', sizes: 'any' };
  return JSON.stringify({
    id: `/club/${code}`,
    name,
    short_name: name.slice(0, 30),
    start_url: `/club/${code}`,
    scope: `/club/${code}`,
    display: 'standalone',
    background_color: '#f6f6f4',
    theme_color: colourOf(look),
    icons: [
      { ...icon, purpose: 'any' },
      { ...icon, purpose: 'maskable' },
    ],
  });
};
