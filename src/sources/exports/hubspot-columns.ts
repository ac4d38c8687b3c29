/** Labels that HubSpot gives its columns, by what they hold, in lower case; internal names work as well. */
const COLUMNS = {
  ticket: ['ticket id', 'hs_ticket_id', 'record id', 'record id - tickets', 'associated ticket ids'],
  subject: ['ticket name', 'subject', 'thread subject'],
  description: ['ticket description', 'content', 'description'],
  created: ['create date', 'createdate', 'created at'],
  contact: ['associated contact', 'associated contacts', 'contact name', 'contact'],
  contactEmail: ['contact email', 'associated contact email', 'email'],
  contactId: ['associated contact ids', 'associated contact id', 'contact id'],
  company: ['associated company', 'associated companies', 'associated company ids', 'company'],
  conversation: ['conversation id', 'thread id', 'conversation thread id'],
  message: ['message', 'message text', 'body', 'text'],
  messageType: ['message type', 'type'],
  channel: ['channel', 'source'],
  senderType: ['sender type', 'actor type'],
  direction: ['direction', 'message direction'],
  senderName: ['sender name', 'sender'],
  senderEmail: ['sender email', 'from email'],
  sentAt: ['sent at', 'timestamp', 'message date'],
} as const;

/** Names that exports of other systems do not use. */
const MARKS = new Set(['ticket name', 'hs_ticket_id', 'hs_pipeline', 'hs_pipeline_stage', 'record id - tickets']);

type Column = keyof typeof COLUMNS;

/** What a row holds under a column, whatever that is called; undefined when empty. */
export type Get = (column: Column) => string | undefined;

export function getter(values: Readonly<Record<string, string>>): Get {
  const byName = new Map(Object.entries(values).map(([name, value]) => [name.trim().toLowerCase(), value]));
  return column => COLUMNS[column].map(name => byName.get(name)).find(value => value !== undefined && value !== '');
}

/** Which table of an export has these columns. */
export function kindOfTable(header: readonly string[]): 'tickets' | 'messages' | undefined {
  const has = getter(Object.fromEntries(header.map(name => [name, name])));
  const isSaid = has('senderType') !== undefined || has('direction') !== undefined;
  if (has('conversation') !== undefined && isSaid && has('message') !== undefined) return 'messages';
  const isMarked = header.some(name => MARKS.has(name.toLowerCase()));
  const isTickets = has('ticket') !== undefined && has('subject') !== undefined && has('created') !== undefined;
  return isMarked && isTickets ? 'tickets' : undefined;
}
