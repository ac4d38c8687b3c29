import { defineRecognizer } from '../../define.ts';
import { matchesIn, rightAfterWords } from '../beside-words.ts';

// A degree sign or two decimals; minutes and seconds with their marks; the hemisphere before or behind.
const angle = String.raw`\d{1,3}(?:\.\d{2,10} ?[°º]?|[°º](?: ?\d{1,2}(?:\.\d{1,6})? ?['′’](?: ?\d{1,2}(?:\.\d{1,6})? ?(?:["″”]|''))?)?)`;
const between = String.raw`[,;/]?\s{0,2}`;
const hemispheres = new RegExp(
  String.raw`(?<![A-Za-z\d.])(?:${angle} ?[NS]${between}${angle} ?[EWO]|[NS] ?${angle}${between}[EWO] ?${angle}|` +
    String.raw`\d{1,3}[°º] ?\d{1,2}['′’] ?\d{1,2}(?:\.\d{1,6})? ?(?:["″”]|'') ?[NSEWO])(?![A-Za-z\d])`,
  'g',
);

const decimal = String.raw`[-+−]?\d{1,3}\.\d{3,15}`;
const pair = new RegExp(String.raw`(?<![A-Za-z\d.,-])${decimal}\s?[,;/]\s?${decimal}(?![A-Za-z\d]|[.,]\d)`, 'g');
const pairOrOne = new RegExp(
  String.raw`(?<![A-Za-z\d.-])${decimal}°?(?:\s?[,;/]\s?${decimal}°?)?(?![A-Za-z\d]|[.,]\d)`,
  'g',
);

/** Degrees or decimals: most texts hold neither. */
const sign = /[°º]|\d\.\d\d/;

/** Scores with hemispheres, beside a word, and of two numbers with many decimals. */
const [ANCHORED, NAMED, ALONE] = [0.9, 0.85, 0.4];

export const coordinates = defineRecognizer({
  name: 'coordinates',
  entity: 'COORDINATES',
  summary: 'Places as latitude and longitude: with hemispheres, in degrees and minutes, or as decimals beside a word',
  tier: 'anchored',
  words: [
    'coordinates',
    'coordinate',
    'coords',
    'gps',
    'geo',
    'geolocation',
    'lat',
    'lat/lon',
    'lat/long',
    'latlng',
    'latlon',
    'lng',
    'lon',
    'long',
    'latitude',
    'longitude',
    'latitude/longitude',
    'location',
    'position',
    'koordinaten',
    'breitengrad',
    'längengrad',
    'coordonnées',
    'coordenadas',
    'latitud',
    'longitud',
    'coordinaten',
    'współrzędne',
  ],
  mayFind: ({ text }) => sign.test(text),
  *find(searched) {
    const { text, minScore } = searched;
    // Marks of minutes cut the stretches of numbers.
    const whole = /[°º]/.test(text)
      ? { ...searched, text, numbers: [{ start: 0, end: text.length, digits: text.length }] }
      : searched;
    for (const { start, end } of matchesIn(whole, hemispheres)) yield { start, end, score: ANCHORED };
    for (const { start, end } of rightAfterWords(searched, 'coordinates', pairOrOne))
      if (isPlace(text.slice(start, end))) yield { start, end, score: NAMED, tier: 'context' };
    if (minScore > ALONE) return;
    for (const { start, end } of matchesIn(searched, pair))
      if (isPlace(text.slice(start, end))) yield { start, end, score: ALONE };
  },
});

/** Two numbers are a latitude and a longitude; one may be either. */
function isPlace(found: string): boolean {
  const numbers = found.match(/\d+\.\d+/g)!.map(Number);
  return numbers[0]! <= (numbers.length === 2 ? 90 : 180) && numbers.every(number => number <= 180);
}
