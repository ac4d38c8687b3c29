/**
 * The phrases by which mail programs introduce what they quote or forward, in the languages that they are sold in. All
 * patterns are for one line or a few joined ones, and bounded.
 */

const any = (...words: string[]) => `(?:${words.join('|')})`;

const ORIGINAL = any(
  ...['original message', 'reply message', 'original appointment', 'ursprüngliche nachricht', 'antwort nachricht'],
  ...['originalnachricht', "message d'origine", 'message d’origine', 'message original', 'mensaje original'],
  ...['mensagem original', 'messaggio originale', 'oorspronkelijk bericht', 'oprindelig meddelelse', 'original besked'],
  ...['ursprungligt meddelande', 'originalmeddelande', 'opprinnelig melding', 'alkuperäinen viesti'],
  ...['oryginalna wiadomość', 'wiadomość oryginalna', 'původní zpráva', 'исходное сообщение', 'orijinal mesaj'],
  ...['原始邮件', '原始郵件', '元のメッセージ', '원본 메시지'],
);

const FORWARDED = any(
  ...['forwarded message', 'forwarded by', 'weitergeleitete nachricht', 'message transféré', 'mensaje reenviado'],
  ...['message transmis', 'mensagem encaminhada', 'messaggio inoltrato', 'doorgestuurd bericht', 'videresendt besked'],
  ...['videresendt melding', 'vidarebefordrat meddelande', 'välitetty viesti', 'wiadomość przekazana'],
  ...[
    'przekazana wiadomość',
    'přeposlaná zpráva',
    'пересылаемое сообщение',
    'пересланное сообщение',
    '转发的邮件',
    '転送メッセージ',
  ],
);

/** `-----Original Message-----`: what follows, to the end, is the message that is answered. */
export const ORIGINAL_MESSAGE = new RegExp(
  `^\\s{0,20}[-_*]{2,40}\\s{0,5}${ORIGINAL}\\s{0,5}[-_*]{2,40}\\s{0,20}$`,
  'i',
);

/** `---------- Forwarded message ---------`, `Begin forwarded message:`. */
export const FORWARDED_MESSAGE = new RegExp(
  `^\\s{0,20}(?:[-_*]{2,40}\\s{0,5}${FORWARDED}[^\\n]{0,80}?[-_*]{2,40}|${any(
    ...[
      'begin forwarded message',
      'anfang der weitergeleiteten (?:nachricht|e-mail)',
      'début du message (?:transféré|réexpédié)',
    ],
    ...[
      'inicio del mensaje reenviado',
      'início da mensagem (?:reencaminhada|encaminhada)',
      'inizio messaggio inoltrato',
    ],
    ...['begin doorgestuurd bericht', 'vidarebefordrat brev', 'start på videresendt (?:besked|melding)'],
  )}\\s{0,2}:)\\s{0,20}$`,
  'i',
);

/** Lines of a header block that is quoted as text, by what they tell. `sent` is no word for anything else than mail. */
const LABELS: Readonly<Record<string, string>> = {
  from: 'from|von|de|da|van|fra|från|od|ot|от|від|lähettäjä|feladó|kimden|gönderen|发件人|寄件者|差出人|보낸 사람',
  sent: 'sent|gesendet|envoyé|enviado(?: el| em)?|enviada(?: em)?|inviato|verzonden|sendt|skickat|lähetetty|wysłano|odesláno|отправлено|надіслано|gönderildi|发送时间|送信日時|보낸 날짜',
  date: 'date|datum|fecha|data|dato|päiväys|дата|tarih|日期|日時',
  to: 'to|an|à|a|para|aan|til|till|do|komu|кому|vastaanottaja|címzett|kime|alıcı|收件人|宛先|받는 사람',
  subject:
    'subject|betreff|objet|asunto|assunto|oggetto|onderwerp|emne|ämne|aihe|temat|předmět|тема|konu|主题|主旨|件名|제목',
  cc: 'cc|bcc|kopie|copie|kopia|копия',
  other: 'reply-to|importance|priority|attachments|wichtigkeit|anlagen|on behalf of',
};

const LABEL = new RegExp(
  `^[\\s>]{0,20}[*_]{0,2}(?:${Object.entries(LABELS)
    .map(([kind, words]) => `(?<${kind}>${words})`)
    .join('|')})\\s{0,2}[*_]{0,2}\\s{0,2}[:：]`,
  'iu',
);

export type HeaderKind = 'from' | 'sent' | 'date' | 'to' | 'subject' | 'cc' | 'other';

/** What a line of a quoted header block tells; `undefined` when it is none. */
export function headerKind(line: string): HeaderKind | undefined {
  const groups = LABEL.exec(line)?.groups;
  if (groups === undefined) return undefined;
  return Object.keys(groups).find(kind => groups[kind] !== undefined) as HeaderKind;
}

const WROTE = any(
  ...['wrote', 'sent', 'writes', 'schrieb', 'a écrit', 'écrit', 'escribió', 'escribio', 'escreveu', 'ha scritto'],
  ...['schreef', 'geschreven', 'skrev', 'napisał', 'napisała', 'napisał\\(a\\)', 'napsal', 'napsala'],
  ...[
    'napsal\\(a\\)',
    'kirjoitti',
    'írta',
    'yazdı',
    'şunu yazdı',
    'написал',
    'написала',
    'написал\\(а\\)',
    'пишет',
    'đã viết',
  ],
  ...['写道', '寫道', 'のメール', '작성'],
);

/** Languages that put the name behind the verb: `schrieb Jane:`, but not `schrieb ich Ihnen:`. */
const WROTE_NAME =
  '(?:schrieb|schreef|skrev|napisał|napisała|napsal|написал|написала) (?!(?:ich|wir|sie|er|ik|wij|we|u|jag|jeg|vi|du|ni|я|мы) ).{1,150}[:：]';

const DATE = '\\d{1,4}[-./]\\d{1,2}[-./]\\d{1,4}';

/** `On Monday, 3 May 2021 at 10:00, Bob <bob@example.com> wrote:` and what other programs say. */
const ATTRIBUTION = new RegExp(
  `^\\s{0,20}(?:-{2,20}\\s{0,3})?(?:on|am|le|el|em|il|op|den|dne|dnia|w dniu|på|vào|kl|lör|sent from|${DATE}|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?)(?=\\s|,).{3,400}?\\s?(?:${WROTE}\\s{0,3}[:：]?\\s{0,3}-{0,20}|${WROTE_NAME})\\s{0,20}$`,
  'iu',
);

/** `---- Bob Smith wrote ----` */
const DASHED = new RegExp(`^\\s{0,20}-{2,20}\\s{0,3}\\S.{0,150}\\s${WROTE}\\s{0,3}:?\\s{0,3}-{2,20}\\s{0,20}$`, 'iu');

/** A date, then a name and an address: `2014-10-17 11:28 GMT+03:00 Bob <bob@example.com>:` */
const DATED_ADDRESS = new RegExp(
  `^\\s{0,20}(?:${DATE}|[\\p{L}]{2,4}\\.?,\\s\\d{1,2}\\s[\\p{L}]{3,10}\\.?\\s\\d{4})[ ,].{0,200}<\\s{0,2}[^<>@\\s]{1,100}@[^<>\\s]{1,100}>\\s{0,3}(:?)\\s{0,20}$`,
  'iu',
);

/** `certain`: it introduces a quote whatever follows. `maybe`: only when a quote follows. */
export function attributionOf(text: string): 'certain' | 'maybe' | undefined {
  if (DASHED.test(text)) return 'certain';
  if (ATTRIBUTION.test(text) && /[\d@]/.test(text)) return /[:：-]\s*$/.test(text) ? 'certain' : 'maybe';
  const dated = DATED_ADDRESS.exec(text);
  return dated === null ? undefined : dated[1] === ':' ? 'certain' : 'maybe';
}

/** The same at the end of a line that begins with the reply: `Thanks! On Wed, Apr 4, 2012, Bob wrote:`. */
export const ATTRIBUTION_IN_LINE =
  /^(.{0,300}?[^\s>-])(?:\s{1,3}|\s{0,3}-{2,10}\s{0,3})(On (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},|\d{1,2}[ ./-]|[A-Z][a-z]{2,8} \d).{3,300} wrote:)\s{0,20}$/;
