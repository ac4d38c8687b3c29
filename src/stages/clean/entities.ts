import { fromC1 } from './encodings.ts';

/** Names of U+00A0 to U+00FF, in order (HTML 4.01, section 24). */
const latin1 = `
  nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute
  micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig
  Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash
  Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute
  ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc
  uuml yacute thorn yuml
`;

/** The other named characters of HTML 4.01, as `name character`, except the four of markup itself. */
const others = `
  OEligŒ oeligœ ScaronŠ scaronš YumlŸ fnofƒ circˆ tilde˜ AlphaΑ BetaΒ GammaΓ DeltaΔ EpsilonΕ ZetaΖ EtaΗ ThetaΘ
  IotaΙ KappaΚ LambdaΛ MuΜ NuΝ XiΞ OmicronΟ PiΠ RhoΡ SigmaΣ TauΤ UpsilonΥ PhiΦ ChiΧ PsiΨ OmegaΩ alphaα betaβ
  gammaγ deltaδ epsilonε zetaζ etaη thetaθ iotaι kappaκ lambdaλ muμ nuν xiξ omicronο piπ rhoρ sigmafς sigmaσ tauτ
  upsilonυ phiφ chiχ psiψ omegaω thetasymϑ upsihϒ pivϖ ndash– mdash— lsquo‘ rsquo’ sbquo‚ ldquo“ rdquo” bdquo„
  dagger† Dagger‡ bull• hellip… permil‰ prime′ Prime″ lsaquo‹ rsaquo› oline‾ frasl⁄ euro€ imageℑ weierp℘ realℜ
  trade™ alefsymℵ larr← uarr↑ rarr→ darr↓ harr↔ crarr↵ lArr⇐ uArr⇑ rArr⇒ dArr⇓ hArr⇔ forall∀ part∂ exist∃ empty∅
  nabla∇ isin∈ notin∉ ni∋ prod∏ sum∑ minus− lowast∗ radic√ prop∝ infin∞ ang∠ and∧ or∨ cap∩ cup∪ int∫ there4∴ sim∼
  cong≅ asymp≈ ne≠ equiv≡ le≤ ge≥ sub⊂ sup⊃ nsub⊄ sube⊆ supe⊇ oplus⊕ otimes⊗ perp⊥ sdot⋅ lceil⌈ rceil⌉ lfloor⌊
  rfloor⌋ lang〈 rang〉 loz◊ spades♠ clubs♣ hearts♥ diams♦
`;

const named: ReadonlyMap<string, string> = new Map([
  ...words(latin1).map((name, i) => [name, String.fromCharCode(0xa0 + i)] as const),
  ...words(others).map(pair => [pair.slice(0, -1), pair.slice(-1)] as const),
  ...([
    ['amp', '&'],
    ['lt', '<'],
    ['gt', '>'],
    ['quot', '"'],
    ['apos', "'"],
    ['ensp', '\u2002'],
    ['emsp', '\u2003'],
    ['thinsp', '\u2009'],
    ['zwnj', '\u200c'],
    ['zwj', '\u200d'],
    ['lrm', '\u200e'],
    ['rlm', '\u200f'],
  ] as const),
]);

function words(list: string): string[] {
  return list.trim().split(/\s+/);
}

/** `amp;` may repeat: an entity that was escaped several times is decoded at once. */
const entity = /&(?:amp;|#38;)*(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,9}));/g;

/** Decodes entities that end in a semicolon; an unknown name or an impossible number stays as it is. */
export function decodeEntities(text: string, hit: () => void): string {
  return text.replace(entity, (raw: string, decimal?: string, hex?: string, name?: string) => {
    const char = name === undefined ? numbered(decimal, hex) : named.get(name);
    if (char === undefined) return raw;
    hit();
    return char;
  });
}

function numbered(decimal: string | undefined, hex: string | undefined): string | undefined {
  const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
  const char = String.fromCodePoint(code);
  // As browsers do: numbers of the C1 controls mean the Windows-1252 characters.
  return code >= 0x80 && code < 0xa0 ? fromC1(char) : char;
}
