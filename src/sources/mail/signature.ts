const any = (...words: string[]) => `(?:${words.join('|')})`;

/** Lines that close a letter, alone on their line. */
const CLOSING = new RegExp(
  `^${any(
    ...[
      '(?:with )?(?:best|kind|kindest|warm|warmest|many)? ?(?:regards|wishes)(?: and thanks)?',
      'regards',
      'all the best',
      'cheers',
    ],
    ...[
      '(?:many )?thanks(?: again| so much| a lot| in advance| and regards)?',
      'thank you(?: so much| very much| in advance)?',
    ],
    ...[
      '(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?',
      'respectfully',
      'rgds',
      'br',
      'take care',
      'talk soon',
      'best',
      'cordially',
    ],
    ...[
      '(?:mit )?(?:freundlich|herzlich|best|viel|lieb|schön)(?:e|en|er|ste|sten)? (?:grü(?:ß|ss)(?:e|en)?|grüße aus .{2,30})',
    ],
    ...[
      'gru(?:ß|ss)',
      'vg',
      'lg',
      'mfg',
      'danke(?: schön| im voraus)?',
      'vielen dank(?: im voraus)?',
      'hochachtungsvoll',
    ],
    ...[
      '(?:bien )?(?:cordialement|à vous)',
      'sincères salutations',
      'merci(?: d.avance)?',
      '(?:bonne journée|à bientôt)',
    ],
    ...['(?:un )?(?:cordial )?saludos?(?: cordiales?)?', 'atentamente', 'muchas gracias', 'gracias'],
    ...['(?:com os )?(?:melhores )?cumprimentos', 'atenciosamente', 'obrigad[oa]', 'abraços?'],
    ...[
      '(?:cordiali|distinti) saluti',
      'grazie(?: mille)?',
      'met (?:vriendelijke|hartelijke) groet(?:en)?',
      'groet(?:en|jes)?',
      'bedankt',
    ],
    ...['(?:med )?(?:venlig|vänlig|vennlig|bästa|beste)(?:e|a)? hils(?:en|ning|ningar)', 'mvh', 'hälsningar', 'tack'],
    ...['(?:z poważaniem|pozdrawiam|dziękuję)', '(?:s pozdravem|děkuji)', '(?:с уважением|спасибо)', 'saygılarımla'],
  )}\\s{0,2}[,.!]{0,3}\\s{0,3}$`,
  'iu',
);

/** What phones and apps append. */
const SENT_FROM = new RegExp(
  `^\\s{0,3}${any(
    ...['sent (?:wirelessly )?(?:from|via|with|using) \\S', 'get outlook for \\S', 'gesendet (?:von|mit|über) \\S'],
    ...['(?:diese nachricht wurde )?von meinem .{2,60} gesendet', 'envoyé (?:de|depuis|à partir|sans fil|par) ?\\S'],
    ...[
      'enviado (?:desde|do|da|de|a partir) \\S',
      'inviato (?:da|dal|con) \\S',
      'verzonden (?:vanaf|met|via|vanuit) \\S',
    ],
    ...[
      'sendt fra \\S',
      'skickat från \\S',
      'lähetetty \\S',
      'wysłano z \\S',
      'odesláno z \\S',
      'отправлено (?:с|из) \\S',
    ],
  )}`,
  'iu',
);

/** A legal notice begins like this ... */
const NOTICE_START = new RegExp(
  `^[\\W_]{0,200}${any(
    ...[
      'confidentiality (?:notice|note)',
      '(?:legal |email |e-mail )?disclaimer',
      'privileged and confidential',
      'important notice',
    ],
    ...[
      'th(?:is|e) (?:information (?:contained )?in this |content of this )?(?:e-?mail|message|communication|transmission)',
    ],
    ...[
      'the information (?:contained |transmitted )',
      'please consider the environment',
      'if you (?:are not|have received)',
    ],
    ...[
      'diese (?:e-?mail|nachricht)',
      'der inhalt dieser e-?mail',
      'vertraulichkeitshinweis',
      'ce (?:message|courriel|mail)',
    ],
    ...[
      'este (?:mensaje|correo|email|e-mail)',
      'esta mensagem',
      'aviso (?:legal|de confidencialidad)',
      'questo messaggio',
    ],
    ...[
      'le informazioni contenute',
      'dit (?:bericht|e-?mail)',
      'de informatie',
      'denne (?:e-?mail|mail)',
      'detta (?:e-post|meddelande)',
    ],
  )}`,
  'iu',
);

/** ... and says something like this. */
const NOTICE_SUBSTANCE =
  /confidential|privileged|intended (?:solely|only|for)|intended recipient|unauthori[sz]ed|before printing|vertraulich|rechtlich geschützt|nicht der (?:richtige|beabsichtigte)|confidentiel|destinataire|confidencial|destinatari|riservat|vertrouwelijk|geadresseerde|fortrolig|konfidenti/i;

/** Lines of text that a signature may have behind its first one. */
const MAX_LINES = 12;

/** Parts a text without quotes into what was written, the signature and the legal notice below it. */
export function splitSignature(text: string): { reply: string; signature: string; disclaimer: string } {
  const [letter, disclaimer] = splitNotice(text);
  const lines = letter.split('\n');
  const start = startOfSignature(lines);
  if (start === undefined) return { reply: letter.trim(), signature: '', disclaimer };
  return {
    reply: lines.slice(0, start).join('\n').trim(),
    signature: lines.slice(start).join('\n').trim(),
    disclaimer,
  };
}

/** The notice begins with a paragraph, not the first, that reads like one; at most six more stand below it. */
function splitNotice(text: string): [letter: string, notice: string] {
  const starts = [...text.matchAll(/\n[^\S\n]*\n(?=[^\S\n]*\S)|\n(?=[-_*=]{3,200}\n)/g)].map(
    match => match.index + match[0].length,
  );
  for (const start of starts.slice(-7)) {
    const end = starts.find(next => next > start) ?? text.length;
    const paragraph = text
      .slice(start, Math.min(end, start + 3000))
      .replace(/\s+/g, ' ')
      .trim();
    if (text.slice(0, start).trim() !== '' && NOTICE_START.test(paragraph) && NOTICE_SUBSTANCE.test(paragraph)) {
      return [withoutRule(text.slice(0, start)), text.slice(start).trim()];
    }
  }
  return [text, ''];
}

/** A ruled line above the notice belongs to it. */
function withoutRule(text: string): string {
  const letter = text.trimEnd();
  const line = letter.slice(letter.lastIndexOf('\n') + 1);
  return /^\s{0,20}[-_*=]{3,200}$/.test(line) ? letter.slice(0, letter.length - line.length) : text;
}

/** The first line, not the first of the text, from which on everything looks like a signature. */
function startOfSignature(lines: readonly string[]): number | undefined {
  const first = lines.findIndex(line => line.trim() !== '');
  let below = 0;
  let signature: number | undefined;
  let plain = true;
  for (let at = lines.length - 1; at > first && below <= MAX_LINES; at--) {
    const line = lines[at]!;
    if (line.trim() === '') continue;
    // `-- ` is the mark of the standard (RFC 3676): what stands below is a signature whatever it looks like.
    if (/^-- $/.test(line) && below > 0) signature = at;
    if (plain && opens(line, below, lines, at)) signature = at;
    below++;
    plain &&= looksLikeSignature(line);
  }
  return signature;
}

function opens(line: string, below: number, lines: readonly string[], at: number): boolean {
  const text = line.trim();
  if (SENT_FROM.test(text) && text.length <= 120) return true;
  if (/^(?:-{2,40}|_{2,40}|—)$/.test(text)) return below > 0;
  if (CLOSING.test(text))
    return below > 0 || !/thank|dank|merci|gracias|grazie|obrigad|tack|bedankt|спасибо/i.test(text);
  return below <= 2 && ((isDashedName(text) && !continuesList(lines, at)) || isBarredName(text));
}

/** `Jane Roe | Acme Support | Leeds`: at least two of these bars, and none at the ends, which a table would have. */
function isBarredName(text: string): boolean {
  return (
    text.length <= 120 &&
    /^\p{Lu}[\p{L}.'’-]{0,30}(?: [\p{L}.'’-]{1,30}){1,3} \|(?: [^|]{2,60} \|){1,4} [^|]{2,60}$/u.test(text)
  );
}

/** `- roman`, `-Lev.` */
function isDashedName(text: string): boolean {
  return /^[-–—]\s?\p{L}{2,20}(?: \p{Lu}[\p{L}.]{0,20})?\.?$/u.test(text);
}

/** Items below a colon or another item are a list. */
function continuesList(lines: readonly string[], at: number): boolean {
  let above = at - 1;
  while (above >= 0 && lines[above]!.trim() === '') above--;
  return /^\s*[-–—*•]\s?\S|:\s*$/.test(lines[above] ?? '');
}

/** Names, addresses, numbers, links: short, and no sentence. */
function looksLikeSignature(line: string): boolean {
  const text = line.trim();
  if (text.length > 120 || /\?$|:$/.test(text)) return false;
  if (SENT_FROM.test(text) || CLOSING.test(text) || /@|www\.|https?:|\d{3}/.test(text)) return true;
  return text.length <= 60 && text.split(/\s+/).length <= 7 && !/[.!]$/.test(text.replace(/\b\p{L}{1,4}\.$/u, ''));
}
