const REPLY = 're|aw|antw|antwort|sv|vs|ref|rif|odp|ynt|res|回复|回覆|答复|返信';
const FORWARD = 'fwd?|wg|tr|rv|enc|vb|vl|pd|i|doorst|videresend|转发|轉寄|転送';
const PREFIX = new RegExp(`^\\s{0,9}(?:(${REPLY})|(${FORWARD}))\\s?(?:[[(]\\d{1,3}[\\])])?\\s?[:：]`, 'iu');

export interface Subject {
  /** Without prefixes. */
  readonly title: string;
  /** Begins with a prefix that replies or forwards have, in any of the usual languages. */
  readonly answers: boolean;
  /** The outermost prefix is that of a forward. */
  readonly forward: boolean;
}

/** Takes `Re: AW: [Fwd: ...]` off a subject line. */
export function readSubject(subject: string): Subject {
  let title = subject;
  let first: RegExpExecArray | undefined;
  for (let taken = 0; taken < 30; taken++) {
    const match = PREFIX.exec(title);
    if (match === null) break;
    first ??= match;
    title = title.slice(match[0].length);
  }
  return { title: title.trim(), answers: first !== undefined, forward: first?.[2] !== undefined };
}
