/** A rule's message is short: nobody reads more. What is longer may say something. */
const LONGEST = 800;

/** Openings of automatic replies, on either side. Matched at the start, in any case. */
const OPENINGS = new RegExp(
  `^(?:${[
    '(?:this is an )?auto(?:matic|mated)?[- ](?:reply|response|generated (?:message|e-?mail))',
    'this (?:is an automated|(?:message|e-?mail) (?:was|has been) (?:sent|generated) automatically)',
    "(?:(?:hi|hello|dear)[^\\n.!?]{0,40}[,!]?\\s{0,4})?(?:i am|i'm|i will be) (?:currently )?out of (?:the )?office",
    'out of office',
    'automatische antwort|abwesenheitsnotiz|ich bin (?:derzeit |zurzeit |zur zeit )?(?:nicht im büro|außer haus)',
    'réponse automatique|je suis (?:actuellement )?absente?\\b',
  ].join('|')})`,
  'i',
);

/** Openings of what a help desk sends by itself: notices of a merge or an end, and surveys. */
const NOTICES = new RegExp(
  `^(?:${[
    'request #?\\d{1,20} [^\\n]{0,300}was closed and merged into this request',
    '(?:this|your) request (?:#?\\d{1,20} )?was closed and merged into',
    'how (?:did we do|would you rate the support)\\b',
    '(?:(?:i|we) )?(?:(?:will|have|am|are) )?(?:now )?mark(?:ed|ing)? (?:this|your) (?:request|ticket|case) as (?:solved|resolved|closed)',
  ].join('|')})`,
  'i',
);

/** A receipt says that something arrived ... */
const ARRIVED = new RegExp(
  [
    "(?:we(?:'ve| have)?|i(?:'ve| have)?) received your (?:request|message|ticket|inquiry|enquiry|e-?mail)",
    'your (?:request|message|ticket|inquiry|enquiry|e-?mail) (?:\\([#\\w-]{1,20}\\) )?(?:has been received|has reached us|was received)',
    'ihre (?:anfrage|nachricht|e-?mail) (?:ist (?:bei uns )?eingegangen|haben wir erhalten|wurde empfangen)',
    'wir haben ihre (?:anfrage|nachricht|e-?mail) erhalten',
    'nous avons (?:bien )?reçu votre (?:demande|message|e-?mail)',
    'votre (?:demande|message) (?:nous est bien parvenue?|a (?:bien )?été reçue?)',
  ].join('|'),
  'i',
);

/** ... and that somebody will look at it later. A person who answers does not say that. */
const LATER = new RegExp(
  [
    '(?:will|shall) (?:\\w{1,20} )?(?:answer|reply|respond|contact you|get back|be in touch|be reviewed|be answered)',
    '(?:back to|contact|answer|help) you as soon as (?:possible|we can)|is being reviewed by',
    '(?:melden|antworten|bearbeiten|kümmern)\\b[^\\n.]{0,40}(?:so schnell|so bald|schnellstmöglich|innerhalb)',
    '(?:schnellstmöglich|so schnell wie möglich|innerhalb)[^\\n.]{0,40}(?:melden|antworten|beantwort|bearbeit|kümmern)',
    '(?:répond|reviend|contacter|traiter)[^\\n.]{0,60}(?:brefs délais|meilleurs délais|sous \\w{1,12} (?:heures?|jours?))',
  ].join('|'),
  'i',
);

/** Paragraphs up to this length are greetings and farewells. */
const SHORT = 80;

/**
 * Whether a rule or macro sent the message: an out-of-office note, a receipt, a survey, a notice of a merge. Exports mark most
 * of these; this finds those that came as ordinary messages. A receipt needs two signs, an agent's side, and no other
 * paragraph of any length: agents also put their answers below it.
 */
export function isAutomatic({ text, side }: { readonly text: string; readonly side: 'customer' | 'agent' }): boolean {
  const start = text.trim();
  if (start.length > LONGEST) return false;
  // Whoever asks is there.
  if (OPENINGS.test(start) && !start.includes('?')) return true;
  if (side !== 'agent') return false;
  if (NOTICES.test(start)) return true;
  const [only, ...more] = start.split(/\n\s{0,9}\n/).filter(paragraph => paragraph.trim().length > SHORT);
  const receipt = only ?? start;
  return more.length === 0 && ARRIVED.test(receipt) && LATER.test(receipt);
}
